import type { PartnerSystems } from '../../company/partners/partner-systems';
import type { ReceivedCall } from '../../company/partners/callback-team';
import type { ReceivedCredit } from '../../company/partners/credit-system';
import type { ReceivedReplacement } from '../../company/partners/order-system';
import type { RecoveryEvent } from '../../../lambdas/outcomes/outcome';
import { amountInWords, dayInWords } from './part-in-words';

/** What the company's other systems were asked for and told, and what they made of it. */
export interface PartnerBooks {
  readonly orders: readonly ReceivedReplacement[];
  readonly calls: readonly ReceivedCall[];
  readonly credits: readonly ReceivedCredit[];
  readonly recoveries: readonly RecoveryEvent[];
}

export function booksOf({ orders, calls, credits, finance }: PartnerSystems): PartnerBooks {
  return {
    orders: orders.received,
    calls: calls.received,
    credits: credits.received,
    recoveries: finance.recoveries,
  };
}

/** One line for each thing that was received. */
export function booksInWords({ orders, calls, credits, recoveries }: PartnerBooks): string[] {
  const lines = [
    ...orders.map((order) => ['order system', order.customerId, orderInWords(order)] as const),
    ...calls.map((call) => ['callback desk', call.customerId, callInWords(call)] as const),
    ...credits.map((credit) => ['credit system', credit.customerId, creditInWords(credit)] as const),
    ...recoveries.map((recovery) => ['finance', recovery.customerId, recoveryInWords(recovery)] as const),
  ];
  const width = Math.max(...lines.map(([, customerId]) => customerId.length), 0);
  return lines.map(([who, customerId, what]) => `${`${who}:`.padEnd(14)} ${customerId.padEnd(width)}  ${what}`);
}

function orderInWords({
  sku,
  quantity,
  giftWrap,
  express,
  returnLabel,
  to,
  arrivesBy,
  state,
  reason,
}: ReceivedReplacement): string {
  const how = [
    ...(express ? ['by express'] : []),
    ...(giftWrap ? ['gift-wrapped'] : []),
    ...(returnLabel ? ['with a return label'] : []),
    `to ${to}`,
    ...(arrivesBy === undefined ? [] : [`there by ${dayInWords(arrivesBy)}`]),
  ];
  return `${sku} ×${quantity}, ${how.join(', ')}: ${stateInWords(state, reason)}`;
}

function callInWords({
  name,
  channel,
  at,
  deadlineSeconds,
  budgetMinor,
  currency,
  state,
  reason,
  tookMs,
}: ReceivedCall) {
  const budget =
    budgetMinor === undefined || currency === undefined ? '' : `, may give ${amountInWords(budgetMinor, currency)}`;
  const took = tookMs === undefined ? '' : ` after ${(tookMs / 1000).toFixed(1)} s`;
  const where = channel === 'phone' ? `call ${at}` : `write to ${at} on ${channel}`;
  return `${where} (${name}) within ${deadlineSeconds} s${budget}: ${stateInWords(state, reason)}${took}`;
}

function creditInWords({ accountId, amountMinor, currency, expiresAt, state, reason }: ReceivedCredit): string {
  const until = expiresAt === undefined ? '' : `, until ${expiresAt.slice(0, 10)}`;
  return `${amountInWords(amountMinor, currency)} to ${accountId}${until}: ${stateInWords(state, reason)}`;
}

function recoveryInWords({ recovery: { amountMinor, currency, bearer, partyId, why } }: RecoveryEvent): string {
  const who = partyId === undefined ? `the ${bearer}` : `the ${bearer} ${partyId}`;
  return `${amountInWords(amountMinor, currency)} borne by ${who}: ${why}`;
}

function stateInWords(state: string, reason: string | undefined): string {
  return reason === undefined ? state : `${state}, ${reason}`;
}
