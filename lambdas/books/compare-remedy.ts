import { keyUsableMs } from '../fulfilment/port/refund-provider';
import type { ProviderRefund } from '../fulfilment/port/provider-statement';
import type { RemedyRecord, PartRecord } from '../ledger/remedy-record';
import type { RefundPart } from '../model/remedy';
import type { Finding } from './finding';
import { moneyOf, type ProviderBooks } from './provider-books';
import { isWithin, overdueMs, type Scope } from './scope';

/**
 * Compares one record with the provider's books.
 *
 * @returns what differs, and how many of its parts were compared
 */
export function compareRemedy(
  record: RemedyRecord,
  books: ProviderBooks,
  scope: Scope,
): { readonly findings: readonly Finding[]; readonly compared: number } {
  const findings: Finding[] = [];
  let compared = 0;
  for (const recorded of record.parts.filter(isRefund)) {
    const refunds = books.refundsOf(record.remedyId, recorded.number, refOf(recorded));
    books.place(refunds);
    books.meetPayment(recorded.part.paymentId, record.remedyId, isGiven(recorded));
    if (!books.hasRefunds || isInMotion(record, scope)) continue;
    const isExpected = isGiven(recorded) && mustBeIn(scope, record, recorded);
    if (isExpected || refunds.some((refund) => books.isInWindow(refund))) compared++;
    findings.push(...comparePart(record, recorded, refunds, { isExpected, books }));
  }
  if (isStuck(record, scope)) {
    const { remedyId, state, dueAt = '' } = record;
    findings.push({ kind: 'stuck', remedyId, remedyState: state, dueAt });
  }
  return { findings, compared };
}

/** It was written since the comparison began, or somebody is carrying it out. The next comparison looks at it. */
function isInMotion({ history, committedAt, execution }: RemedyRecord, { startedAt }: Scope): boolean {
  const isLeased = execution !== undefined && Date.parse(execution.leaseUntil) > startedAt.getTime();
  return isLeased || Date.parse(history.at(-1)?.at ?? committedAt) >= startedAt.getTime();
}

/** Only refunds stand in the payment provider's books. */
type RefundRecord = PartRecord & { readonly part: RefundPart };

function isRefund(recorded: PartRecord): recorded is RefundRecord {
  return recorded.part.kind === 'refund';
}

function comparePart(
  record: RemedyRecord,
  recorded: RefundRecord,
  refunds: readonly ProviderRefund[],
  { isExpected, books }: { readonly isExpected: boolean; readonly books: ProviderBooks },
): Finding[] {
  const which = { remedyId: record.remedyId, partNumber: recorded.number };
  const ledger = moneyOf(recorded.part);
  if (refunds.length === 0) {
    if (!isExpected) return [];
    return [{ kind: 'paid-not-at-provider', ...which, ledger, ledgerState: recorded.outcome.state }];
  }
  const live = refunds.filter(({ state }) => state !== 'failed');
  const own = live.find(({ providerRef }) => providerRef === refOf(recorded)) ?? live[0];
  const findings: Finding[] = [];
  if (live.length > 1 && live.some((refund) => books.isInWindow(refund))) {
    const providerRefs = live.map(({ providerRef }) => providerRef).sort();
    findings.push({ kind: 'two-refunds-for-one-part', ...which, providerRefs });
  }
  if (own) return books.isInWindow(own) ? [...findings, ...compareLive(record, recorded, own)] : findings;
  const failed = refunds.findLast((refund) => books.isInWindow(refund));
  if (failed && recorded.outcome.state === 'succeeded') {
    const { providerRef } = failed;
    findings.push({ kind: 'paid-but-failed-at-provider', ...which, ledger, providerRef });
  }
  return findings;
}

/** One refund that moved money, or still may. */
function compareLive(record: RemedyRecord, recorded: RefundRecord, refund: ProviderRefund): Finding[] {
  const { part } = recorded;
  const { providerRef } = refund;
  const facts = { remedyId: record.remedyId, partNumber: recorded.number, providerRef };
  const ledger = moneyOf(part);
  const provider = moneyOf(refund);
  const findings: Finding[] = [];
  if (refund.currency !== part.currency) findings.push({ kind: 'currency-differs', ...facts, ledger, provider });
  else if (refund.amountMinor !== part.amountMinor) {
    findings.push({ kind: 'amount-differs', ...facts, ledger, provider });
  }
  if (!refund.paymentIds.includes(part.paymentId)) {
    findings.push({ kind: 'payment-differs', ...facts, ledgerPaymentId: part.paymentId, provider });
  }
  const { state } = recorded.outcome;
  if (state === 'succeeded' && refund.state === 'pending') {
    findings.push({ kind: 'paid-but-pending-at-provider', ...facts, ledger });
  }
  // What is pending here and has succeeded there is an update on its way: the sweep asks once a day at the latest.
  if (!isGiven(recorded) && refund.state === 'succeeded') {
    const reported = { remedyState: record.state, ledgerState: state };
    findings.push({ kind: 'paid-at-provider-but-not-in-ledger-state', ...facts, ...reported, provider });
  }
  return findings;
}

/** The ledger says that the provider has a refund of it. */
function isGiven({ outcome }: PartRecord): boolean {
  return outcome.state === 'succeeded' || outcome.state === 'pending';
}

function refOf({ outcome }: PartRecord): string | undefined {
  return 'providerRef' in outcome ? outcome.providerRef : undefined;
}

/**
 * Whether the provider certainly created the part's refund within the window, if it has it at all: from the first use
 * of the key to when the ledger recorded the refund, or to when the key was too old to create one.
 */
function mustBeIn({ window }: Scope, record: RemedyRecord, { keySince = record.committedAt }: PartRecord): boolean {
  const settled = record.history.find(({ at, state }) => at >= keySince && (state === 'issued' || state === 'pending'));
  const lastUseMs = Date.parse(keySince) + keyUsableMs;
  const latestMs = Math.min(lastUseMs, settled ? Date.parse(settled.at) : lastUseMs);
  return isWithin(keySince, window) && isWithin(new Date(latestMs).toISOString(), window);
}

function isStuck({ dueAt }: RemedyRecord, { startedAt }: Scope): boolean {
  return dueAt !== undefined && startedAt.getTime() - Date.parse(dueAt) > overdueMs;
}
