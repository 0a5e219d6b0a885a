import type { RemedyState } from '../ledger/remedy-record';
import { whyOfDoubt, type Doubt } from '../ledger/seal/seals';
import { written, type Money } from '../model/money';
import { unreachable } from '../model/unreachable';

/** One part of a remedy, by its ids. */
interface Part {
  readonly remedyId: string;
  readonly partNumber: number;
}

interface AtProvider {
  readonly providerRef: string;
}

/**
 * One difference between our record and the provider's books, or within our record. Ids and amounts, and no personal
 * data.
 */
export type Finding =
  | ({ readonly kind: 'paid-not-at-provider'; readonly ledger: Money; readonly ledgerState: string } & Part)
  | ({ readonly kind: 'at-provider-not-in-ledger'; readonly remedyId: string; readonly provider: Money } & AtProvider)
  | ({ readonly kind: 'amount-differs'; readonly ledger: Money; readonly provider: Money } & Part & AtProvider)
  | ({ readonly kind: 'currency-differs'; readonly ledger: Money; readonly provider: Money } & Part & AtProvider)
  | ({ readonly kind: 'payment-differs'; readonly ledgerPaymentId: string; readonly provider: Money } & Part &
      AtProvider)
  | ({ readonly kind: 'paid-but-failed-at-provider'; readonly ledger: Money } & Part & AtProvider)
  | ({ readonly kind: 'paid-but-pending-at-provider'; readonly ledger: Money } & Part & AtProvider)
  | ({
      readonly kind: 'paid-at-provider-but-not-in-ledger-state';
      readonly remedyState: RemedyState;
      readonly ledgerState: string;
      readonly provider: Money;
    } & Part &
      AtProvider)
  | ({ readonly kind: 'two-refunds-for-one-part'; readonly providerRefs: readonly string[] } & Part)
  | ({ readonly kind: 'refund-by-hand'; readonly remedyIds: readonly string[]; readonly provider: Money } & AtProvider)
  | {
      readonly kind: 'disputed-and-refunded';
      readonly disputeRef: string;
      readonly status: string;
      readonly disputed: Money;
      readonly remedyIds: readonly string[];
    }
  | ({ readonly kind: 'cancelled-not-at-provider'; readonly paymentId: string; readonly ledger: Money } & Part)
  | ({ readonly kind: 'refunded-and-cancelled'; readonly paymentId: string; readonly provider: Money } & Part &
      AtProvider)
  | { readonly kind: 'commitment-without-record'; readonly remedyId: string; readonly committedAt: string }
  | {
      readonly kind: 'over-order';
      readonly orderId: string;
      readonly lineId: string | undefined;
      readonly paid: Money;
      readonly promised: Money;
      readonly remedyIds: readonly string[];
    }
  | {
      readonly kind: 'several-customers';
      /** A payment, an order line, a credit account or an entitlement, in words. */
      readonly what: string;
      readonly customerIds: readonly string[];
      readonly remedyIds: readonly string[];
    }
  | {
      readonly kind: 'foreign-write';
      readonly what: 'commitment' | 'record';
      readonly remedyId: string;
      readonly doubt: Doubt;
    }
  | {
      readonly kind: 'erasure-undone';
      /** A hash, where the id is a mail address. */
      readonly customerId: string;
      readonly erasedAt: string;
    }
  | {
      readonly kind: 'not-readable';
      readonly list: 'refunds' | 'disputes' | 'payments';
      /** As the provider names it, where it does. */
      readonly permission: string | undefined;
    }
  | {
      readonly kind: 'stuck';
      readonly remedyId: string;
      readonly remedyState: RemedyState;
      readonly dueAt: string;
    };

export type FindingKind = Finding['kind'];

/** The remedies that a finding names. */
export function remediesIn(finding: Finding): readonly string[] {
  if ('remedyIds' in finding) return finding.remedyIds;
  return 'remedyId' in finding ? [finding.remedyId] : [];
}

/** The finding as a person reads it. */
export function sentenceOf(finding: Finding): string {
  switch (finding.kind) {
    case 'paid-not-at-provider':
      return `${part(finding)} is ${finding.ledgerState} in the ledger with ${written(finding.ledger)}, and the provider has no such refund`;
    case 'at-provider-not-in-ledger':
      return `${atProvider(finding)} is for ${finding.remedyId}, of which the ledger knows no such part`;
    case 'amount-differs':
    case 'currency-differs':
      return `${atProvider(finding)} is for ${part(finding)}, for which the ledger says ${written(finding.ledger)}`;
    case 'payment-differs':
      return `${atProvider(finding)} is for ${part(finding)}, and went to another payment than ${finding.ledgerPaymentId}`;
    case 'paid-but-failed-at-provider':
      return `${part(finding)} is paid in the ledger with ${written(finding.ledger)}, and its refund ${finding.providerRef} failed`;
    case 'paid-but-pending-at-provider':
      return `${part(finding)} is paid in the ledger with ${written(finding.ledger)}, and its refund ${finding.providerRef} is only pending`;
    case 'paid-at-provider-but-not-in-ledger-state':
      return `${atProvider(finding)} is paid for ${part(finding)}, which the ledger calls ${finding.ledgerState} (the remedy is ${finding.remedyState})`;
    case 'two-refunds-for-one-part':
      return `${part(finding)} has ${finding.providerRefs.length} refunds at the provider: ${finding.providerRefs.join(', ')}`;
    case 'refund-by-hand':
      return `${atProvider(finding)} was not made by Amends, and is of a payment that it has remedies for: ${finding.remedyIds.join(', ')}`;
    case 'disputed-and-refunded':
      return `dispute ${finding.disputeRef} (${finding.status}) over ${written(finding.disputed)} is of a payment that is refunded too: ${finding.remedyIds.join(', ')}`;
    case 'cancelled-not-at-provider':
      return `${part(finding)} says that nothing was taken of ${finding.paymentId}, and the provider does not say that the payment of ${written(finding.ledger)} is cancelled`;
    case 'refunded-and-cancelled':
      return `${atProvider(finding)} is of ${finding.paymentId}, which ${part(finding)} says was cancelled before anything was taken`;
    case 'commitment-without-record':
      return `${finding.remedyId} was committed at ${finding.committedAt} and never recorded: its event was lost, or waits in a queue of failed events`;
    case 'over-order':
      return `for line ${finding.lineId} of order ${finding.orderId} ${written(finding.promised)} is given back, and ${written(finding.paid)} was paid: ${finding.remedyIds.join(', ')}`;
    case 'several-customers':
      return `of ${finding.what} something was given to several customers, ${finding.customerIds.join(', ')}: ${finding.remedyIds.join(', ')}`;
    case 'foreign-write':
      return `the ${finding.what} of ${finding.remedyId} ${whyOfDoubt(finding.doubt)}`;
    case 'erasure-undone':
      return `${finding.customerId} was erased at ${finding.erasedAt}, and their record does not say so any more: somebody else wrote it`;
    case 'not-readable': {
      const permission = finding.permission ?? 'to read them';
      return `the provider's ${finding.list} were not compared, because the key lacks the permission ${permission}: give it to the key`;
    }
    case 'stuck':
      return `${finding.remedyId} is ${finding.remedyState}, and was to be looked at ${finding.dueAt}`;
    default:
      return unreachable(finding);
  }
}

function part({ remedyId, partNumber }: Part): string {
  return `part ${partNumber} of ${remedyId}`;
}

function atProvider({ providerRef, provider }: AtProvider & { readonly provider: Money }): string {
  return `refund ${providerRef} of ${written(provider)}`;
}
