import type { FindingKind } from './finding';

/** What a person does about each kind of finding, in short. The runbook of differences says more. */
const adviceByKind: Readonly<Record<FindingKind, string>> = {
  'paid-not-at-provider':
    'Look the refund up in the dashboard of the provider. If it is nowhere, refund by hand, and look for another account or mode in the key.',
  'at-provider-not-in-ledger':
    'Find the remedy in the retry and dead-letter queues, and let it run again within a day: its key finds the refund. After a restore, reject what is held for it.',
  'amount-differs': 'Switch the failure type off, and settle the difference by hand.',
  'currency-differs': 'Switch the failure type off, and settle the difference by hand.',
  'payment-differs': 'Switch the failure type off, and see which payment should have been refunded.',
  'paid-but-failed-at-provider': 'See whether webhook events arrive. The customer is told once one does.',
  'paid-but-pending-at-provider': 'See whether webhook events arrive. It usually settles by itself.',
  'paid-at-provider-but-not-in-ledger-state':
    'Wait for the sweep while it is unknown. Approve it where it is held since a restore: it is looked up, and not paid again. Do not refund again.',
  'two-refunds-for-one-part': 'Switch the failure type off, and tell the team: this must not happen.',
  'refund-by-hand': 'Ask whether both were meant. What is held of that payment has to be rejected.',
  'disputed-and-refunded': 'Answer the dispute with the refund as evidence, or the bank gives the price back again.',
  'cancelled-not-at-provider':
    'Look at the payment. Refund it by hand where it was captured, and cancel it where it was not.',
  'refunded-and-cancelled': 'See who refunded it, and whether it was captured: then the customer was told otherwise.',
  'commitment-without-record': 'Find the event in the retry and dead-letter queues.',
  'over-order': 'Look at each of the remedies, and at who published their failures.',
  'several-customers':
    'Ask whether they are one person, or share it. If not, reject what is held, and look at who publishes the ids.',
  'foreign-write': 'Somebody else wrote into the ledger: follow the runbook of foreign writes at once.',
  'not-readable': 'Give the key the permission that is named. Until then this is not compared.',
  'erasure-undone': 'Erase the customer again, and see who wrote their record.',
  stuck: 'Look at the remedy: nobody has for a day. Send it on its way again, or tell the team.',
};

/** What a person does about a finding. Undefined for a kind that this version does not know. */
export function adviceOf(kind: string): string | undefined {
  return Object.hasOwn(adviceByKind, kind) ? adviceByKind[kind as FindingKind] : undefined;
}
