import type { Context, Hono } from 'hono';
import { operations } from '../../../lambdas/operator-api/operation';
import { ask } from '../../asking/ask';
import { refusedPage } from '../../layout/refused-page';
import { csvOf } from '../../lists/csv';
import type { ConsoleEnv } from '../../visit/visit';
import { findingRows } from './finding-rows';
import { FindingsPage } from './findings-page';

/** What differs between the ledger and the provider, and whether anybody has compared them. */
export function addFindingsPages(app: Hono<ConsoleEnv>): void {
  app.get('/findings', async (context) => {
    const answer = await comparisons(context);
    if (answer.is === 'refused') return refusedPage(context, answer);
    return context.html(<FindingsPage view={answer.value} visit={context.var.visit} />);
  });
  app.get('/findings.csv', async (context) => {
    const answer = await comparisons(context);
    if (answer.is === 'refused') return refusedPage(context, answer);
    const { shown } = answer.value;
    const isComplete = shown === null || shown.findings.length === shown.found;
    const name = `findings-${shown?.startedAt.slice(0, 10) ?? 'none'}${isComplete ? '' : '-incomplete'}.csv`;
    return context.body(csvOf(findingRows(shown)), 200, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="${name}"`,
    });
  });
}

function comparisons({ var: { visit }, req }: Context<ConsoleEnv>) {
  return ask(visit.api, operations.showReconciliations, { query: { run: req.query('run') } });
}
