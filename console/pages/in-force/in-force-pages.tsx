import type { Hono } from 'hono';
import { operations } from '../../../lambdas/operator-api/operation';
import { ask } from '../../asking/ask';
import { refusedPage } from '../../layout/refused-page';
import { csvOf } from '../../lists/csv';
import type { ConsoleEnv } from '../../visit/visit';
import { decidedLately } from './decided';
import { inForceRows } from './in-force-csv';
import { InForcePage } from './in-force-page';
import { LimitsInForcePage, TypePage } from './type-page';

/** By what failures are decided here, since when, and how often. Nothing is decided on these pages. */
export function addInForcePages(app: Hono<ConsoleEnv>): void {
  app.get('/in-force', async (context) => {
    const { visit } = context.var;
    const answer = await ask(visit.api, operations.showInForce);
    if (answer.is === 'refused') return refusedPage(context, answer);
    const decided = context.req.query('counted') === 'yes' ? await decidedLately(visit) : undefined;
    return context.html(<InForcePage view={answer.value} decided={decided} visit={visit} />);
  });
  app.get('/in-force.csv', async (context) => {
    const answer = await ask(context.var.visit.api, operations.showInForce);
    if (answer.is === 'refused') return refusedPage(context, answer);
    return context.body(csvOf(inForceRows(answer.value)), 200, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': 'attachment; filename="in-force.csv"',
    });
  });
  app.get('/in-force/:what', async (context) => {
    const { visit } = context.var;
    const answer = await ask(visit.api, operations.showInForce);
    if (answer.is === 'refused') return refusedPage(context, answer);
    const what = context.req.param('what');
    if (what === 'limits') return context.html(<LimitsInForcePage limits={answer.value.limits} visit={visit} />);
    const type = answer.value.types.find(({ failureType }) => failureType === what);
    if (type) return context.html(<TypePage type={type} visit={visit} />);
    const why = 'there is no failure type of this name here';
    return refusedPage(context, { is: 'refused', status: 404, why, problems: [] });
  });
}
