import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import * as z from 'zod/mini';
import { gestureKinds, type GestureKind } from '../../../lambdas/model/judging/gesture';
import { exponentOf, type Money } from '../../../lambdas/model/money';
import { operations } from '../../../lambdas/operator-api/operation';
import { idFromPath } from '../../../lambdas/operator-api/path-id';
import { ask, type Refusal } from '../../asking/ask';
import { placeOf } from '../../elements/places';
import { refusedPage } from '../../layout/refused-page';
import { filled, formOf, type Form } from '../../visit/form';
import type { ConsoleEnv } from '../../visit/visit';
import { ConfirmGesturePage } from './confirm-gesture-page';
import { GesturePage, type GestureView } from './gesture-page';
import { PurchaseChoicePage } from './purchase-choice-page';

/** Somebody gives a customer something of their own accord: for which purchase, what, and once more with numbers. */
export function addGesturesPages(app: Hono<ConsoleEnv>): void {
  app.get('/customers/:customerId/give', (context) =>
    Object.keys(namedIn(context)).length === 0 ? choicePage(context) : gesturePage(context, {}, undefined),
  );
  app.post('/customers/:customerId/give', async (context) => {
    const form = await formOf(context);
    const shown = await shownIn(context);
    if (shown.is === 'refused') return refusedPage(context, shown);
    const wish = wishIn(form, shown.value);
    if ('why' in wish) return gesturePage(context, form, { is: 'refused', status: 400, problems: [], ...wish });
    if (filled(form, 'sure') !== 'yes') {
      const { visit } = context.var;
      const place = placeIn(context);
      return context.html(<ConfirmGesturePage visit={visit} shown={shown.value} place={place} form={form} {...wish} />);
    }
    const given = await give(context, form, wish);
    if (given.is === 'refused') return gesturePage(context, form, given);
    const { remedyId } = given.value;
    const customerId = idIn(context);
    if (!context.var.visit.may.includes('look')) return context.redirect(`${placeIn(context)}&done=given`, 303);
    const { status } = await ask(context.var.visit.api, operations.showRemedy, {
      params: { customerId, remedyId },
    }).then((answer) => (answer.is === 'done' ? { status: 200 } : answer));
    const place = status === 200 ? placeOf.remedy(customerId, remedyId) : placeOf.customer(customerId);
    return context.redirect(`${place}?done=given`, 303);
  });
}

interface Wish {
  readonly gives: GestureKind;
  readonly amount: Money | undefined;
}

/** What somebody wants to give, or why that cannot be read. */
function wishIn(form: Form, { currency }: GestureView): Wish | { readonly why: string } {
  const gives = z.enum(gestureKinds).safeParse(filled(form, 'gives'));
  if (!gives.success) return { why: 'say what they get' };
  if (gives.data !== 'refund' && gives.data !== 'credit') return { gives: gives.data, amount: undefined };
  const amountMinor = minorIn(filled(form, 'amount') ?? '', currency);
  if (amountMinor === undefined) return { why: `say how much in ${currency}, such as 15.00` };
  return { gives: gives.data, amount: { amountMinor, currency } };
}

/** Undefined where it is no amount above zero with as many digits as the currency has. */
function minorIn(text: string, currency: string): number | undefined {
  const [, whole = '', fraction = ''] = /^(\d{1,9})(?:[.,](\d{1,4}))?$/.exec(text) ?? [];
  const exponent = exponentOf(currency);
  if (whole === '' || fraction.length > exponent) return undefined;
  const amountMinor = Number(whole + fraction.padEnd(exponent, '0'));
  return amountMinor > 0 ? amountMinor : undefined;
}

function give(context: Context<ConsoleEnv>, form: Form, { gives, amount }: Wish) {
  const { api, now } = context.var.visit;
  return ask(api, operations.giveGesture, {
    body: {
      customerId: idIn(context),
      gestureId: filled(form, 'gesture') ?? '',
      ...namedIn(context),
      gives,
      ...amount,
      phone: filled(form, 'phone')?.replaceAll(/[\s().\/-]/g, ''),
      code: filled(form, 'code') ?? '',
      why: filled(form, 'why') ?? '',
      seenAt: now.toISOString(),
    },
  });
}

const mayNot: Refusal = { is: 'refused', status: 403, why: 'this needs the duty give', problems: [] };

async function choicePage(context: Context<ConsoleEnv>): Promise<Response> {
  const { visit } = context.var;
  if (!visit.may.includes('give')) return refusedPage(context, mayNot);
  const customerId = idIn(context);
  const orders = await ask(visit.api, operations.showOrders, { params: { customerId } });
  const page = (
    <PurchaseChoicePage
      visit={visit}
      customerId={customerId}
      orders={orders.is === 'done' ? orders.value.orders : undefined}
      history={await historyOf(context)}
    />
  );
  return context.html(page);
}

async function gesturePage(context: Context<ConsoleEnv>, form: Form, refusal: Refusal | undefined): Promise<Response> {
  const { visit } = context.var;
  const shown = await shownIn(context);
  if (shown.is === 'refused') return refusedPage(context, shown);
  const page = (
    <GesturePage
      visit={visit}
      shown={shown.value}
      place={placeIn(context)}
      gestureId={filled(form, 'gesture') ?? randomUUID()}
      history={await historyOf(context)}
      form={form}
      refusal={refusal}
    />
  );
  return context.html(page, refusal?.status ?? 200);
}

function shownIn(context: Context<ConsoleEnv>) {
  const params = { customerId: idIn(context) };
  return ask(context.var.visit.api, operations.showGesture, { params, query: namedIn(context) });
}

async function historyOf(context: Context<ConsoleEnv>) {
  const { visit } = context.var;
  if (!visit.may.includes('look')) return undefined;
  const known = await ask(visit.api, operations.showCustomer, { params: { customerId: idIn(context) } });
  return known.is === 'done' ? known.value.remedies : [];
}

/** Which purchase the address names. */
function namedIn({ req }: Context<ConsoleEnv>) {
  const { order, line, remedy } = req.query();
  const id = (text: string | undefined): string | undefined => (text === undefined ? undefined : idFromPath(text));
  const [orderId, lineId, remedyId] = [id(order), id(line), id(remedy)];
  return {
    ...(orderId !== undefined && { orderId }),
    ...(lineId !== undefined && { lineId }),
    ...(remedyId !== undefined && { remedyId }),
  };
}

function placeIn(context: Context<ConsoleEnv>): string {
  const query = context.req.query();
  const named = Object.entries(query).filter(([name]) => ['order', 'line', 'remedy'].includes(name));
  return `${placeOf.customer(idIn(context))}/give?${new URLSearchParams(named).toString()}`;
}

function idIn({ req }: Context<ConsoleEnv>): string {
  return (idFromPath(req.param('customerId') ?? '') ?? '').trim().normalize('NFC');
}
