import type { PartnerSystems } from '../../company/partners/partner-systems';
import type { ReceivedCall } from '../../company/partners/callback-team';
import type { ReceivedCredit } from '../../company/partners/credit-system';
import type { ReceivedEntitlement } from '../../company/partners/entitlement-system';
import type { ReceivedReplacement } from '../../company/partners/order-system';
import type { RecoveryEvent } from '../../../lambdas/outcomes/outcome';
import { formatAmount, formatDay } from './describe-part';

/** What the company's other systems received, and what they did with it. */
export interface PartnerRecords {
  readonly replacements: readonly ReceivedReplacement[];
  readonly calls: readonly ReceivedCall[];
  readonly credits: readonly ReceivedCredit[];
  readonly entitlements: readonly ReceivedEntitlement[];
  readonly recoveries: readonly RecoveryEvent[];
}

export function partnerRecords({
  orderSystem,
  creditSystem,
  entitlementSystem,
  callbackTeam,
  financeSystem,
}: PartnerSystems): PartnerRecords {
  return {
    replacements: orderSystem.received,
    calls: callbackTeam.received,
    credits: creditSystem.received,
    entitlements: entitlementSystem.received,
    recoveries: financeSystem.recoveries,
  };
}

/** A request to one of the company's systems, or a recovery. */
export interface PartnerRecord {
  readonly who: string;
  readonly customerId: string;
  readonly what: string;
}

/** One for each request, and for each recovery. */
export function recordsInWords({
  replacements,
  calls,
  credits,
  entitlements,
  recoveries,
}: PartnerRecords): PartnerRecord[] {
  const lines = [
    ...replacements.map((one) => ['order system', one.customerId, describeReplacement(one)] as const),
    ...calls.map((call) => ['callback team', call.customerId, describeCall(call)] as const),
    ...credits.map((credit) => ['credit system', credit.customerId, describeCredit(credit)] as const),
    ...entitlements.map((one) => ['entitlements', one.customerId, describeEntitlement(one)] as const),
    ...recoveries.map((recovery) => ['finance', recovery.customerId, describeRecovery(recovery)] as const),
  ];
  return lines.map(([who, customerId, what]) => ({ who, customerId, what }));
}

/** The same, each on a line. */
export function describeRecords(records: PartnerRecords): string[] {
  const lines = recordsInWords(records);
  const width = Math.max(...lines.map(({ customerId }) => customerId.length), 0);
  return lines.map(({ who, customerId, what }) => `${`${who}:`.padEnd(14)} ${customerId.padEnd(width)}  ${what}`);
}

function describeReplacement({
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
    ...(arrivesBy === undefined ? [] : [`by ${formatDay(arrivesBy)}`]),
  ];
  return `${sku} ×${quantity}, ${how.join(', ')}: ${describeState(state, reason)}`;
}

function describeCall({
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
    budgetMinor === undefined || currency === undefined ? '' : `, may give ${formatAmount(budgetMinor, currency)}`;
  const took = tookMs === undefined ? '' : ` after ${(tookMs / 1000).toFixed(1)} s`;
  const where = channel === 'phone' ? `call ${at}` : `write to ${at} on ${channel}`;
  return `${where} (${name}) within ${deadlineSeconds} s${budget}: ${describeState(state, reason)}${took}`;
}

function describeCredit({ accountId, amountMinor, currency, expiresAt, state, reason }: ReceivedCredit): string {
  const until = expiresAt === undefined ? '' : `, until ${expiresAt.slice(0, 10)}`;
  return `${formatAmount(amountMinor, currency)} to ${accountId}${until}: ${describeState(state, reason)}`;
}

function describeEntitlement(received: ReceivedEntitlement): string {
  const { entitlementId, to, action, period, count, validUntil, state, reason } = received;
  const what = { restore: 'restore', extend: `extend by ${period}`, grant: `grant ${count} more` }[action];
  const until = validUntil === undefined ? '' : `, until ${formatDay(validUntil)}`;
  return `${to} ${entitlementId}, ${what}${until}: ${describeState(state, reason)}`;
}

function describeRecovery({ recovery: { amountMinor, currency, bearer, partyId, why } }: RecoveryEvent): string {
  const who = partyId === undefined ? `the ${bearer}` : `the ${bearer} ${partyId}`;
  return `${formatAmount(amountMinor, currency)} borne by ${who}: ${why}`;
}

function describeState(state: string, reason: string | undefined): string {
  return reason === undefined ? state : `${state}, ${reason}`;
}
