import type { FC } from 'hono/jsx';
import type * as z from 'zod/mini';
import type { responseSchemas } from '../../../lambdas/operator-api/response-schemas';
import type { Visit } from '../../visit/visit';
import { Instant } from '../../elements/instant';
import { settingText } from '../../texts/setting-text';
import { settingOf, targetTitle } from '../controls/targets';

export type ControlsPageView = z.infer<typeof responseSchemas.showControls>;

/** What does not happen by itself now: what is switched off or in shadow, and which accounts are in trouble. */
export const Stopped: FC<{ readonly page: ControlsPageView; readonly visit: Visit }> = ({ page, visit }) => {
  const { all, types, lastSwitch, breakers = {} } = page.controls;
  const switched = [['all', all] as const, ...Object.entries(types)].filter(([, { mode }]) => mode !== 'auto');
  const broken = Object.entries(breakers).filter(([, { state }]) => state === 'open');
  if (switched.length + broken.length === 0) return null;
  return (
    <div class="refused" role="status">
      {switched.map(([name, setting]) => (
        <p>
          <a href="/controls">{targetTitle(name)}</a> is switched to <strong>{settingText(setting)}</strong>.
        </p>
      ))}
      {switched.length > 0 && lastSwitch && (
        <p class="hint">
          Last switched <Instant at={lastSwitch.at} visit={visit} /> by {lastSwitch.actor}: {lastSwitch.why}
        </p>
      )}
      {broken.map(([account, { why, since }]) => (
        <p>
          <a href="/controls">{account}</a> is in trouble since <Instant at={since} visit={visit} />: {why}. Its
          remedies wait, and go on by themselves.
        </p>
      ))}
    </div>
  );
};

/** Sources that begin in shadow, as detectors do, and that nobody has switched yet. */
export const InShadow: FC<{ readonly page: ControlsPageView }> = ({ page: { controls, failureTypes: known } }) => {
  const quiet = known.filter((one) => controls.types[one] === undefined && settingOf(controls, one).mode === 'shadow');
  if (controls.all.mode !== 'auto' || quiet.length === 0) return null;
  return (
    <p class="hint">
      <a href="/controls">In shadow</a> from their beginning: {quiet.map(sourceName).join(', ')}. Nobody is paid or
      written to for what they find.
    </p>
  );
};

function sourceName(target: string): string {
  return target.replace(/^source:/u, '');
}
