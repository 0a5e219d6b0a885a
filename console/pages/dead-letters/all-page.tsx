import type { FC } from 'hono/jsx';
import type { DeadLettersPage } from '../../../lambdas/operator-api/response-schemas';
import type { Refusal } from '../../asking/ask';
import { titleOf } from '../../elements/titles';
import { Page } from '../../layout/page';
import { ReasonField } from '../../fields/reason-field';
import { RefusalNote } from '../../layout/refusal-note';
import { TokenField } from '../../fields/token-field';
import { filled, type Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';

export interface AllPageProps {
  readonly queue: DeadLettersPage['queues'][number];
  readonly visit: Visit;
  readonly form: Form;
  readonly refusal: Refusal | undefined;
}

/** Asks once before all that lies in a queue is put back, with how much that is. */
export const AllPage: FC<AllPageProps> = ({ queue: { queue, messages }, visit, form, refusal }) => {
  const count = messages === 1 ? '1 event' : `${messages} events`;
  return (
    <Page visit={visit} title={`Put about ${count} back?`} within={{ title: 'Dead letters', href: '/dead-letters' }}>
      <RefusalNote refusal={refusal} />
      <form method="post" action={`/dead-letters/${queue}/redrive-all`} class="verdict">
        <TokenField visit={visit} />
        <input type="hidden" name="seenAt" value={filled(form, 'seenAt') ?? visit.now.toISOString()} />
        <p>
          All of {titleOf(queue)} that lay there when you looked is tried once more: about {count}, also those that were
          not shown. What came later stays. Whatever it was, a remedy is given once.
        </p>
        <ReasonField typed={form['why']} />
        <p class="buttons">
          <button type="submit">Put all of them back</button>
        </p>
      </form>
    </Page>
  );
};
