import type { FC } from 'hono/jsx';
import type { ControlsView } from '../../../lambdas/operator-api/response-schemas';
import type { Refusal } from '../../asking/ask';
import { settingText } from '../../texts/setting-text';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import { ReasonField } from '../../fields/reason-field';
import { TokenField } from '../../fields/token-field';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';
import { settingOf, targetTitle } from './targets';

export interface StopPageProps {
  readonly target: string;
  readonly controls: ControlsView;
  /** What can be switched here. */
  readonly known: readonly string[];
  readonly visit: Visit;
  readonly form: Form;
  readonly refusal: Refusal | undefined;
}

/** Says what a stop does and what it does not, and asks once. */
export const StopPage: FC<StopPageProps> = ({ target, controls, known, visit, form, refusal }) => {
  const isAll = target === 'all';
  const title = isAll ? 'Stop everything' : `Stop: ${targetTitle(target)}`;
  return (
    <Page visit={visit} title={title} within={{ title: 'Switches', href: '/controls' }}>
      <RefusalNote refusal={refusal} />
      <p>
        {targetTitle(target)} is set to <strong>{settingText(settingOf(controls, target))}</strong> now, and will be{' '}
        <strong>off</strong> within ten seconds.{isAll && ` It concerns ${countText(known)}.`}
      </p>
      {visit.may.includes('switch') ? (
        <StopForm target={target} title={title} visit={visit} form={form} />
      ) : (
        <p>You may not switch. Whoever has the duty switch may.</p>
      )}
      <h2>What it does</h2>
      <ul>
        <li>Nobody is asked any more for a refund, a credit, a replacement or a call.</li>
        <li>What was decided and not asked for yet is held. It waits until a person releases it.</li>
        <li>
          Failures that come meanwhile are answered as not owed, and nothing is recorded of them. They are made right
          only if they are published again once it is switched on.
        </li>
        <li>Nobody can approve what it concerns while it is off.</li>
      </ul>
      <h2>What it does not do</h2>
      <ul>
        <li>What was already handed to the provider or a partner goes on. It is looked up, and recorded as it ends.</li>
        <li>Mails are not stopped. They only tell what was done.</li>
        <li>It takes nothing back.</li>
        <li>
          Switched on again, nothing that was stopped goes on by itself: it stands under <a href="/holds">Holds</a>.
        </li>
      </ul>
    </Page>
  );
};

/** Without a version: who stops has no use for what somebody else has just switched. */
const StopForm: FC<{
  readonly target: string;
  readonly title: string;
  readonly visit: Visit;
  readonly form: Form;
}> = ({ target, title, visit, form }) => (
  <form method="post" action="/controls/stop" class="verdict">
    <TokenField visit={visit} />
    <input type="hidden" name="target" value={target} />
    <ReasonField typed={form['why']} isFirst />
    <p class="buttons">
      <button type="submit" class="danger">
        {title}
      </button>
      <a href="/controls">Do nothing</a>
    </p>
  </form>
);

function countText(targets: readonly string[]): string {
  const sources = targets.filter((target) => target.startsWith('source:')).length;
  const types = targets.length - sources;
  const counts = [
    `${types} failure ${types === 1 ? 'type' : 'types'}`,
    ...(sources > 0 ? [`${sources} ${sources === 1 ? 'source' : 'sources'}`] : []),
  ];
  return counts.join(' and ');
}
