import type { Money } from './money';
import { unreachable } from './unreachable';

/** How a share of a price was reckoned, so that the mail can say so. */
export interface Share {
  /** In what it is counted. A film stands for an equal part of what a period of a subscription costs. */
  readonly unit: 'seconds' | 'films';
  readonly lost: number;
  /** What the whole price was paid for, in the same unit. */
  readonly of: number;
  /** The share was less than the least that is given back, and was raised to that. */
  readonly isLeast?: true | undefined;
}

/** Money that goes back to the payment it came from. */
export interface RefundPart {
  readonly kind: 'refund';
  readonly amountMinor: number;
  readonly currency: string;
  /** The provider's id of the payment that is refunded. */
  readonly paymentId: string;
  /** The order line it is for, where the failure is about several. */
  readonly lineId?: string | undefined;
  /** How the payment was made, where the provider says so. */
  readonly paidWith?: PaymentMethod | undefined;
  /** Of which part of what was paid for it is the price. Missing where it is the whole price, or none of it. */
  readonly share?: Share | undefined;
  /** What of the price it gives back, where the price was shown in another currency than it was paid in. */
  readonly ofPrice?: Money | undefined;
  /** What is given instead where the payment cannot be refunded any more. Without it a person finds another way. */
  readonly fallback?: CreditPart | undefined;
}

/**
 * A payment that was only authorised is cancelled, all of it, before anything is taken. It is no refund: no money
 * moves, and nothing arrives anywhere.
 */
export interface CancellationPart {
  readonly kind: 'cancellation';
  /** The whole of what was authorised. It counts like money that goes back. */
  readonly amountMinor: number;
  readonly currency: string;
  /** The provider's id of the payment that is cancelled. */
  readonly paymentId: string;
  /** The order line it is for, as in the refund that it stands for. */
  readonly lineId?: string | undefined;
  /** What is given instead where the payment was captured meanwhile, and so can no longer be cancelled. */
  readonly fallback: RefundPart;
}

/** Money to spend with the company, on the customer's account there. It can be withdrawn while it is unused. */
export interface CreditPart {
  readonly kind: 'credit';
  readonly amountMinor: number;
  readonly currency: string;
  /** The account it goes to, as the system that keeps the accounts names it. */
  readonly accountId: string;
  /**
   * `price`: it replaces money paid, and counts against the refundable amount. `goodwill`: it comes on top, because we
   * are sorry.
   * `schedule`: a published schedule owes it, whatever was paid.
   */
  readonly basis: 'price' | 'goodwill' | 'schedule';
  /** ISO 8601. Missing where it never expires. */
  readonly expiresAt?: string | undefined;
  readonly lineId?: string | undefined;
  /** Of which part of what was paid for it is the price. Missing where it is the whole price, or none of it. */
  readonly share?: Share | undefined;
}

/**
 * The item again, free of charge. The recipient is in the failure and not here, because the ledger keeps parts for ever
 * and holds no addresses.
 */
export interface ReplacementPart {
  readonly kind: 'replacement';
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
  /** What was paid for the items that are replaced, for all of `quantity`. It counts against limits like money. */
  readonly worthMinor: number;
  readonly currency: string;
  readonly express: boolean;
  /** After this it is of no use. ISO 8601. */
  readonly neededBy?: string | undefined;
  readonly giftWrap: boolean;
  /** A prepaid return label for the old one comes with it. */
  readonly returnLabel: boolean;
  /** Within how many days the old one is expected back. Missing where it is not expected back. */
  readonly returnWithinDays?: number | undefined;
  /** What follows where it does not come back: nothing, or a person reviews it. Never a charge. */
  readonly unreturned?: 'let-go' | 'person' | undefined;
  /** How long the partner who sends it has to confirm. */
  readonly answerWithinSeconds: number;
  /** What is given instead where none can be sent. Without it a person finds another way. */
  readonly fallback?: RefundPart | CreditPart | undefined;
}

/** What an entitlement is to. A closed list, so that a mail can name each in the customer's language. */
export const entitledTo = ['title', 'rental', 'pass', 'service', 'subscription'] as const;

export type EntitledTo = (typeof entitledTo)[number];

/** What is done with an entitlement. */
export type EntitlementChange =
  /** What was taken away is the customer's again. */
  | { readonly action: 'restore' }
  /** It runs for longer. `period` is an ISO 8601 duration, such as `P3D`. */
  | { readonly action: 'extend'; readonly period: string }
  /** So many more of the same. */
  | { readonly action: 'grant'; readonly count: number };

/**
 * Something digital, given back in kind: a title restored, a period on top, another rental or pass. Who keeps the
 * entitlements knows whose it is and where, so no name and no address is needed.
 */
export type EntitlementPart = EntitlementChange & {
  readonly kind: 'entitlement';
  /** The right that the customer had: to a title, a rental, a pass, a service. */
  readonly entitlementId: string;
  readonly to: EntitledTo;
  /** What of the price it gives back. It counts against limits like money. */
  readonly worthMinor: number;
  readonly currency: string;
  readonly lineId?: string | undefined;
  /** How long the partner who keeps the entitlements has to confirm. */
  readonly answerWithinSeconds: number;
  /** What is given instead where it cannot be. Without it a person finds another way. */
  readonly fallback?: RefundPart | CreditPart | undefined;
};

/** A person calls, or writes where the customer complained. How to reach the customer is in the failure. */
export interface CallbackPart {
  readonly kind: 'callback';
  /** `phone`, or the name of the channel on which the customer is answered. */
  readonly channel: string;
  /** How soon after the commitment somebody has to have called. */
  readonly deadlineSeconds: number;
  /** Nobody is called before. Missing where somebody may call at once. ISO 8601. */
  readonly notBefore?: string | undefined;
  /** What the person may give without asking anybody, in minor units. */
  readonly budgetMinor?: number | undefined;
  readonly currency?: string | undefined;
}

/**
 * One thing a customer gets. Where a new kind is added, every switch over `kind` fails to compile until it handles it.
 */
export type RemedyPart = RefundPart | CancellationPart | CreditPart | ReplacementPart | EntitlementPart | CallbackPart;

/** What is lost is given back, or its like. Its worth counts like money, and money may stand in for it. */
export type InKindPart = ReplacementPart | EntitlementPart;

export type PartKind = RemedyPart['kind'];

/** Parts that other systems than the payment provider carry out. */
export type PartnerPart = Exclude<RemedyPart, ProviderPart>;

/** Parts that the payment provider carries out. */
export type ProviderPart = RefundPart | CancellationPart;

/**
 * How somebody paid other than with a card, as far as it matters to whoever gets it back: from a bank account, with
 * PayPal, with a service that is paid later or in instalments, or with another wallet.
 */
export const otherMethods = ['bank', 'paypal', 'later', 'wallet'] as const;

/** How somebody paid, as far as a mail says so. Of the card or the account itself nothing is known here. */
export const paymentMethods = ['card', ...otherMethods] as const;

export type PaymentMethod = (typeof paymentMethods)[number];

/** How soon refunded money arrives, in business days of the customer's bank. */
export interface Arrival {
  readonly minBusinessDays: number;
  readonly maxBusinessDays: number;
}

/** Until it shows on a bank's statement (https://support.stripe.com/questions/customer-refund-processing-time). */
const atBanks: Arrival = { minBusinessDays: 5, maxBusinessDays: 10 };

/**
 * Klarna's own time (https://www.klarna.com/us/business/merchant-support/when-will-a-customer-receive-the-refund/). Of
 * PayPal and other wallets Stripe names none, so none is said.
 */
const arrivals: Readonly<Partial<Record<PaymentMethod, Arrival>>> = {
  card: atBanks,
  bank: atBanks,
  later: { minBusinessDays: 2, maxBusinessDays: 5 },
};

/** How soon a refund arrives, by how it was paid. */
export type ArrivalAt = (paidWith: PaymentMethod | undefined) => Arrival | undefined;

/** How soon a refund arrives. Undefined where nobody can say. */
export function arrivalAt(paidWith: PaymentMethod | undefined): Arrival | undefined {
  return paidWith === undefined ? atBanks : arrivals[paidWith];
}

/** The shipment of a replacement, as the partner who sends it reports it. */
export interface Shipment {
  /** When it arrives at the latest. ISO 8601. */
  readonly arrivesBy?: string | undefined;
  readonly carrier?: string | undefined;
  readonly trackingId?: string | undefined;
}

/** What a part costs the company. Limits count it. */
export function costOf(part: RemedyPart): Money | undefined {
  switch (part.kind) {
    case 'refund':
    case 'cancellation':
    case 'credit':
      return { amountMinor: part.amountMinor, currency: part.currency };
    case 'replacement':
    case 'entitlement':
      return { amountMinor: part.worthMinor, currency: part.currency };
    case 'callback':
      return undefined;
    default:
      return unreachable(part);
  }
}

/**
 * How much of the price a part gives back, in the currency of the price. Goodwill and what a schedule owes come on top
 * of the price; what is given in kind gives back what it is worth.
 */
export function backOfPrice(part: RemedyPart): Money | undefined {
  if (part.kind === 'credit' && part.basis !== 'price') return undefined;
  return (part.kind === 'refund' ? part.ofPrice : undefined) ?? costOf(part);
}

/**
 * The most money that parts may give back in one currency, in its minor units: refunds and credits for the price,
 * including the fallback of what cannot be given in kind.
 */
export function moneyBackIn(parts: readonly RemedyPart[], currency: string): number {
  return backOfPriceIn(asMoney(parts), currency);
}

/** Whether the payment provider carries a part out, and no partner. */
export function isOfProvider(part: RemedyPart): part is ProviderPart {
  return part.kind === 'refund' || part.kind === 'cancellation';
}

/** Whether a part gives back what was lost, or its like, and not money. */
export function isInKind(part: RemedyPart): part is InKindPart {
  return part.kind === 'replacement' || part.kind === 'entitlement';
}

/** The parts that give money back, with the fallback in the place of what is given in kind. */
export function asMoney(parts: readonly RemedyPart[]): RemedyPart[] {
  return parts.flatMap((part) => (isInKind(part) ? (part.fallback ?? []) : part));
}

/** What parts cost in one currency, in its minor units. */
export function costIn(parts: readonly RemedyPart[], currency: string): number {
  return sumIn(parts.map(costOf), currency);
}

/** What parts give back of what was paid in one currency, in its minor units. */
export function backOfPriceIn(parts: readonly RemedyPart[], currency: string): number {
  return sumIn(parts.map(backOfPrice), currency);
}

/**
 * A currency in which parts give back some of the price, though it was paid in this one. How much of the price that is,
 * nobody can say. Undefined where there is none.
 */
export function foreignPriceCurrency(parts: readonly RemedyPart[], currency: string): string | undefined {
  const back = [...parts, ...asMoney(parts)].flatMap((part) => backOfPrice(part) ?? []);
  return back.find((money) => money.currency !== currency)?.currency;
}

/** The currencies in which parts cost something. */
/** What parts cost together, in each currency. */
export function costsOf(parts: readonly RemedyPart[]): Money[] {
  return currenciesOf(parts)
    .toSorted()
    .map((currency) => ({ currency, amountMinor: costIn(parts, currency) }));
}

export function currenciesOf(parts: readonly RemedyPart[]): string[] {
  return [...new Set(parts.flatMap((part) => costOf(part)?.currency ?? []))];
}

function sumIn(amounts: readonly (Money | undefined)[], currency: string): number {
  return amounts.reduce((sum, money) => sum + (money?.currency === currency ? money.amountMinor : 0), 0);
}
