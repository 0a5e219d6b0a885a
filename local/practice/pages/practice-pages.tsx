import type { Context, Hono } from 'hono';
import { ProblemPage } from '../../../console/layout/problem-page';
import type { ConsoleEnv } from '../../../console/visit/visit';
import { DebriefPage } from './debrief-page';
import type { PracticeRoom } from '../practice-room';
import type { PracticeRun } from '../practice-run';
import { RunPage } from './run-page';
import { ScenariosPage } from './scenarios-page';

/** The pages on which stories are practised. They lead to the console's own pages, where the work is done. */
export function addPracticePages(app: Hono<ConsoleEnv>, room: () => PracticeRoom | undefined): void {
  const withRoom =
    (answer: (context: Context<ConsoleEnv>, open: PracticeRoom) => Promise<Response> | Response) =>
    async (context: Context<ConsoleEnv>): Promise<Response> => {
      const open = room();
      if (open) return answer(context, open);
      const why = 'The system on this machine is still starting. Look again in a moment.';
      return context.html(<ProblemPage title="Not yet" why={why} />, 503);
    };
  const withRun = (
    answer: (context: Context<ConsoleEnv>, run: PracticeRun, open: PracticeRoom) => Promise<Response> | Response,
  ) =>
    withRoom((context, open) => {
      const run = open.find(context.req.param('run') ?? '');
      return run ? answer(context, run, open) : context.notFound();
    });
  app.get(
    '/practice',
    withRoom((context, { scenarios, runs }) =>
      context.html(<ScenariosPage visit={context.var.visit} scenarios={scenarios} runs={runs} />),
    ),
  );
  app.post('/practice/begin/:scenario', withRoom(begin));
  app.get(
    '/practice/:run',
    withRun((context, run) => context.html(<RunPage visit={context.var.visit} run={run} />)),
  );
  app.post(
    '/practice/:run/end',
    withRun((context, run) => {
      run.endedAt ??= context.var.visit.now.getTime();
      return context.redirect(`/practice/${run.id}/debrief`, 303);
    }),
  );
  app.get(
    '/practice/:run/debrief',
    withRun(async (context, run, open) =>
      context.html(<DebriefPage visit={context.var.visit} run={run} debrief={await open.lookBack(run)} />),
    ),
  );
}

async function begin(context: Context<ConsoleEnv>, room: PracticeRoom): Promise<Response> {
  const run = await room.begin(context.req.param('scenario') ?? '');
  return run ? context.redirect(`/practice/${run.id}`, 303) : context.notFound();
}
