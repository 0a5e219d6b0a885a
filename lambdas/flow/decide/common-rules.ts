import type { Failure } from '../../failures/definition/failure';
import { countedSince, type CommonOptions, type PolicyView } from '../../failures/definition/policy';
import { creditAccountOf, goodwillCredit } from '../../failures/shared/goodwill-credit';
import type { PolicyDecision } from '../../model/decision';
import type { CreditPart, RemedyPart } from '../../model/remedy';
import { withoutFailure } from '../../model/judging/gesture';
import { unreachable } from '../../model/unreachable';
import { dayMs, hourMs } from '../../model/durations';

type Given = Extract<PolicyDecision, { outcome: 'give' | 'hold' }>;

/**
 * The rules that every failure type has options for: what a reported failure needs, what a customer's next failure
 * earns, and what follows where a refund cannot reach the card. Pure.
 */
export function withCommonRules(
  decision: PolicyDecision,
  failure: Failure,
  view: PolicyView<CommonOptions>,
): PolicyDecision {
  if (decision.outcome === 'none') return decision;
  const ruled = withRepeats(withFallback(decision, failure, view), failure, view);
  return ruled.outcome === 'give' ? withEvidence(ruled, failure, view) : ruled;
}

/** What follows where a refund cannot reach the card, by option. */
export function withFallback<Decided extends PolicyDecision>(
  decision: Decided,
  { customer }: Failure,
  { options }: PolicyView<CommonOptions>,
): Decided {
  if (decision.outcome === 'none') return decision;
  if (options.unreachableCard === 'person') return decision;
  const accountId = creditAccountOf(customer);
  return { ...decision, parts: decision.parts.map((part) => withCredit(part, accountId)) };
}

function withCredit(part: RemedyPart, accountId: string): RemedyPart {
  if (part.kind !== 'refund' || part.fallback) return part;
  const { amountMinor, currency, lineId } = part;
  const fallback: CreditPart = { kind: 'credit', amountMinor, currency, accountId, basis: 'price', lineId };
  return { ...part, fallback };
}

/** The failure after which its owner writes, and how many hours they have, where a deployment says nothing else. */
const usualOwnerFrom = 3;
const usualOwnerHours = 4;

/**
 * A customer whose next failure follows soon reads that it is another one, and gets a goodwill credit on top of the
 * remedy, or a person decides. Of one more the owner writes.
 */
function withRepeats(given: Given, failure: Failure, view: PolicyView<CommonOptions>): Given {
  const { withinDays, from, then, goodwillMinor } = view.options.repeats;
  const since = new Date(view.now.getTime() - withinDays * dayMs);
  // Whoever was given something of a person's own accord, or asked for a call, was not let down by that.
  const others = withoutFailure.reduce((sum, type) => sum + countedSince(view, since, type), 0);
  const count = countedSince(view, since) - others + 1;
  if (count < from) return given;
  const decision = remembering(given, count, view.options.repeats);
  if (then === 'nothing') return decision;
  const repeated = `it is the customer's failure number ${count} in ${withinDays} days`;
  if (then === 'person' || goodwillMinor[failure.purchase.currency] === undefined) return heldFor(repeated, decision);
  const credit = goodwillCredit(failure, goodwillMinor);
  if (!credit) return decision;
  return {
    ...decision,
    parts: [...decision.parts, credit],
    reasons: [...decision.reasons, `a goodwill credit on top, because ${repeated}`],
  };
}

function remembering(
  decision: Given,
  count: number,
  { withinDays: days, ownerFrom = usualOwnerFrom, ownerHours = usualOwnerHours }: CommonOptions['repeats'],
): Given {
  // Where the words of all such mails wait for a person, these do too.
  const isForOwner = ownerFrom > 0 && count >= ownerFrom && !decision.wordsWait;
  if (!isForOwner) return { ...decision, repeat: { count, days } };
  return { ...decision, wordsWait: true, repeat: { count, days, ownerHours } };
}

/** What nobody saw but the customer is believed, unless the options ask for more. */
function withEvidence(
  decision: Extract<Given, { outcome: 'give' }>,
  { evidence, proof = [] }: Failure,
  { options, now }: PolicyView<CommonOptions>,
): Given {
  if (evidence !== 'reported') return decision;
  const { needs, proofHours, withoutProof } = options.reported;
  switch (needs) {
    case 'believe':
      return { ...decision, reasons: [...decision.reasons, 'the customer reported it, and is believed'] };
    case 'person':
      return heldFor('the customer reported it, and a person looks at what is only reported', decision);
    case 'proof': {
      if (proof.length > 0) return { ...decision, reasons: [...decision.reasons, 'reported, with proof'] };
      const until = new Date(now.getTime() + proofHours * hourMs).toISOString();
      const awaits = { what: 'a photo, a scan or a paper', until, then: withoutProof, from: 'customer' } as const;
      return { ...heldFor('reported, and a reference to proof is waited for', decision), awaits };
    }
    default:
      return unreachable(needs);
  }
}

function heldFor(why: string, decision: Given): Extract<Given, { outcome: 'hold' }> {
  // A decision on the incident, or the end of a wait, does not answer this, whatever else it was held for.
  return {
    ...decision,
    outcome: 'hold',
    withIncident: undefined,
    awaits: undefined,
    reasons: [why, ...decision.reasons],
  };
}
