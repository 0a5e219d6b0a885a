import type { Money } from './money';
import { unreachable } from './unreachable';

/** Money given back to where it came from. */
export interface RefundPart {
  readonly kind: 'refund';
  readonly amountMinor: number;
  readonly currency: string;
  /** The provider's id of the payment that is refunded. */
  readonly paymentId: string;
  /** The line of the order it is for, where the failure is about several. */
  readonly lineId?: string | undefined;
  /** What is given instead where the payment takes no money any more. Without it a person finds a way. */
  readonly fallback?: CreditPart | undefined;
}

/** Money to spend with the company, on the customer's account there. It can be taken back while it is unused. */
export interface CreditPart {
  readonly kind: 'credit';
  readonly amountMinor: number;
  readonly currency: string;
  /** Whose account it goes to, in the ids of whoever keeps the accounts. */
  readonly accountId: string;
  /**
   * `price`: it stands for money paid, and counts against it. `goodwill`: it comes on top, because we are sorry. `schedule`: a
   * published schedule owes it, whatever was paid.
   */
  readonly basis: 'price' | 'goodwill' | 'schedule';
  /** ISO 8601. Missing where it never expires. */
  readonly expiresAt?: string | undefined;
  readonly lineId?: string | undefined;
}

/**
 * The thing itself, once more, and nothing charged for it. To whom it goes stands in the failure and not here, because what is
 * promised is kept for ever and holds no address.
 */
export interface ReplacementPart {
  readonly kind: 'replacement';
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
  /** What was paid for what is replaced, all of `quantity` together. It counts against limits like money. */
  readonly worthMinor: number;
  readonly currency: string;
  readonly express: boolean;
  /** It is of no use later. ISO 8601. */
  readonly neededBy?: string | undefined;
  readonly giftWrap: boolean;
  /** A prepaid label for the old one goes with it. */
  readonly returnLabel: boolean;
  /** The old one is expected back within so many days, where it is expected at all. */
  readonly returnWithinDays?: number | undefined;
  /** What follows where it does not come back: nothing more, or a person looks. Never a charge. */
  readonly unreturned?: 'let-go' | 'person' | undefined;
  /** How long whoever sends it may take to say that it can be done. */
  readonly answerWithinSeconds: number;
  /** What is given instead where none can be sent. Without it a person finds a way. */
  readonly fallback?: RefundPart | CreditPart | undefined;
}

/** A person calls, or writes where the customer spoke up. How to reach the customer stands in the failure. */
export interface CallbackPart {
  readonly kind: 'callback';
  /** `phone`, or the name of the channel on which the customer is answered. */
  readonly channel: string;
  /** Within how long somebody is to have called. */
  readonly deadlineSeconds: number;
  /** What the person may give on the spot without asking anybody, in minor units. */
  readonly budgetMinor?: number | undefined;
  readonly currency?: string | undefined;
}

/** One thing a customer gets. Every switch over `kind` names what it lacks where a kind joins. */
export type RemedyPart = RefundPart | CreditPart | ReplacementPart | CallbackPart;

export type PartKind = RemedyPart['kind'];

/** Parts that other systems than the payment provider carry out. */
export type PartnerPart = Exclude<RemedyPart, RefundPart>;

/** How soon refunded money shows, in business days of the customer's bank. */
export interface Arrival {
  readonly minBusinessDays: number;
  readonly maxBusinessDays: number;
}

/** Where a replacement is, as whoever sends it says. */
export interface Shipment {
  /** When it arrives at the latest. ISO 8601. */
  readonly arrivesBy?: string | undefined;
  readonly carrier?: string | undefined;
  readonly trackingId?: string | undefined;
}

/** What a part costs the company, which is what limits count. */
export function costOf(part: RemedyPart): Money | undefined {
  switch (part.kind) {
    case 'refund':
    case 'credit':
      return { amountMinor: part.amountMinor, currency: part.currency };
    case 'replacement':
      return { amountMinor: part.worthMinor, currency: part.currency };
    case 'callback':
      return undefined;
    default:
      return unreachable(part);
  }
}

/**
 * What a part gives back of what was paid. Goodwill and what a schedule owes come on top of it; a replacement gives back the
 * line's worth.
 */
export function backOfPrice(part: RemedyPart): Money | undefined {
  if (part.kind === 'credit' && part.basis !== 'price') return undefined;
  return costOf(part);
}

/**
 * The money among it, at most: what goes back to a card or stands on an account in its place, also where that is only what follows
 * on a thing that cannot be sent.
 */
export function moneyBackIn(parts: readonly RemedyPart[], currency: string): number {
  return backOfPriceIn(asMoney(parts), currency);
}

/** The parts of which money goes back, or may. */
export function asMoney(parts: readonly RemedyPart[]): RemedyPart[] {
  return parts.flatMap((part) => (part.kind === 'replacement' ? (part.fallback ?? []) : part));
}

/** What parts cost in one currency, in its minor units. */
export function costIn(parts: readonly RemedyPart[], currency: string): number {
  return sumIn(parts.map(costOf), currency);
}

/** What parts give back of what was paid in one currency, in its minor units. */
export function backOfPriceIn(parts: readonly RemedyPart[], currency: string): number {
  return sumIn(parts.map(backOfPrice), currency);
}

/** In which currencies parts cost something. */
export function currenciesOf(parts: readonly RemedyPart[]): string[] {
  return [...new Set(parts.flatMap((part) => costOf(part)?.currency ?? []))];
}

function sumIn(amounts: readonly (Money | undefined)[], currency: string): number {
  return amounts.reduce((sum, money) => sum + (money?.currency === currency ? money.amountMinor : 0), 0);
}
