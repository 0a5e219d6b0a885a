import type { Context, Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { operations } from '../../../lambdas/operator-api/operation';
import type { WaitingPage } from '../../../lambdas/operator-api/response-schemas';
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
  const [waiting, controls, spending] = await Promise.all([
    ask(api, operations.showWaiting, { query: { shown: String(mostUrgent) } }),
    ask(api, operations.showControls),
    ask(api, operations.showSpending),
  ]);
  return context.html(
    <Page visit={visit} title="Today" isLive>
      {controls.is === 'done' && <Stopped page={controls.value} visit={visit} />}
      {waiting.is === 'done' ? (
        <>
          <Figures page={waiting.value} />
          <MostUrgent page={waiting.value} visit={visit} />
        </>
      ) : (
        <p>You may {visit.may.join(', ') || 'do nothing'} here. What waits is shown to whoever may look.</p>
      )}
      {spending.is === 'done' && <GivenBack spending={spending.value} visit={visit} />}
      {waiting.is === 'done' && <HowCalculated />}
      {visit.beside?.endOfFirstPage()}
    </Page>,
  );
}

const MostUrgent: FC<{ readonly page: WaitingPage; readonly visit: Visit }> = ({
  page: { holds, counts, incidents },
  visit,
}) => (
  <>
    <h2>Whose clock ends first</h2>
    {holds.length === 0 ? (
      <p>{incidents.length === 0 ? 'Nobody waits for you.' : 'Only incidents wait for you.'}</p>
    ) : (
      <HoldsTable holds={holds} visit={visit} />
    )}
    {counts.held > holds.length && (
      <p>
        <a href="/holds">All that waits</a>
      </p>
    )}
  </>
);
