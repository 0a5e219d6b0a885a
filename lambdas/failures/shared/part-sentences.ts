import { dayInEnglish } from './day-in-english';
import { localeInEnglish } from './locale-in-english';
import { formatMoney } from '../../model/money';
import { backOfPrice, costOf, isInKind, type RemedyPart } from '../../model/remedy';
import { unreachable } from '../../model/unreachable';
import type { GivenPart } from '../definition/failure-definition';
import { couldNotGive, entitlementWords, givenInKind } from '../in-kind/entitlement-words';

type Given<Kind extends GivenPart['kind']> = Extract<GivenPart, { kind: Kind }>;

/**
 * The money that goes back, formatted for a locale: refunds and credits that replace money paid, summed by currency.
 * Goodwill, the worth of what is given in kind and what was never taken do not count.
 *
 * @returns undefined where no money goes back
 */
export function moneyBack(given: readonly GivenPart[], locale: string | undefined): string | undefined {
  const sums = new Map<string, number>();
  for (const part of given) {
    const back = !isInKind(part) && part.kind !== 'cancellation' && backOfPrice(part) ? costOf(part) : undefined;
    if (back) sums.set(back.currency, (sums.get(back.currency) ?? 0) + back.amountMinor);
  }
  if (sums.size === 0) return undefined;
  return [...sums]
    .map(([currency, amountMinor]) => formatMoney({ amountMinor, currency }, localeInEnglish(locale)))
    .join(' and ');
}

/** What is on its way, for a subject line: a new one, or the money. Undefined where neither is. */
export function onItsWay(given: readonly GivenPart[], locale: string | undefined): string | undefined {
  const count = given.reduce((sum, part) => sum + (part.kind === 'replacement' ? part.quantity : 0), 0);
  if (count === 1) return 'A new one is on its way';
  if (count > 1) return 'New ones are on their way';
  const back = moneyBack(given, locale);
  return back === undefined ? undefined : `Your ${back} is on its way back`;
}

/** What was done, as a subject and a preview say it. */
export interface WhatWasDone {
  /** A sentence without its full stop. */
  readonly subject: string;
  /** The end of a sentence. */
  readonly preview: string;
}

/** That money goes back to the card, or that none is taken, or else what was given in kind. Undefined where none is. */
export function doneInWords(given: readonly GivenPart[], locale: string | undefined): WhatWasDone | undefined {
  const refunded = moneyBack(
    given.filter(({ kind }) => kind === 'refund'),
    locale,
  );
  if (refunded !== undefined) {
    return { subject: `Your ${refunded} is on its way back`, preview: 'your money is already on its way back' };
  }
  if (given.some(({ kind }) => kind === 'cancellation')) {
    return { subject: 'You pay nothing for it', preview: 'you pay nothing for it' };
  }
  const inKind = givenInKind(given);
  return inKind === undefined ? undefined : { subject: capital(inKind), preview: inKind };
}

/**
 * The sentences about what is given. They promise nothing that nobody confirmed. Parts on the same terms share one
 * sentence, so that three refunds are one amount and two replacements are counted. Names, addresses and titles are left
 * to the failure type.
 *
 * @param timeZone the customer's, in which a day is a day. @default the zone in which each instant is written
 */
export function partSentences(given: readonly GivenPart[], locale: string | undefined, timeZone?: string): string[] {
  return onSameTerms(given).map((part) => sentenceOf(part, locale, timeZone));
}

/** A number as it is written inside a sentence. */
export function countInWords(count: number): string {
  const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
  return words[count] ?? String(count);
}

function onSameTerms(given: readonly GivenPart[]): GivenPart[] {
  const merged = new Map<string, GivenPart>();
  for (const part of given) {
    const terms = JSON.stringify(termsOf(part));
    const before = merged.get(terms);
    merged.set(terms, before ? together(before, part) : part);
  }
  return [...merged.values()];
}

/** Everything but the amount that makes the sentences of two parts differ. */
function termsOf(part: GivenPart): readonly unknown[] {
  const insteadOf = part.insteadOf && couldNotBeGiven(part.insteadOf);
  switch (part.kind) {
    case 'refund':
      return [part.kind, insteadOf, part.currency, part.arrival];
    case 'cancellation':
      return [part.kind, part.paymentId];
    case 'credit':
      return [part.kind, insteadOf !== undefined, part.currency, part.expiresAt];
    case 'replacement': {
      const { express, giftWrap, returnLabel, returnWithinDays, shipment } = part;
      return [part.kind, express, giftWrap, returnLabel, returnWithinDays, shipment?.arrivesBy];
    }
    case 'entitlement': {
      const { kind, action, to, validUntil, entitlementId } = part;
      return action === 'grant' ? [kind, action, to, validUntil] : [kind, action, entitlementId];
    }
    case 'callback':
      return [part.kind, part.channel];
    default:
      return unreachable(part);
  }
}

function together(a: GivenPart, b: GivenPart): GivenPart {
  if (a.kind === 'replacement' && b.kind === 'replacement') {
    // A tracking number belongs to one parcel, and several would only repeat the sentence.
    const shipment = a.shipment?.trackingId === b.shipment?.trackingId ? a.shipment : arrivalOf(a.shipment);
    return { ...a, quantity: a.quantity + b.quantity, shipment };
  }
  if (a.kind === 'refund' && b.kind === 'refund') return { ...a, amountMinor: a.amountMinor + b.amountMinor };
  if (a.kind === 'credit' && b.kind === 'credit') return { ...a, amountMinor: a.amountMinor + b.amountMinor };
  if (isGrant(a) && isGrant(b)) return { ...a, count: a.count + b.count };
  return a;
}

function isGrant(part: GivenPart): part is Extract<GivenPart, { kind: 'entitlement'; action: 'grant' }> {
  return part.kind === 'entitlement' && part.action === 'grant';
}

function arrivalOf(shipment: Given<'replacement'>['shipment']): Given<'replacement'>['shipment'] {
  return shipment && { arrivesBy: shipment.arrivesBy };
}

function sentenceOf(part: GivenPart, locale: string | undefined, timeZone: string | undefined): string {
  switch (part.kind) {
    case 'refund':
      return refundWords(part, locale);
    case 'cancellation':
      return cancellationWords(part, locale);
    case 'credit':
      return creditWords(part, locale, timeZone);
    case 'replacement':
      return replacementWords(part, locale, timeZone);
    case 'entitlement': {
      const { validUntil } = part;
      return entitlementWords(part, validUntil && dayInEnglish(validUntil, locale, timeZone, 'far'));
    }
    case 'callback':
      return callbackWords(part);
    default:
      return unreachable(part);
  }
}

/** What did not work, before what is given in its place. */
function couldNotBeGiven(part: RemedyPart): string {
  switch (part.kind) {
    case 'replacement':
      return 'We could not send you a new one';
    case 'entitlement':
      return couldNotGive(part);
    case 'cancellation':
      return 'Your payment had gone through before we could cancel it';
    case 'refund':
    case 'credit':
    case 'callback':
      return 'We could not make it good the way we meant to';
    default:
      return unreachable(part);
  }
}

function refundWords(part: Given<'refund'>, locale: string | undefined): string {
  const given = `I’ve given you back ${formatMoney(part, localeInEnglish(locale))}.`;
  const begin = part.insteadOf ? `${couldNotBeGiven(part.insteadOf)}, so ${given}` : given;
  if (!part.arrival) return `${begin} It goes back to the way you paid.`;
  const { minBusinessDays, maxBusinessDays } = part.arrival;
  return `${begin} It goes back to the way you paid, and should show there in ${minBusinessDays} to ${maxBusinessDays} business days, depending on your bank.`;
}

/** Nothing comes back, because nothing was taken: a customer who waited for it would wait in vain. */
function cancellationWords(part: Given<'cancellation'>, locale: string | undefined): string {
  const amount = formatMoney(part, localeInEnglish(locale));
  return `Nothing was taken: the payment of ${amount} was cancelled before it was charged. Where your statement shows it as pending, that line disappears by itself within some days.`;
}

function creditWords(part: Given<'credit'>, locale: string | undefined, timeZone: string | undefined): string {
  const put = `I’ve put ${formatMoney(part, localeInEnglish(locale))} of credit on your account with us`;
  const given = part.insteadOf ? `We could not make it good the way we meant to, so ${put} instead.` : `${put}.`;
  if (part.expiresAt === undefined) return `${given} It is yours to use or not, and it does not run out.`;
  return `${given} It is yours to use or not, until ${dayInEnglish(part.expiresAt, locale, timeZone, 'far')}.`;
}

function replacementWords(
  part: Given<'replacement'>,
  locale: string | undefined,
  timeZone: string | undefined,
): string {
  const isOne = part.quantity === 1;
  const count = countInWords(part.quantity);
  const { arrivesBy, carrier, trackingId } = part.shipment ?? {};
  const what = isOne ? 'A new one is on its way' : `${capital(count)} replacements are on their way`;
  const how = part.express ? ' by express' : '';
  const when =
    arrivesBy === undefined
      ? ''
      : ` and ${isOne ? 'arrives' : 'arrive'} by ${dayInEnglish(arrivesBy, locale, timeZone)}`;
  return [
    `${what}${how}${when}.`,
    ...(carrier !== undefined && trackingId !== undefined
      ? [`${carrier} brings ${isOne ? 'it' : 'them'}, with the tracking number ${trackingId}.`]
      : []),
    ...(part.giftWrap ? [`${isOne ? 'It is' : 'They are'} gift-wrapped.`] : []),
    `You are charged nothing for ${isOne ? 'it' : 'them'}, and nothing for the shipping.`,
    ...returnWords(part, isOne),
  ].join(' ');
}

/** Whatever happens when the old one never comes back, it is never charged, and the customer may know that. */
function returnWords({ returnLabel, returnWithinDays }: Given<'replacement'>, isOne: boolean): string[] {
  if (!returnLabel) return [];
  const old = isOne ? 'the old one' : 'the old ones';
  const comes = isOne ? 'comes with it' : 'comes with them';
  if (returnWithinDays === undefined) {
    return [
      `A prepaid label for ${old} ${comes}, in case you want to send ${isOne ? 'it' : 'them'} back. You need not.`,
    ];
  }
  return [
    `A prepaid label for ${old} ${comes}. We would like ${isOne ? 'it' : 'them'} back within ${countInWords(returnWithinDays)} days, and if that does not work out you are still charged nothing.`,
  ];
}

/** The channel is not named: its name may come from anywhere, and the customer knows where to be reached. */
function callbackWords({ channel }: Given<'callback'>): string {
  const does = channel === 'phone' ? 'calling you' : 'writing to you as well';
  return `Somebody from my team is ${does}, so that a person has heard you and can help with the rest.`;
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
