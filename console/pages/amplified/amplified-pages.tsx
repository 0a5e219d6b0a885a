import type { Hono } from 'hono';
import { operations } from '../../../lambdas/operator-api/operation';
import { idFromPath } from '../../../lambdas/operator-api/path-id';
import { ask } from '../../asking/ask';
import { refusedPage } from '../../layout/refused-page';
import type { ConsoleEnv } from '../../visit/visit';
import { AmplifiedListPage, AmplifiedPage } from './amplified-page';

/** What many people write about on a network, in a short time. */
export function addAmplifiedPages(app: Hono<ConsoleEnv>): void {
  app.get('/amplified', async (context) => {
    const { visit } = context.var;
    const answer = await ask(visit.api, operations.listAmplified);
    if (answer.is === 'refused') return refusedPage(context, answer);
    return context.html(<AmplifiedListPage list={answer.value} visit={visit} />);
  });
  app.get('/amplified/:incidentId', async (context) => {
    const { visit } = context.var;
    const incidentId = idFromPath(context.req.param('incidentId')) ?? '';
    const answer = await ask(visit.api, operations.showAmplified, { params: { incidentId } });
    if (answer.is === 'refused') return refusedPage(context, answer);
    return context.html(<AmplifiedPage view={answer.value} visit={visit} />);
  });
}
