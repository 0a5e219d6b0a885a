import type { Context, Hono } from 'hono';
import { answeredTo } from '../../../lambdas/channels/port/answer';
import { conversationOwners, type ConversationOwner } from '../../../lambdas/conversation/owners/owner-rules';
import { operations } from '../../../lambdas/operator-api/operation';
import { ask, type Refusal } from '../../asking/ask';
import { placeOf } from '../../elements/places';
import type { Done } from '../../layout/done-text';
import { refusedPage } from '../../layout/refused-page';
import { filled, formOf, wholeNumber, type Form } from '../../visit/form';
import type { ConsoleEnv } from '../../visit/visit';
import { whichRemedy } from '../remedy/which-remedy';
import { ConversationPage } from './conversation-page';
import { ConversationsPage } from './conversations-page';

const path = '/conversations/:customerId/:remedyId';

/** What customers write back: who waits, and one conversation with an answer. */
export function addConversationsPages(app: Hono<ConsoleEnv>): void {
  app.get('/conversations', async (context) => {
    const { visit } = context.var;
    const owner = ownerNamed(context.req.query('owner'));
    const answer = await ask(visit.api, operations.listConversations, { query: { owner } });
    if (answer.is === 'refused') return refusedPage(context, answer);
    return context.html(<ConversationsPage found={answer.value} visit={visit} owner={owner} />);
  });
  app.get(path, (context) => conversationPage(context, {}, undefined));
  addAnswering(app);
  addCaring(app);
}

/** Taking one, and answering it. */
function addAnswering(app: Hono<ConsoleEnv>): void {
  app.post(`${path}/take`, async (context) => {
    const form = await formOf(context);
    const body = { expectedVersion: wholeNumber(form, 'version'), takesOver: form['over'] === 'true' };
    const { api } = context.var.visit;
    return after(
      context,
      form,
      'taken',
      await ask(api, operations.takeConversation, { params: whichRemedy(context), body }),
    );
  });
  app.post(`${path}/answer`, async (context) => {
    const form = await formOf(context);
    const to = answeredTo.find((one) => one === form['to']);
    const body = {
      expectedVersion: wholeNumber(form, 'version'),
      message: filled(form, 'message') ?? '',
      signedBy: filled(form, 'signedBy') ?? '',
      asks: form['asks'] === 'true',
      ...(to && { to }),
    };
    const { api } = context.var.visit;
    const asked = { params: whichRemedy(context), body };
    return after(context, form, 'answered', await ask(api, operations.answerConversation, asked));
  });
}

/** Whose it is, of the company and of its customers, and that it is over. */
function addCaring(app: Hono<ConsoleEnv>): void {
  app.post(`${path}/hand-over`, async (context) => {
    const form = await formOf(context);
    const to = ownerNamed(filled(form, 'to'));
    if (!to)
      return conversationPage(context, form, { is: 'refused', status: 400, why: 'Say to whom it goes.', problems: [] });
    const body = { expectedVersion: wholeNumber(form, 'version'), to, why: filled(form, 'why') ?? '' };
    const { api } = context.var.visit;
    const asked = { params: whichRemedy(context), body };
    return after(context, form, 'handed-over', await ask(api, operations.handOverConversation, asked));
  });
  app.post(`${path}/link`, async (context) => {
    const form = await formOf(context);
    const body = {
      expectedVersion: wholeNumber(form, 'version'),
      quoted: filled(form, 'quoted') ?? '',
      why: filled(form, 'why') ?? '',
    };
    const asked = { params: whichRemedy(context), body };
    return after(context, form, 'linked', await ask(context.var.visit.api, operations.linkConversation, asked));
  });
  app.post(`${path}/close`, async (context) => {
    const form = await formOf(context);
    const body = { expectedVersion: wholeNumber(form, 'version'), why: filled(form, 'why') ?? '' };
    const { api } = context.var.visit;
    return after(
      context,
      form,
      'closed',
      await ask(api, operations.closeConversation, { params: whichRemedy(context), body }),
    );
  });
}

function ownerNamed(name: string | undefined): ConversationOwner | undefined {
  return conversationOwners.find((owner) => owner === name);
}

function after(
  context: Context<ConsoleEnv>,
  form: Form,
  done: Done,
  answer: { readonly is: 'done' } | Refusal,
): Response | Promise<Response> {
  if (answer.is === 'refused') return conversationPage(context, form, answer);
  const { customerId, remedyId } = whichRemedy(context);
  return context.redirect(`${placeOf.conversation(customerId, remedyId)}?done=${done}`, 303);
}

/** @param form what was typed, where something was refused */
async function conversationPage(
  context: Context<ConsoleEnv>,
  form: Form,
  refusal: Refusal | undefined,
): Promise<Response> {
  const { visit } = context.var;
  const params = whichRemedy(context);
  const answer = await ask(visit.api, operations.showConversation, { params });
  if (answer.is === 'refused') return refusedPage(context, answer);
  const { conversation } = answer.value;
  const about = conversation.channel ? conversation.linked : params;
  const { story, customer } = await storyOf(about, context);
  return context.html(
    <ConversationPage
      conversation={conversation}
      story={story}
      customer={customer}
      visit={visit}
      form={form}
      refusal={refusal}
    />,
    refusal?.status ?? 200,
  );
}

/** What happened: the remedy that it is about, or whatever is known of the customer. */
async function storyOf(
  about: { readonly customerId: string; readonly remedyId?: string | undefined } | undefined,
  context: Context<ConsoleEnv>,
) {
  const { api } = context.var.visit;
  if (!about) return {};
  const { customerId, remedyId } = about;
  if (remedyId !== undefined) {
    const story = await ask(api, operations.showRemedy, { params: { customerId, remedyId } });
    return { story: story.is === 'done' ? story.value : undefined };
  }
  const customer = await ask(api, operations.showCustomer, { params: { customerId } });
  return { customer: customer.is === 'done' ? customer.value : undefined };
}
