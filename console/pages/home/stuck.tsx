import type { FC } from 'hono/jsx';
import type { WaitingPage } from '../../../lambdas/operator-api/response-schemas';
import { placeOf } from '../../elements/places';

/** What should have been gone on with long ago. Where there is none of it, nothing is said. */
export const Stuck: FC<{ readonly page: WaitingPage }> = ({ page: { counts, stuck } }) => {
  if (counts.stuck === 0) return null;
  return (
    <div class="refused" role="status">
      <p>
        <strong>{counts.stuck}</strong> {counts.stuck === 1 ? 'is' : 'are'} stuck: the sweep should have gone on with{' '}
        {counts.stuck === 1 ? 'it' : 'them'} more than ten minutes ago. It does not run, or fails each time. The runbook{' '}
        <em>Something is stuck</em> says what to look at.
      </p>
      {stuck.length > 0 && (
        <p>
          Longest:{' '}
          {stuck.map(({ customerId, remedyId }, index) => (
            <>
              {index > 0 && ', '}
              <a href={placeOf.remedy(customerId, remedyId)}>{customerId}</a>
            </>
          ))}
          .
        </p>
      )}
    </div>
  );
};
