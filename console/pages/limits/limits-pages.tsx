import type { Context, Hono } from 'hono';
import { operations } from '../../../lambdas/operator-api/operation';
import { ask } from '../../asking/ask';
import { refusedPage } from '../../layout/refused-page';
import { csvOf } from '../../lists/csv';
import type { ConsoleEnv } from '../../visit/visit';
import { limitRows } from './limit-rows';
import { LimitsPage } from './limits-page';

/** How much of each limit is used. Nothing is decided here. */
export function addLimitsPages(app: Hono<ConsoleEnv>): void {
  app.get('/limits', async (context) => {
    const answer = await used(context);
    if (answer.is === 'refused') return refusedPage(context, answer);
    const incident = context.req.query('incident');
    return context.html(<LimitsPage page={answer.value} incident={incident} visit={context.var.visit} />);
  });
  app.get('/limits.csv', async (context) => {
    const answer = await used(context);
    if (answer.is === 'refused') return refusedPage(context, answer);
    const day = answer.value.days[0]?.day ?? 'none';
    return context.body(csvOf(limitRows(answer.value)), 200, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="limits-${day}.csv"`,
    });
  });
}

function used({ var: { visit }, req }: Context<ConsoleEnv>) {
  return ask(visit.api, operations.showSpending, { query: { detail: 'true', incident: req.query('incident') } });
}
