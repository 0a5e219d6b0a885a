import type { FC } from 'hono/jsx';
import type { RemedyView } from '../../../lambdas/operator-api/response-schemas';
import { Amounts } from '../../elements/amount';
import { titleOf } from '../../elements/titles';
import type { Visit } from '../../visit/visit';

/** What was given to the customer, and why: what whoever answers has to know. */
export const Given: FC<{ readonly story: RemedyView; readonly visit: Visit }> = ({ story, visit }) => {
  const { record, notices } = story;
  return (
    <section aria-labelledby="given">
      <h2 id="given">What was given, and why</h2>
      <p>
        {titleOf(record.state)}
        {record.reasons.length > 0 && `: ${record.reasons.join('; ')}`}
      </p>
      <ul>
        {record.parts.map(({ part, outcome }) => (
          <li>
            {titleOf(part.kind)}, {outcome.state}
            {'amountMinor' in part && 'currency' in part && (
              <>
                {' '}
                <Amounts of={[{ amountMinor: part.amountMinor, currency: part.currency }]} locale={visit.locale} />
              </>
            )}
          </li>
        ))}
      </ul>
      {notices.length > 0 && (
        <p class="hint">Mails: {notices.map(({ template, state }) => `${template} ${state}`).join(', ')}</p>
      )}
    </section>
  );
};
