import type { Hono } from 'hono';
import { operations } from '../../../lambdas/operator-api/operation';
import { ask } from '../../asking/ask';
import { refusedPage } from '../../layout/refused-page';
import type { ConsoleEnv } from '../../visit/visit';
import { UnjoinedPage } from './unjoined-page';

/** What detectors have heard of and nobody could join to a purchase. */
export function addUnjoinedPages(app: Hono<ConsoleEnv>): void {
  app.get('/unjoined', async (context) => {
    const { visit } = context.var;
    const answer = await ask(visit.api, operations.listUnjoined);
    if (answer.is === 'refused') return refusedPage(context, answer);
    return context.html(<UnjoinedPage list={answer.value} visit={visit} />);
  });
}
