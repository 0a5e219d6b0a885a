import type { Money } from '../../model/money';
import { costOf } from '../../model/remedy';
import { unreachable } from '../../model/unreachable';
import type { GivenPart } from '../definition/failure-definition';
import { calendarDay } from '../shared/day-in-english';

/** Parts that share their sentences, as one. */
interface Together {
  readonly part: GivenPart;
  /** What all of them come to, by currency. Empty where they are no money. */
  readonly money: readonly Money[];
}

/** What differs in nothing that a customer reads is one: an amount, a number of things. */
export function onSameTerms(given: readonly GivenPart[], timeZone: string | undefined): Together[] {
  const merged = new Map<string, Together>();
  for (const part of given) {
    const terms = JSON.stringify(termsOf(part, timeZone));
    const before = merged.get(terms);
    const { amountMinor, currency } = costOf(part) ?? {};
    const cost = amountMinor === undefined || currency === undefined ? [] : [{ amountMinor, currency }];
    merged.set(terms, {
      part: before ? together(before.part, part) : part,
      money: summed([...(before?.money ?? []), ...cost]),
    });
  }
  return [...merged.values()];
}

/** One amount for each currency, in the order in which they come. */
export function summed(amounts: readonly Money[]): Money[] {
  const sums = new Map<string, number>();
  for (const { amountMinor, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  return [...sums].map(([currency, amountMinor]) => ({ amountMinor, currency }));
}

/** Everything but amounts and numbers that makes the sentences of two parts differ: days, and not their seconds. */
function termsOf(part: GivenPart, timeZone: string | undefined): readonly unknown[] {
  const dayOf = (at: string | undefined): string | undefined => at && calendarDay(at, timeZone);
  switch (part.kind) {
    case 'refund':
      return [part.kind, changed(part.insteadOf), part.arrival, part.paidWith, part.share];
    case 'cancellation':
      return [part.kind, part.paymentId];
    case 'credit':
      return [part.kind, part.insteadOf !== undefined, dayOf(part.expiresAt), part.share];
    case 'replacement': {
      const { express, giftWrap, returnLabel, returnWithinDays, shipment } = part;
      return [part.kind, express, giftWrap, returnLabel, returnWithinDays, dayOf(shipment?.arrivesBy)];
    }
    case 'entitlement': {
      const { kind, action, to, validUntil, entitlementId } = part;
      return action === 'grant' ? [kind, action, to, dayOf(validUntil)] : [kind, action, entitlementId];
    }
    case 'callback':
      return [part.kind, part.channel === 'phone', part.call];
    default:
      return unreachable(part);
  }
}

/** What a customer reads of what could not be given. */
function changed(insteadOf: GivenPart['insteadOf']): readonly unknown[] | undefined {
  if (insteadOf?.kind !== 'entitlement') return insteadOf && [insteadOf.kind];
  return [insteadOf.kind, insteadOf.action, insteadOf.to, insteadOf.action === 'grant' ? insteadOf.count : 1];
}

function together(a: GivenPart, b: GivenPart): GivenPart {
  if (a.kind === 'replacement' && b.kind === 'replacement') {
    // A tracking number belongs to one parcel, and several would only repeat the sentence.
    const shipment =
      a.shipment?.trackingId === b.shipment?.trackingId
        ? a.shipment
        : a.shipment && { arrivesBy: a.shipment.arrivesBy };
    return { ...a, quantity: a.quantity + b.quantity, shipment };
  }
  if (isGrant(a) && isGrant(b)) return { ...a, count: a.count + b.count };
  return a;
}

function isGrant(part: GivenPart): part is Extract<GivenPart, { kind: 'entitlement'; action: 'grant' }> {
  return part.kind === 'entitlement' && part.action === 'grant';
}
