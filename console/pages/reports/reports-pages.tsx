import type { Context, Hono } from 'hono';
import * as z from 'zod/mini';
import { operations } from '../../../lambdas/operator-api/operation';
import { idFromPath, idInPath } from '../../../lambdas/operator-api/path-id';
import { mishaps } from '../../../lambdas/reports/mishaps';
import { ask, type Refusal } from '../../asking/ask';
import { placeOf } from '../../elements/places';
import { refusedPage } from '../../layout/refused-page';
import { filled, formOf, type Form } from '../../visit/form';
import type { ConsoleEnv } from '../../visit/visit';
import { BoughtPage } from './bought-page';
import { ReportPage } from './report-page';

/** Somebody says in a customer's name what went wrong, with what happened to that customer before beside it. */
export function addReportsPages(app: Hono<ConsoleEnv>): void {
  app.get('/customers/:customerId/report', boughtPage);
  app.get('/customers/:customerId/report/:orderId/:lineId', (context) => reportPage(context, {}, undefined));
  app.post('/customers/:customerId/report/:orderId/:lineId', async (context) => {
    const form = await formOf(context);
    const made = await make(context, form);
    if ('refusal' in made) return reportPage(context, form, made.refusal);
    const { visit } = context.var;
    const query = new URLSearchParams({ done: 'reported' }).toString();
    // Who may not look is shown no remedy.
    if (!visit.may.includes('look')) return context.redirect(`${placeIn(context)}?${query}`, 303);
    return context.redirect(`${placeOf.customer(idIn(context, 'customerId'))}?${query}`, 303);
  });
}

async function boughtPage(context: Context<ConsoleEnv>): Promise<Response> {
  const { visit } = context.var;
  const customerId = idIn(context, 'customerId');
  const answer = await ask(visit.api, operations.showOrders, { params: { customerId } });
  if (answer.is === 'refused') return refusedPage(context, answer);
  return context.html(
    <BoughtPage
      visit={visit}
      customerId={customerId}
      orders={answer.value.orders}
      history={await historyOf(context)}
    />,
  );
}

async function reportPage(context: Context<ConsoleEnv>, form: Form, refusal: Refusal | undefined): Promise<Response> {
  const { visit } = context.var;
  const [customerId, orderId, lineId] = [
    idIn(context, 'customerId'),
    idIn(context, 'orderId'),
    idIn(context, 'lineId'),
  ];
  const line = await ask(visit.api, operations.showLine, { params: { customerId, orderId, lineId } });
  if (line.is === 'refused') return refusedPage(context, line);
  const of = { customerId, orderId, lineId };
  const page = (
    <ReportPage
      visit={visit}
      of={of}
      line={line.value}
      history={await historyOf(context)}
      form={form}
      refusal={refusal}
    />
  );
  return context.html(page, refusal?.status ?? 200);
}

/** What happened to the customer before, where the person may look. */
async function historyOf(context: Context<ConsoleEnv>) {
  const { visit } = context.var;
  if (!visit.may.includes('look')) return undefined;
  const known = await ask(visit.api, operations.showCustomer, { params: { customerId: idIn(context, 'customerId') } });
  return known.is === 'done' ? known.value.remedies : [];
}

const whatSchema = z.enum(mishaps);

async function make(context: Context<ConsoleEnv>, form: Form): Promise<{ readonly refusal: Refusal } | object> {
  const what = whatSchema.safeParse(filled(form, 'what'));
  if (!what.success) return { refusal: { is: 'refused', status: 400, why: 'say what happened', problems: [] } };
  const photo = filled(form, 'photo');
  const answer = await ask(context.var.visit.api, operations.makeReport, {
    body: {
      customerId: idIn(context, 'customerId'),
      orderId: idIn(context, 'orderId'),
      lineId: idIn(context, 'lineId'),
      what: what.data,
      // Each question has a field of its own, and only that of what happened counts.
      answer: filled(form, `answer-${what.data}`),
      comment: filled(form, 'comment'),
      ...(photo !== undefined && { photos: [photo] }),
      seenAt: context.var.visit.now.toISOString(),
    },
  });
  return answer.is === 'refused' ? { refusal: answer } : {};
}

function idIn({ req }: Context<ConsoleEnv>, name: 'customerId' | 'orderId' | 'lineId'): string {
  return (idFromPath(req.param(name) ?? '') ?? '').trim().normalize('NFC');
}

function placeIn(context: Context<ConsoleEnv>): string {
  return `/customers/${idInPath(idIn(context, 'customerId'))}/report`;
}
