import { createHash } from 'node:crypto';
import { callType } from '../model/judging/gesture';
import type { IntakeContext } from './intake-context';
import type { IntakeAnswer, IntakeQuestion, IntakeRefusal } from './intake-contract';
import type { ReportLink } from './links/report-link';
import type { Order } from '../shop/order';
import { remedyIdIn } from './remedy-id-in';

type OfCall<Ask extends 'call-form' | 'call'> = Extract<IntakeQuestion, { ask: Ask }>;

/** As people write numbers, with what stands between the digits. */
const between = /[\s().\/\u00a0-]/g;

/** E.164. */
const number = /^\+[1-9]\d{6,14}$/;

/** The page on which somebody asks to be called about an order: the one that is named, or the newest. */
export async function showCallForm(
  { link: text, orderId }: OfCall<'call-form'>,
  link: ReportLink,
  context: IntakeContext,
): Promise<IntakeAnswer> {
  if (!offersCalls(context)) return refused('no-calls');
  const found = await orderOf(link, orderId, context);
  if (!found) return refused('unknown-line');
  const { locale, timeZone } = found.customer;
  const formToken = await context.links.formToken(text, context.clock());
  return { is: 'call-form', locale, timeZone, orderId: found.order.orderId, formToken };
}

/** Asks for a call to the number that the customer gave. Nothing is promised: somebody has to accept it first. */
export async function takeCall(
  { link: text, orderId, formToken, phone: typed }: OfCall<'call'>,
  link: ReportLink,
  context: IntakeContext,
): Promise<IntakeAnswer> {
  const now = context.clock();
  const refuse = (why: IntakeRefusal): IntakeAnswer => {
    context.observer.step({ step: 'report-refused', why });
    return refused(why);
  };
  const definition = context.definitions.find(({ type }) => type === callType);
  if (!definition) return refuse('no-calls');
  if (!(await context.links.isFormToken(formToken, text, now))) return refuse('form-old');
  const phone = typed.replaceAll(between, '');
  if (!number.test(phone)) return refuse('number-wrong');
  const found = await orderOf(link, orderId, context);
  if (!found) return refuse('unknown-line');
  const { customer, order } = found;
  const { brand, paymentId, amountMinor, currency, purchasedAt } = order;
  const detail = {
    schemaVersion: 1,
    occurredAt: now.toISOString(),
    evidence: 'reported',
    ...(brand !== undefined && { brand }),
    customer: { ...customer, phone },
    purchase: { orderId: order.orderId, paymentId, amountMinor, currency, purchasedAt },
    // A form that is sent twice is one wish.
    call: { requestId: createHash('sha256').update(`${formToken}.${text}`, 'utf8').digest('hex').slice(0, 32) },
  };
  const failure = { type: callType, detail } as const;
  const remedyId = remedyIdIn(failure, definition, link.customerId);
  if (remedyId === undefined) return refuse('shop-silent');
  if ((await context.counts.count(link.customerId, now)) === 'too-many') return refuse('too-many');
  await context.publisher.publish(failure);
  context.observer.step({ step: 'report-taken', remedyId, failureType: callType });
  return { is: 'reported', remedyId };
}

function refused(why: IntakeRefusal): IntakeAnswer {
  return { is: 'refused', why };
}

/** Whether somebody calls who asks for it. */
export function offersCalls({ definitions }: IntakeContext): boolean {
  return definitions.some(({ type }) => type === callType);
}

async function orderOf(link: ReportLink, wanted: string | undefined, { shop }: IntakeContext) {
  const orderId = wanted ?? link.orderId;
  if (link.orderId !== undefined && link.orderId !== orderId) return undefined;
  const { customer, orders } = await shop.ordersOf(link.customerId, orderId);
  const order = orders
    .filter((one) => orderId === undefined || one.orderId === orderId)
    .reduce<Order | undefined>(
      (newest, one) => (newest && newest.purchasedAt >= one.purchasedAt ? newest : one),
      undefined,
    );
  return order && { customer, order };
}
