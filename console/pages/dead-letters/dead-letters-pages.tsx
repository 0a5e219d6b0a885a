import type { Context, Hono } from 'hono';
import { operations } from '../../../lambdas/operator-api/operation';
import type { HandledDeadLettersView } from '../../../lambdas/operator-api/response-schemas';
import { ask, type Refusal } from '../../asking/ask';
import type { Done } from '../../layout/done-text';
import { refusedPage } from '../../layout/refused-page';
import { filled, formOf, type Form } from '../../visit/form';
import type { ConsoleEnv } from '../../visit/visit';
import { AllPage } from './all-page';
import { DeadLettersPage } from './dead-letters-page';
import { DropPage } from './drop-page';

const chosenMark = 'message-';

/** Events for which only a person is left: what they are, why they failed, and back on their way or dropped. */
export function addDeadLettersPages(app: Hono<ConsoleEnv>): void {
  const path = '/dead-letters';
  app.get(path, (context) => deadLettersPage(context, {}, undefined));
  app.post(`${path}/:queue/redrive`, async (context) => redrive(context, await formOf(context), 'chosen'));
  app.post(`${path}/:queue/all`, async (context) => allPage(context, await formOf(context), undefined));
  app.post(`${path}/:queue/redrive-all`, async (context) => redrive(context, await formOf(context), 'all'));
  // It asks once, with their number, and changes nothing.
  app.post(`${path}/:queue/to-drop`, async (context) => dropPage(context, await formOf(context), undefined));
  app.post(`${path}/:queue/drop`, async (context) => {
    const form = await formOf(context);
    const body = { why: filled(form, 'why') ?? '', messageIds: chosenIn(form) };
    const answer = await ask(context.var.visit.api, operations.dropDeadLetters, { params: queueOf(context), body });
    if (answer.is === 'refused') return dropPage(context, form, answer);
    return context.redirect(`${path}?done=${droppedOf(answer.value)}`, 303);
  });
}

async function redrive(context: Context<ConsoleEnv>, form: Form, which: 'chosen' | 'all'): Promise<Response> {
  const body = {
    why: filled(form, 'why') ?? '',
    seenAt: filled(form, 'seenAt') ?? '',
    ...(which === 'chosen' && { messageIds: chosenIn(form) }),
  };
  const answer = await ask(context.var.visit.api, operations.redriveDeadLetters, { params: queueOf(context), body });
  if (answer.is === 'refused') {
    return which === 'all' ? allPage(context, form, answer) : deadLettersPage(context, form, answer);
  }
  return context.redirect(`/dead-letters?done=${doneOf(answer.value)}`, 303);
}

function doneOf({ count, missing, isComplete }: HandledDeadLettersView): Done {
  if (count === 0) return 'put-back-none';
  if (missing.length > 0) return 'put-back-not-all';
  return isComplete ? 'put-back' : 'put-back-some';
}

function droppedOf({ count, missing }: HandledDeadLettersView): Done {
  if (count === 0) return 'dropped-none';
  return missing.length > 0 ? 'dropped-not-all' : 'dropped';
}

async function deadLettersPage(
  context: Context<ConsoleEnv>,
  form: Form,
  refusal: Refusal | undefined,
): Promise<Response> {
  const { visit } = context.var;
  const answer = await ask(visit.api, operations.listDeadLetters);
  if (answer.is === 'refused') return refusedPage(context, answer);
  const queue = context.req.param('queue');
  const page = (
    <DeadLettersPage
      queues={answer.value.queues}
      visit={visit}
      form={{ ...form, queue: queue ?? '' }}
      refusal={refusal}
    />
  );
  return context.html(page, refusal?.status ?? 200);
}

/** The question, with how much lies there now. */
async function allPage(context: Context<ConsoleEnv>, form: Form, refusal: Refusal | undefined): Promise<Response> {
  const { visit } = context.var;
  const answer = await ask(visit.api, operations.listDeadLetters);
  if (answer.is === 'refused') return refusedPage(context, answer);
  const queue = answer.value.queues.find((one) => one.queue === queueOf(context).queue);
  if (!queue) return deadLettersPage(context, form, refusal);
  const page = <AllPage queue={queue} visit={visit} form={form} refusal={refusal} />;
  return context.html(page, refusal?.status ?? 200);
}

async function dropPage(context: Context<ConsoleEnv>, form: Form, refusal: Refusal | undefined): Promise<Response> {
  const { queue } = queueOf(context);
  const page = (
    <DropPage queue={queue} messageIds={chosenIn(form)} visit={context.var.visit} form={form} refusal={refusal} />
  );
  return context.html(page, refusal?.status ?? 200);
}

function queueOf({ req }: Context<ConsoleEnv>): { readonly queue: string } {
  return { queue: req.param('queue') ?? '' };
}

/** The messages that were ticked. */
function chosenIn(form: Form): string[] {
  return Object.keys(form).flatMap((name) => (name.startsWith(chosenMark) ? [name.slice(chosenMark.length)] : []));
}
