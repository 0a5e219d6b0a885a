import type { Context, Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { operations } from '../../../lambdas/operator-api/operation';
import type { WaitingPage } from '../../../lambdas/operator-api/response-schemas';
import { ask } from '../../asking/ask';
import { HoldsTable } from '../../elements/holds-table';
import { Page } from '../../layout/page';
import { refusedPage } from '../../layout/refused-page';
import type { ConsoleEnv, Visit } from '../../visit/visit';
import { Figures, HowCalculated } from './figures';
import { GivenBack } from './given-back';
import { ManyWrite } from './many-write';
import { InShadow, Stopped } from './stopped';
import { Stuck } from './stuck';
import { weekOf } from './week';
import { WeekPage } from './week-page';

/** So many of the most urgent are on the first page itself. */
const mostUrgent = 8;

/** What waits, what is stopped, and what went wrong: whatever somebody has to do today. */
export function addHomePage(app: Hono<ConsoleEnv>): void {
  app.get('/', homePage);
  app.get('/week', async (context) => {
    const { visit } = context.var;
    const week = await weekOf(visit);
    if ('is' in week && week.status === 403) return refusedPage(context, week);
    return context.html(<WeekPage week={week} visit={visit} />, 'is' in week ? week.status : 200);
  });
}

/** Of the duties each shows a part, and who has another one finds its page above. */
async function homePage(context: Context<ConsoleEnv>): Promise<Response> {
  const { visit } = context.var;
  const { api } = visit;
  const [waiting, controls, spending, amplified] = await Promise.all([
    ask(api, operations.showWaiting, { query: { shown: String(mostUrgent) } }),
    ask(api, operations.showControls),
    ask(api, operations.showSpending),
    ask(api, operations.listAmplified),
  ]);
  return context.html(
    <Page visit={visit} title="Today" isLive>
      {controls.is === 'done' && <Stopped page={controls.value} visit={visit} />}
      {amplified.is === 'done' && <ManyWrite list={amplified.value} visit={visit} />}
      {waiting.is === 'done' ? (
        <>
          <Stuck page={waiting.value} />
          <Figures page={waiting.value} />
          <MostUrgent page={waiting.value} visit={visit} />
        </>
      ) : (
        <p>You may {visit.may.join(', ') || 'do nothing'} here. What waits is shown to whoever may look.</p>
      )}
      {controls.is === 'done' && <InShadow page={controls.value} />}
      {spending.is === 'done' && <GivenBack spending={spending.value} visit={visit} />}
      {waiting.is === 'done' && <BeforeToday />}
      {waiting.is === 'done' && <HowCalculated />}
      {visit.beside?.endOfFirstPage()}
    </Page>,
  );
}

/** Each question costs something and takes seconds, so it is asked only where somebody wants to know. */
const BeforeToday: FC = () => (
  <>
    <h2>The last seven days</h2>
    <p>
      <a href="/week">What fails more than in the seven days before, and how long customers waited</a>. It asks insight,
      which takes some seconds.
    </p>
  </>
);

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
