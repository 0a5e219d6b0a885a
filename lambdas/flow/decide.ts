import type { Failure } from '../failures/failure';
import type { FailureDefinition } from '../failures/failure-definition';
import { claimsBeforeHold, promisedForLine, type Account } from '../ledger/account';
import type { Decision, GiveDecision } from '../model/decision';

/**
 * A failure that happened longer ago is held. Claims are kept for longer than that, so a replayed archive either meets
 * its claim or waits for a person, and can never pay again.
 */
export const maxFailureAgeDays = 90;

/**
 * What one failure earns its customer: the failure type's own policy, and then the rules that hold for all of them.
 * Pure. It looks at nothing but its arguments.
 */
export function decide(failure: Failure, definition: FailureDefinition, account: Account, now: Date): Decision {
  const decision = definition.decide(failure);
  if (decision.outcome !== 'give') return decision;

  const doubts = [
    ...doubtsAboutTime(failure, now),
    ...doubtsAboutCustomer(account),
    ...doubtsAboutOrder(failure, decision, account),
  ];
  if (doubts.length === 0) return decision;
  return { ...decision, outcome: 'hold', reasons: [...doubts, ...decision.reasons] };
}

function doubtsAboutTime({ occurredAt }: Failure, now: Date): string[] {
  const ageDays = (now.getTime() - Date.parse(occurredAt)) / (24 * 60 * 60 * 1000);
  if (ageDays > maxFailureAgeDays) {
    return [`it happened ${Math.floor(ageDays)} days ago, and after ${maxFailureAgeDays} a person decides`];
  }
  if (ageDays < -1) return ['it is dated more than a day into the future'];
  return [];
}

function doubtsAboutCustomer({ claims }: Account): string[] {
  if (claims.length < claimsBeforeHold) return [];
  return [`the customer has had ${claims.length} remedies, and from ${claimsBeforeHold} on a person decides`];
}

/** Never more back for a line of an order than was paid for it. */
function doubtsAboutOrder({ purchase }: Failure, decision: GiveDecision, account: Account): string[] {
  const { amountMinor: paid, currency } = purchase;
  const before = promisedForLine(account, purchase, currency);
  const now = decision.parts.reduce((sum, part) => sum + part.amountMinor, 0);
  if (decision.parts.every((part) => part.currency === currency) && before + now <= paid) return [];
  return [`with this, ${before + now} of ${paid} ${currency} minor units paid for the line would be given back`];
}
