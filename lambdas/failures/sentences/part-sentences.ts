import type { Money } from '../../model/money';
import { costOf, type RemedyPart, type Share } from '../../model/remedy';
import type { OutcomeContent, Sentence } from '../definition/sentence';
import { unreachable } from '../../model/unreachable';
import type { GivenPart } from '../definition/failure-definition';
import { couldNotGive, entitlementSentences, givenInKind } from './entitlement-sentences';
import { onSameTerms, summed } from './same-terms';
import { say } from './shared-sentences';

type Given<Kind extends GivenPart['kind']> = Extract<GivenPart, { kind: Kind }>;

/**
 * The money that goes back, in the currencies in which it goes: refunds and credits that replace money paid, summed by
 * currency. Whoever paid yen for a price in pounds reads yen, as on the statement. Goodwill, the worth of what is given
 * in kind and what was never taken do not count.
 */
export function moneyBack(given: readonly GivenPart[]): readonly Money[] {
  const isBack = (part: GivenPart): boolean =>
    part.kind === 'refund' || (part.kind === 'credit' && part.basis === 'price');
  return summed(given.flatMap((part) => (isBack(part) ? (moneyOf(costOf(part)) ?? []) : [])));
}

/** What was done, as a subject begins. Nothing where nothing was, or where somebody only calls. */
export function outcomeSubject(given: readonly GivenPart[]): Sentence[] {
  const count = given.reduce((sum, part) => sum + (part.kind === 'replacement' ? part.quantity : 0), 0);
  if (count > 0) return [say.subjectReplaced({ count })];
  const back = costsOf(given, 'refund');
  if (back.length > 0) return [say.subjectRefunded({ back })];
  const amount = costsOf(given, 'cancellation');
  if (amount.length > 0) return [say.subjectCancelled({ amount })];
  const inKind = givenInKind(given);
  if (inKind) return [inKind];
  const credit = costsOf(given, 'credit');
  return credit.length > 0 ? [say.subjectCredited({ credit })] : [];
}

/** What stands out above a letter about what was given: what a subject begins with, and when that arrives. */
export function outcomeOf(given: readonly GivenPart[]): OutcomeContent {
  return { headline: outcomeSubject(given), arrival: arrivalOf(given) };
}

/** When what the headline names arrives, if all of it arrives together. */
function arrivalOf(given: readonly GivenPart[]): Sentence[] {
  const replacements = given.filter((part) => part.kind === 'replacement');
  if (replacements.length > 0) {
    const [arrives, ...others] = new Set(replacements.map(({ shipment }) => shipment?.arrivesBy));
    return arrives === undefined || others.length > 0 ? [] : [say.arrivesOn({ arrives })];
  }
  const refunds = given.filter((part) => part.kind === 'refund');
  const terms = new Set(refunds.map(({ arrival, paidWith }) => JSON.stringify([arrival, paidWith])));
  const [refund] = refunds;
  return refund && terms.size === 1 ? arrivalSentences(refund) : [];
}

/**
 * The sentences about what is given. They promise nothing that nobody confirmed. Parts on the same terms share their
 * sentences, so that three refunds are one amount and two replacements are counted. Names, addresses and titles are
 * left to the failure type.
 *
 * @param timeZone the customer's, in which a day is a day. @default the zone in which each instant is written
 */
export function partSentences(given: readonly GivenPart[], timeZone?: string): Sentence[] {
  return onSameTerms(given, timeZone).flatMap(({ part, money }) => sentencesAbout(part, money));
}

function sentencesAbout(part: GivenPart, money: readonly Money[]): Sentence[] {
  switch (part.kind) {
    case 'refund':
      return refundSentences(part, money);
    case 'cancellation':
      // Nothing comes back, because nothing was taken: a customer who waited for it would wait in vain.
      return [say.cancelled({ amount: money }), say.pendingLine()];
    case 'credit':
      return creditSentences(part, money);
    case 'replacement':
      return replacementSentences(part);
    case 'entitlement':
      return entitlementSentences(part);
    case 'callback':
      return callSentences(part);
    default:
      return unreachable(part);
  }
}

function refundSentences(part: Given<'refund'>, back: readonly Money[]): Sentence[] {
  const { insteadOf, paidWith: to, share } = part;
  const refunded = to === undefined ? say.refunded({ back }) : say.refundedTo({ back, to });
  const statement = statementSentence(part);
  return [...couldNot(insteadOf), refunded, ...reckoned(share), ...arrivalSentences(part), statement];
}

/** How it comes that not all of the price goes back. */
function reckoned(share: Share | undefined): Sentence[] {
  if (!share) return [];
  const { unit, lost, of, isLeast } = share;
  if (unit === 'films') return [isLeast ? say.leastOfFilms({ films: of }) : say.shareOfFilms({ films: of })];
  return [isLeast ? say.leastOfTime({ lost, of }) : say.shareOfTime({ lost, of })];
}

/**
 * Of a call only what somebody has accepted. The channel is not named: its name may come from anywhere, and the
 * customer knows where to be reached.
 */
function callSentences({ channel, call }: Given<'callback'>): Sentence[] {
  if (call === undefined || call === 'made') return [];
  return [channel === 'phone' ? say.callingBy(call) : say.writingBy(call)];
}

/** A bank decides how soon money is there; a service that keeps accounts of its own does not wait for one. */
function arrivalSentences({ arrival, paidWith }: Pick<Given<'refund'>, 'arrival' | 'paidWith'>): Sentence[] {
  if (!arrival) return [];
  const { minBusinessDays: from, maxBusinessDays: until } = arrival;
  const isAtOnce = from === 0 || from === until;
  if (paidWith !== undefined && paidWith !== 'bank' && paidWith !== 'card') {
    return [isAtOnce ? say.takesWithin({ days: until }) : say.takesBetween({ from, until })];
  }
  return [isAtOnce ? say.arrivesWithin({ days: until }) : say.arrivesBetween({ from, until })];
}

/** How it will look where the customer sees it. Only the charge of a card may disappear. */
function statementSentence({ paidWith: to, statementName: name }: Given<'refund'>): Sentence {
  if (to === undefined || to === 'card') return name === undefined ? say.onStatement() : say.onStatementNamed({ name });
  if (to === 'later' || name === undefined) return say.onStatementTo({ to });
  return say.onStatementToNamed({ to, name });
}

function creditSentences({ insteadOf, expiresAt, share }: Given<'credit'>, credit: readonly Money[]): Sentence[] {
  return [
    ...(insteadOf ? [say.couldNotAsMeant()] : []),
    say.credited({ credit }),
    ...reckoned(share),
    expiresAt === undefined ? say.creditStays() : say.creditUntil({ until: expiresAt }),
  ];
}

function replacementSentences(part: Given<'replacement'>): Sentence[] {
  const { quantity: count, express, giftWrap, shipment: { arrivesBy, carrier, trackingId } = {} } = part;
  const sent = express ? 'express' : 'standard';
  return [
    arrivesBy === undefined ? say.replaced({ count, sent }) : say.replacedBy({ count, sent, arrives: arrivesBy }),
    ...(carrier !== undefined && trackingId !== undefined ? [say.carried({ count, carrier, trackingId })] : []),
    ...(giftWrap ? [say.giftWrapped({ count })] : []),
    say.replacedFree({ count }),
    ...returnSentences(part),
  ];
}

/** Whatever happens when the old one never comes back, it is never charged, and the customer may know that. */
function returnSentences({ quantity: count, returnLabel, returnWithinDays: days }: Given<'replacement'>): Sentence[] {
  if (!returnLabel) return [];
  return [days === undefined ? say.returnAsYouLike({ count }) : say.returnWithin({ count, days })];
}

/** What did not work, before what is given in its place. */
function couldNot(insteadOf: RemedyPart | undefined): Sentence[] {
  if (!insteadOf) return [];
  switch (insteadOf.kind) {
    case 'replacement':
      return [say.couldNotReplace()];
    case 'entitlement':
      return [couldNotGive(insteadOf)];
    case 'cancellation':
      return [say.couldNotCancel()];
    case 'refund':
    case 'credit':
    case 'callback':
      return [say.couldNotAsMeant()];
    default:
      return unreachable(insteadOf);
  }
}

function costsOf(given: readonly GivenPart[], kind: GivenPart['kind']): Money[] {
  return summed(given.flatMap((part) => (part.kind === kind ? (moneyOf(costOf(part)) ?? []) : [])));
}

function moneyOf(amount: Money | undefined): Money | undefined {
  return amount && { amountMinor: amount.amountMinor, currency: amount.currency };
}
