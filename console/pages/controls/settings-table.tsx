import type { FC } from 'hono/jsx';
import { modes } from '../../../lambdas/model/controls';
import type { ControlsView } from '../../../lambdas/operator-api/response-schemas';
import { settingText, shareText } from '../../texts/setting-text';
import type { Visit } from '../../visit/visit';
import { settingOf, targetTitle, targetsOf } from './targets';

export interface SettingsTableProps {
  readonly controls: ControlsView;
  /** What can be switched here. */
  readonly known: readonly string[];
  readonly visit: Visit;
}

const tones = { auto: 'good', approve: 'warn', shadow: 'warn', off: 'bad' } as const;

/** The mode of each failure type and source. */
export const SettingsTable: FC<SettingsTableProps> = ({ controls, known, visit }) => (
  <section aria-labelledby="modes">
    <h2 id="modes">Modes</h2>
    <div class="scroll">
      <table class="stacked">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Mode</th>
            {visit.may.includes('switch') && <th scope="col">Change</th>}
          </tr>
        </thead>
        <tbody>
          {targetsOf(controls, known).map((target) => (
            <SettingRow target={target} controls={controls} isKnown={known.includes(target)} visit={visit} />
          ))}
        </tbody>
      </table>
    </div>
  </section>
);

const SettingRow: FC<{
  readonly target: string;
  readonly controls: ControlsView;
  readonly isKnown: boolean;
  readonly visit: Visit;
}> = ({ target, controls, isKnown, visit }) => {
  const setting = settingOf(controls, target);
  const isStricter = modes.indexOf(controls.all.mode) > modes.indexOf(setting.mode);
  const title = targetTitle(target);
  return (
    <tr>
      <td>
        <strong>{title}</strong>
      </td>
      <td>
        <span class={`state ${tones[setting.mode]}`}>{setting.mode}</span>
        {setting.autoShare !== undefined && <span class="hint"> {shareText(setting.autoShare)}</span>}
        {isStricter && <div class="over">everything is {settingText(controls.all)}, and that holds</div>}
        {!isKnown && <div class="hint">not in this deployment any more</div>}
      </td>
      {visit.may.includes('switch') && (
        <td class="acts">
          {isKnown && (
            <>
              <a href={`/controls?target=${encodeURIComponent(target)}#switch`} aria-label={`Switch: ${title}`}>
                Switch
              </a>{' '}
              <a href={`/controls/stop?target=${encodeURIComponent(target)}`} aria-label={`Stop: ${title}`}>
                Stop
              </a>
            </>
          )}
        </td>
      )}
    </tr>
  );
};
