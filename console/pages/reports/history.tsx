import type { FC } from 'hono/jsx';
import type { CustomerPage } from '../../../lambdas/operator-api/response-schemas';
import type { Visit } from '../../visit/visit';
import { RemedyEntry } from '../customers/remedy-entry';

/** What was decided for a customer before. */
export type Before = CustomerPage['remedies'];

const mostShown = 5;

/** What happened to the customer before, the newest first. */
export const History: FC<{ readonly before: Before | undefined; readonly visit: Visit }> = ({ before, visit }) => {
  if (before === undefined) return null;
  return (
    <section aria-labelledby="before">
      <h2 id="before">What happened before</h2>
      {before.length === 0 && <p>Nothing was decided for this customer.</p>}
      <ol class="timeline">
        {before.slice(0, mostShown).map((remedy) => (
          <RemedyEntry
            remedy={remedy}
            ofSameOrder={before.filter(({ orderId }) => orderId === remedy.orderId).length}
            visit={visit}
          />
        ))}
      </ol>
    </section>
  );
};
