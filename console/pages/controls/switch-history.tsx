import type { FC } from 'hono/jsx';
import type { ControlsView } from '../../../lambdas/operator-api/response-schemas';
import { DataTable } from '../../elements/data-table';
import { Instant } from '../../elements/instant';
import { settingText } from '../../texts/setting-text';
import { Who } from '../../elements/who';
import type { Visit } from '../../visit/visit';
import { targetTitle } from './targets';

/** One switch, with the version of the controls that it made. */
interface Switched {
  readonly version: number;
  readonly change: NonNullable<ControlsView['lastSwitch']>;
}

const perPage = 25;

/** Every switch there ever was, the newest first. */
export const SwitchHistory: FC<{
  readonly history: readonly ControlsView[];
  readonly visit: Visit;
  /** Only what is older than this version of the controls. */
  readonly before: string | undefined;
}> = ({ history, visit, before = '' }) => {
  const all = switchesOf(history);
  const from = /^\d{1,9}$/.test(before) ? all.filter(({ version }) => version < Number(before)) : all;
  const [shown, older] = [from.slice(0, perPage), from.slice(perPage)];
  return (
    <section aria-labelledby="history">
      <h2 id="history">Who switched what</h2>
      {shown.length === 0 ? (
        <p>{all.length === 0 ? 'Nobody has switched anything yet.' : 'There is nothing older.'}</p>
      ) : (
        <DataTable
          head={['When', 'What', 'To', 'By', 'Why']}
          rows={shown.map(({ change: { at, target, setting, actor, why } }) => [
            <Instant at={at} visit={visit} />,
            <strong>{targetTitle(target)}</strong>,
            settingText(setting),
            <Who actor={actor} />,
            why,
          ])}
        />
      )}
      {older.length > 0 && (
        <p>
          <a href={`/controls?before=${shown.at(-1)?.version}#history`}>Older ({older.length})</a>
        </p>
      )}
    </section>
  );
};

/** Controls are written for breakers too, and keep the latest switch then: each switch counts where it first stands. */
function switchesOf(history: readonly ControlsView[]): Switched[] {
  const byToken = new Map<string, Switched>();
  for (const { version, lastSwitch } of history) {
    if (lastSwitch && !byToken.has(lastSwitch.token)) byToken.set(lastSwitch.token, { version, change: lastSwitch });
  }
  return [...byToken.values()].sort((a, b) => b.version - a.version);
}
