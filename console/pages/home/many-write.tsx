import type { FC } from 'hono/jsx';
import { dayMs } from '../../../lambdas/model/durations';
import type { AmplifiedListView } from '../../../lambdas/operator-api/amplified/amplified-schemas';
import { Ago } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { titleOf } from '../../elements/titles';
import type { Visit } from '../../visit/visit';

/** Older ones are on their own page. */
const shownForMs = 2 * dayMs;

/** What many people write about right now, before everything else: others read it too. */
export const ManyWrite: FC<{ readonly list: AmplifiedListView; readonly visit: Visit }> = ({ list, visit }) => {
  const since = visit.now.getTime() - shownForMs;
  const shown = list.incidents.filter(({ openedAt }) => Date.parse(openedAt) > since);
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="many">
      <h2 id="many">Many write about it</h2>
      <ul>
        {shown.map(({ incidentId, cause, network, people, openedAt }) => (
          <li>
            <a href={placeOf.amplified(incidentId)}>“{cause}”</a> on {titleOf(network)}: {people} people or more, since{' '}
            <Ago at={openedAt} visit={visit} />
          </li>
        ))}
      </ul>
    </section>
  );
};
