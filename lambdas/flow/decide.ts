import type { Failure } from '../failures/failure';
import type { FailureDefinition } from '../failures/failure-definition';
import { claimsBeforeHold, givenSince, promisedForLine, sumIn, type Account } from '../ledger/account';
import type { Decision, GiveDecision } from '../model/decision';
import { limitIn, type Limits } from '../model/limits';
import { toDecimal } from '../model/money';

/**
 * A failure that happened longer ago is held. Claims are kept for longer than that, so a replayed archive either meets
 * its claim or waits for a person, and can never pay again.
 */
export const maxFailureAgeDays = 90;

const dayMs = 24 * 60 * 60 * 1000;

/** What a decision looks at besides the failure. */
export interface Circumstances {
  readonly definition: FailureDefinition;
  readonly account: Account;
  readonly limits: Limits;
  readonly now: Date;
}

/**
 * What one failure earns its customer: the failure type's own policy, and then the rules that hold for all of them.
 * Pure. It looks at nothing but its arguments.
 */
export function decide(failure: Failure, circumstances: Circumstances): Decision {
  const decision = circumstances.definition.decide(failure);
  if (decision.outcome !== 'give') return decision;

  const doubts = [
    ...doubtsAboutTime(failure, circumstances),
    ...doubtsAboutAmount(decision, circumstances),
    ...doubtsAboutCustomer(decision, circumstances),
    ...doubtsAboutOrder(failure, decision, circumstances),
  ];
  if (doubts.length === 0) return decision;
  return { ...decision, outcome: 'hold', reasons: [...doubts, ...decision.reasons] };
}

function doubtsAboutTime({ occurredAt }: Failure, { now }: Circumstances): string[] {
  const ageDays = (now.getTime() - Date.parse(occurredAt)) / dayMs;
  if (ageDays > maxFailureAgeDays) {
    return [`it happened ${Math.floor(ageDays)} days ago, and after ${maxFailureAgeDays} a person decides`];
  }
  if (ageDays < -1) return ['it is dated more than a day into the future'];
  return [];
}

function doubtsAboutAmount(decision: GiveDecision, { limits }: Circumstances): string[] {
  return currenciesOf(decision).flatMap((currency) => {
    const amountMinor = sumIn(decision.parts, currency);
    const limit = limitIn(limits.perRemedy, currency);
    if (amountMinor <= limit) return [];
    if (limits.perRemedy[currency] === undefined) return [`no limit is set for remedies in ${currency}`];
    return [`${amount(amountMinor, currency)} is more than ${amount(limit, currency)}, the limit of one remedy`];
  });
}

/** How often and how much one customer is given back in a while without a person looking. */
function doubtsAboutCustomer(decision: GiveDecision, { account, limits, now }: Circumstances): string[] {
  if (account.claims.length >= claimsBeforeHold) {
    return [`the customer has had ${account.claims.length} remedies, and from ${claimsBeforeHold} on a person decides`];
  }
  const { windowDays, remedies, amountMinor } = limits.perCustomer;
  const since = new Date(now.getTime() - windowDays * dayMs);
  return currenciesOf(decision).flatMap((currency) => {
    const before = givenSince(account, since, currency);
    if (before.remedies + 1 > remedies) {
      return [
        `it is the customer's remedy number ${before.remedies + 1} in ${windowDays} days, and the limit is ${remedies}`,
      ];
    }
    const sum = before.amountMinor + sumIn(decision.parts, currency);
    const limit = limitIn(amountMinor, currency);
    if (sum <= limit) return [];
    return [
      `with this, ${amount(sum, currency)} would go to the customer in ${windowDays} days, and the limit is ${amount(limit, currency)}`,
    ];
  });
}

/** Never more back for a line of an order than was paid for it. */
function doubtsAboutOrder({ purchase }: Failure, decision: GiveDecision, { account }: Circumstances): string[] {
  const { amountMinor: paid, currency } = purchase;
  if (decision.parts.some((part) => part.currency !== currency)) {
    return [`it would be given in another currency than ${currency}, in which the line was paid`];
  }
  const sum = promisedForLine(account, purchase, currency) + sumIn(decision.parts, currency);
  if (sum <= paid) return [];
  return [`with this, ${amount(sum, currency)} of ${amount(paid, currency)} paid for the line would be given back`];
}

function currenciesOf({ parts }: GiveDecision): string[] {
  return [...new Set(parts.map(({ currency }) => currency))];
}

function amount(amountMinor: number, currency: string): string {
  return `${toDecimal({ amountMinor, currency })} ${currency}`;
}
