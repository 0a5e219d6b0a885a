import type { Context, Hono } from 'hono';
import { operations } from '../../../lambdas/operator-api/operation';
import { idFromPath } from '../../../lambdas/operator-api/path-id';
import { ask, type Refusal } from '../../asking/ask';
import { refusedPage } from '../../layout/refused-page';
import { filled, formOf, wholeNumber } from '../../visit/form';
import type { ConsoleEnv } from '../../visit/visit';
import { MendedPage } from './mended-page';

/** What is paid for and not mended, and telling those whom it hurt once it is. */
export function addMendedPages(app: Hono<ConsoleEnv>): void {
  app.get('/unmended', (context) => mendedPage(context, undefined));
  app.post('/unmended/:incidentId', async (context) => {
    const form = await formOf(context);
    const incidentId = idFromPath(context.req.param('incidentId')) ?? '';
    const verdict = filled(form, 'verdict') === 'tell' ? 'tell' : 'keep-silent';
    const answer = await ask(context.var.visit.api, operations.decideFix, {
      params: { incidentId },
      body: { expectedVersion: wholeNumber(form, 'version'), why: filled(form, 'why') ?? '', verdict },
    });
    if (answer.is === 'refused') return mendedPage(context, answer);
    return context.redirect(`/unmended?done=${verdict === 'tell' ? 'told-mended' : 'kept-silent'}`, 303);
  });
}

async function mendedPage(context: Context<ConsoleEnv>, refusal: Refusal | undefined): Promise<Response> {
  const { visit } = context.var;
  const answer = await ask(visit.api, operations.listUnmended);
  if (answer.is === 'refused') return refusedPage(context, answer);
  return context.html(<MendedPage list={answer.value} visit={visit} refusal={refusal} />, refusal?.status ?? 200);
}
