import type { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { operations } from '../../../lambdas/operator-api/operation';
import type { IncidentView } from '../../../lambdas/operator-api/response-schemas';
import type { ConsoleEnv, Visit } from '../../visit/visit';
import { ask } from '../../asking/ask';
import { DataTable } from '../../elements/data-table';
import { HoldsTable } from '../../elements/holds-table';
import { Until } from '../../elements/instant';
import { Page } from '../../layout/page';
import { placeOf } from '../../elements/places';
import { refusedPage } from '../../layout/refused-page';

/** So many are shown; who decides on the first ones sees the next. */
const shown = '100';

/** What waits for a person. */
export function addHoldsPage(app: Hono<ConsoleEnv>): void {
  app.get('/holds', async (context) => {
    const { visit } = context.var;
    const answer = await ask(visit.api, operations.listHolds, { query: { limit: shown } });
    if (answer.is === 'refused') return refusedPage(context, answer);
    const { holds, incidents, isComplete } = answer.value;
    return context.html(
      <Page visit={visit} title="What waits for a person" isLive>
        {incidents.length > 0 && <Incidents incidents={incidents} visit={visit} />}
        {holds.length === 0 ? (
          <p>No remedy waits for a person by itself.</p>
        ) : (
          <>
            {incidents.length > 0 && <h2>Remedies and mails</h2>}
            <HoldsTable holds={holds} visit={visit} />
          </>
        )}
        {!isComplete && <p class="hint">There is more. It is shown once some of these are decided.</p>}
      </Page>,
    );
  });
}

const Incidents: FC<{ readonly incidents: readonly IncidentView[]; readonly visit: Visit }> = ({
  incidents,
  visit,
}) => (
  <>
    <h2>Incidents</h2>
    <p class="hint">One decision is for everything that waits with it.</p>
    <DataTable
      head={['Decide', 'Incident', 'Approved by']}
      rows={incidents.map(({ incidentId, deadline, proposed }) => [
        <Until at={deadline} visit={visit} />,
        <a href={placeOf.incident(incidentId)}>{incidentId}</a>,
        proposed?.approvals.map(({ actor }) => actor).join(', ') ?? 'nobody yet',
      ])}
    />
  </>
);
