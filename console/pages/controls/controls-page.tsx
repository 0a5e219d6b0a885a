import type { FC } from 'hono/jsx';
import type * as z from 'zod/mini';
import type { responseSchemas } from '../../../lambdas/operator-api/response-schemas';
import type { Refusal } from '../../asking/ask';
import { settingText } from '../../texts/setting-text';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';
import { Breakers } from './breakers';
import { SettingsTable } from './settings-table';
import { SwitchForm } from './switch-form';
import { SwitchHistory } from './switch-history';

export interface ControlsPageProps {
  readonly page: z.infer<typeof responseSchemas.showControls>;
  readonly visit: Visit;
  /** What was typed before. */
  readonly form: Form;
  readonly refusal: Refusal | undefined;
  /** What the address asks for: what is to be switched, and from where on the history is shown. */
  readonly shown: { readonly target?: string | undefined; readonly before?: string | undefined };
}

export const ControlsPage: FC<ControlsPageProps> = ({ page, visit, form, refusal, shown }) => {
  const { controls, history, failureTypes } = page;
  const switches = visit.may.includes('switch');
  return (
    <Page visit={visit} title="Switches">
      <RefusalNote refusal={refusal} />
      <p>
        Everything is set to <strong>{settingText(controls.all)}</strong>. Where something has a setting of its own, the
        stricter of both holds.
      </p>
      {switches && (
        <form method="get" action="/controls/stop" class="buttons">
          <button type="submit" class="danger">
            Stop everything
          </button>
          <span class="hint">It asks you once more.</span>
        </form>
      )}
      <Breakers controls={controls} visit={visit} form={form} />
      <SettingsTable controls={controls} known={failureTypes} visit={visit} />
      {switches && (
        <SwitchForm controls={controls} known={failureTypes} visit={visit} form={form} target={shown.target} />
      )}
      <SwitchHistory history={history} visit={visit} before={shown.before} />
    </Page>
  );
};
