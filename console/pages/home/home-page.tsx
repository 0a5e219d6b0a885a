import type { Context, Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { operations } from '../../../lambdas/operator-api/operation';
import type { HoldSummaryView } from '../../../lambdas/operator-api/response-schemas';
import { ask } from '../../asking/ask';
import { HoldsTable } from '../../elements/holds-table';
import { Page } from '../../layout/page';
import type { ConsoleEnv, Visit } from '../../visit/visit';
import { Figures, HowCalculated } from './figures';
import { GivenBack } from './given-back';
import { Stopped } from './stopped';

/** So many of the most urgent are on the first page itself. */
const mostUrgent = 8;

/** What waits, what is stopped, and what went wrong: whatever somebody has to do today. */
export function addHomePage(app: Hono<ConsoleEnv>): void {
  app.get('/', homePage);
}

/** Of the duties each shows a part, and who has another one finds its page above. */
async function homePage(context: Context<ConsoleEnv>): Promise<Response> {
  const { visit } = context.var;
  const { api } = visit;
  const [held, controls, remedies, notices, spending] = await Promise.all([
    ask(api, operations.listHolds, { query: { limit: '500' } }),
    ask(api, operations.showControls),
    ask(api, operations.listRemedies),
    ask(api, operations.listNotices),
    ask(api, operations.showSpending),
  ]);
  const seesLists = held.is === 'done' && remedies.is === 'done' && notices.is === 'done';
  return context.html(
    <Page visit={visit} title="Today" isLive>
      {controls.is === 'done' && <Stopped page={controls.value} visit={visit} />}
      {seesLists ? (
        <>
          <Figures held={held.value} remedies={remedies.value} notices={notices.value} />
          <MostUrgent holds={held.value.holds} visit={visit} />
        </>
      ) : (
        <p>You may {visit.may.join(', ') || 'do nothing'} here. What waits is shown to whoever may look.</p>
      )}
      {spending.is === 'done' && <GivenBack spending={spending.value} visit={visit} />}
      {seesLists && <HowCalculated />}
    </Page>,
  );
}

const MostUrgent: FC<{ readonly holds: readonly HoldSummaryView[]; readonly visit: Visit }> = ({ holds, visit }) => (
  <>
    <h2>Whose clock ends first</h2>
    {holds.length === 0 ? (
      <p>Nobody waits for you.</p>
    ) : (
      <HoldsTable holds={holds.slice(0, mostUrgent)} visit={visit} />
    )}
    {holds.length > mostUrgent && (
      <p>
        <a href="/holds">All {holds.length}</a>
      </p>
    )}
  </>
);
