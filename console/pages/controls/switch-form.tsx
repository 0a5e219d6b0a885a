import type { FC } from 'hono/jsx';
import { modes } from '../../../lambdas/model/controls';
import type { Form } from '../../visit/form';
import { ReasonField } from '../../fields/reason-field';
import { TokenField } from '../../fields/token-field';
import type { SettingsTableProps } from './settings-table';
import { isMode, modeTexts, settingOf, targetTitle, targetsOf } from './targets';

export type SwitchFormProps = SettingsTableProps & {
  readonly form: Form;
  /** What is to be switched, where the address or the form says so. */
  readonly target: string | undefined;
};

/** Switches one target. Nobody overwrites what they have not seen: the version goes along. */
export const SwitchForm: FC<SwitchFormProps> = ({ controls, known, visit, form, target = 'all' }) => {
  // The form of a breaker has fields of the same names.
  const typed = form['account'] === undefined ? form : {};
  const mode = isMode(typed['mode']) ? typed['mode'] : settingOf(controls, target).mode;
  const targets = ['all', ...targetsOf(controls, known).filter((one) => known.includes(one))];
  return (
    <section aria-labelledby="switch">
      <h2 id="switch">Switch</h2>
      <form method="post" action="/controls" class="verdict">
        <TokenField visit={visit} />
        <input type="hidden" name="version" value={controls.version} />
        <label>
          What
          <select name="target" required>
            {targets.map((one) => (
              <option value={one} selected={one === target}>
                {targetTitle(one)}
              </option>
            ))}
          </select>
        </label>
        <label>
          To
          <select name="mode" required>
            {modes.map((one) => (
              <option value={one} selected={one === mode}>
                {one}: {modeTexts[one]}
              </option>
            ))}
          </select>
        </label>
        <label>
          Share of customers in percent for whom it is auto all the same
          <input
            name="share"
            inputmode="decimal"
            pattern="\d{1,3}([.,]\d{1,4})?"
            placeholder="none"
            value={typed['share']}
            autocomplete="off"
          />
          <small>The same customers stay in it as it grows.</small>
        </label>
        <ReasonField typed={typed['why']} />
        <p class="buttons">
          <button type="submit">Switch</button>
        </p>
      </form>
    </section>
  );
};
