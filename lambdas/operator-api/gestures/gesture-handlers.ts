import type * as z from 'zod/mini';
import { parseContract, ContractError } from '../../failures/definition/parse-failure';
import { budgetOfGiver } from '../../failures/gestures/gesture-budget';
import { goodwillGivenSchema, type GivenGoodwill } from '../../failures/gestures/contract';
import { gestureRemedyId } from '../../failures/gestures/gesture-id';
import { countSince } from '../../ledger/customer-record';
import { refundableAmount } from '../../ledger/given/refundable-amount';
import { ownBudgetOn } from '../../ledger/quota-lease';
import { dayMs } from '../../model/durations';
import { gestureType, type GestureRole } from '../../model/judging/gesture';
import { codeNamed, offeredCodes } from '../../model/judging/reason-code';
import { limitIn } from '../../model/limits';
import { written } from '../../model/money';
import { isNow } from '../answers/is-now';
import { ok, type OperatorResponse } from '../answers/operator-response';
import { handlerOf, type OperatorApiPorts, type OperatorContext } from '../handler';
import { gestureOperations } from './gesture-operations';
import type { GesturePorts } from './gesture-ports';
import type { gestureBodySchema, gestureResponseSchemas } from './gesture-schemas';
import { givenFor, kindsFor, type GivenFor } from './given-for';

type Shown = z.infer<typeof gestureResponseSchemas.showGesture>;
type Body = z.infer<typeof gestureBodySchema>;

const noGestures = refused(409, 'nothing is given here like this: this stage has no gestures');

function refused(status: 404 | 409, why: string): OperatorResponse {
  return { status, body: { why } };
}

function roleOf({ may }: Pick<OperatorContext, 'may'>): GestureRole {
  return may.includes('approve') ? 'approver' : 'agent';
}

/** What of a purchase may still go back, as the ledger has it at this moment. */
async function leftOf({ customer, purchase }: GivenFor, ports: OperatorApiPorts) {
  const { customerRecord } = await ports.ledger.read(customer.id, '', { orderId: purchase.orderId });
  return { customerRecord, leftMinor: Math.max(0, refundableAmount(customerRecord, purchase)) };
}

async function shownOf(about: GivenFor, gestures: GesturePorts, context: OperatorContext): Promise<Shown> {
  const { ports, caller } = context;
  const { options } = gestures;
  const { customer, purchase, title } = about;
  const { currency } = purchase;
  const now = ports.clock();
  const role = roleOf(context);
  const own = budgetOfGiver({ by: caller, role }, options.perGiverAndDay);
  const { name } = ownBudgetOn(own.name, ports.limits, now);
  const [{ customerRecord, leftMinor }, uses] = await Promise.all([
    leftOf(about, ports),
    ports.spending.usesOf([name]),
  ]);
  const used = uses.get(name);
  const usedMinor = used?.amounts.find((amount) => amount.currency === currency)?.amountMinor ?? 0;
  const mostMinor = limitIn(own.limit.amountMinor, currency);
  const { windowDays, gestures: most } = options.perCustomer;
  const since = new Date(now.getTime() - windowDays * dayMs);
  return {
    customerId: customer.id,
    orderId: purchase.orderId,
    lineId: purchase.lineId,
    title,
    currency,
    paidMinor: purchase.amountMinor,
    leftMinor,
    gives: kindsFor(about, leftMinor),
    hasPhone: customer.phone !== undefined,
    codes: offeredCodes(options.codes).map(({ code, label }) => ({ code, label })),
    aloneUpToMinor: options.secondPersonAboveMinor[currency],
    budget: {
      role,
      gesturesLeft: Math.max(0, own.limit.remedies - (used?.remedies ?? 0)),
      leftMinor: Math.max(0, mostMinor - usedMinor),
      mostMinor,
    },
    ofCustomer: { gestures: countSince(customerRecord, since, gestureType), most, windowDays },
  };
}

/** A gesture as it is published. Who gives it is whoever signed the request, and no field of it. */
function detailOf(body: Body, about: GivenFor, context: OperatorContext): object {
  const { gestureId, gives, amountMinor, code, why, remedyId: regarding, phone } = body;
  const { customer, purchase, brand, item, entitlement } = about;
  const { actor, person } = context.caller;
  return {
    schemaVersion: 1,
    occurredAt: context.ports.clock().toISOString(),
    evidence: 'reported',
    ...(brand !== undefined && { brand }),
    customer: phone === undefined ? customer : { ...customer, phone },
    purchase,
    gesture: {
      gestureId,
      gives,
      ...(amountMinor !== undefined && { amountMinor }),
      code,
      why,
      by: { actor, ...(person !== undefined && { person }) },
      role: roleOf(context),
      ...(regarding !== undefined && { regarding }),
      ...(gives === 'replacement' && item && { item }),
      ...(gives === 'entitlement' && entitlement && { entitlement }),
    },
  };
}

/** Why it is not given, before anything is published. The function that decides looks at all of it once more. */
function whyNot(body: Body, about: GivenFor, leftMinor: number, { options }: GesturePorts): string | undefined {
  const { gives, amountMinor, currency, code } = body;
  const { purchase, customer } = about;
  const named = codeNamed(code, options.codes);
  if (!named.isOffered) return `the reason ${code} ${named.why}`;
  if (!kindsFor(about, leftMinor).includes(gives)) return `no ${gives} can be given for this purchase`;
  if (gives === 'callback') {
    return customer.phone === undefined && body.phone === undefined ? 'nobody knows a number to call' : undefined;
  }
  if (gives !== 'refund' && gives !== 'credit') return undefined;
  if (amountMinor === undefined || currency === undefined) return 'say how much, and in which currency';
  if (currency !== purchase.currency) return `it was paid in ${purchase.currency}, and not in ${currency}`;
  if (gives === 'refund' && amountMinor > leftMinor) {
    return `no more than ${written({ amountMinor: leftMinor, currency })} of it is left to give back`;
  }
  return undefined;
}

function parsed(detail: object): GivenGoodwill | string {
  try {
    return parseContract(goodwillGivenSchema, gestureType, detail);
  } catch (error) {
    if (error instanceof ContractError) return error.message;
    throw error;
  }
}

async function give(body: Body, context: OperatorContext): Promise<OperatorResponse> {
  const { ports } = context;
  const { gestures } = ports;
  if (!gestures) return noGestures;
  if (!isNow(body.seenAt, ports.clock())) return refused(409, `it was given at ${body.seenAt}, which is not now`);
  const about = await givenFor(body.customerId, body, { ledger: ports.ledger, shop: gestures.shop });
  if ('why' in about) return refused(about.status, about.why);
  const detail = detailOf(body, about, context);
  const gesture = parsed(detail);
  const { customerId } = body;
  if (typeof gesture !== 'string') {
    const remedyId = gestureRemedyId(gesture);
    // What is left is less by the gesture itself, once it was given.
    const before = await ports.ledger.readRemedy(customerId, remedyId);
    if (before) return ok({ remedyId, isRepeated: true, state: before.state });
    const why = whyNot(body, about, (await leftOf(about, ports)).leftMinor, gestures);
    if (why !== undefined) return refused(409, why);
    await gestures.publisher.publish(detail);
    ports.observer.step({ step: 'gesture-published', remedyId, failureType: gestureType });
    return ok({ remedyId, isRepeated: false });
  }
  const why = whyNot(body, about, (await leftOf(about, ports)).leftMinor, gestures);
  return refused(409, why ?? `what is known of the purchase is not whole: ${gesture}`);
}

export const gestureHandlers = {
  showGesture: handlerOf(gestureOperations.showGesture, async ({ params: { customerId }, query }, context) => {
    const { ledger, gestures } = context.ports;
    if (!gestures) return noGestures;
    const about = await givenFor(customerId, query, { ledger, shop: gestures.shop });
    return 'why' in about ? refused(about.status, about.why) : ok(await shownOf(about, gestures, context));
  }),

  giveGesture: handlerOf(gestureOperations.giveGesture, async ({ body }, context) => give(body, context)),
};
