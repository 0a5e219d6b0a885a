import { dayMs } from '../../model/durations';
import type { EntitlementPart, Share } from '../../model/remedy';
import { proRata } from '../../model/shares';
import type { PolicyView } from '../definition/policy';
import { giveInKind, type InKindOptions } from '../in-kind/give-in-kind';
import { daysPeriod } from '../in-kind/period';
import type { OutageFailure } from './contract';
import { lengthOf, type Span } from './spans';

/** What of an outage is made good. */
interface LostTime {
  readonly whole: Span;
  /** What of it other remedies made good before. */
  readonly before: readonly Span[];
  /** Its share of the price, which is refunded where no days can be given. */
  readonly shareMinor: number;
  /** How that was reckoned, where it is all of its share. */
  readonly share: Share | undefined;
}

/** Whole days on top of a service. */
interface FreeDays {
  readonly days: number;
  readonly part: EntitlementPart;
}

/**
 * A free day for each day that was lost, also in part, once for all outages that are one. `given-before`: another
 * remedy was decided on for the same day, and gave it or money in its place. Undefined where the days would be worth
 * more than is left of the price, or where money was given for the same day before.
 */
export function freeDays(
  failure: OutageFailure,
  { whole, before, shareMinor, share }: LostTime,
  view: PolicyView<InKindOptions & { readonly periodDays: number }>,
): FreeDays | 'given-before' | undefined {
  const { purchase, outage } = failure;
  const daysOf = (span: Span): number => Math.ceil(lengthOf([span]) / dayMs);
  const days = before.reduce((rest, span) => rest - daysOf(span), daysOf(whole));
  if (days <= 0) return wereGiven(outage.serviceId, view) ? 'given-before' : undefined;
  const worthMinor = Math.max(shareMinor, proRata(purchase.amountMinor, days, view.options.periodDays));
  if (worthMinor > view.refundableMinor) return undefined;
  const { currency, paymentId } = purchase;
  const inKind = {
    ...({ action: 'extend', period: daysPeriod(days), entitlementId: outage.serviceId, to: 'service' } as const),
    worthMinor,
    fallback: { kind: 'refund', amountMinor: shareMinor, currency, paymentId, ...(share && { share }) } as const,
  };
  return { days, part: giveInKind(inKind, purchase, view.options) };
}

function wereGiven(serviceId: string, { earlier, held = [] }: PolicyView<unknown>): boolean {
  return [...earlier, ...held].some(({ parts }) =>
    parts.some((part) => part.kind === 'entitlement' && part.entitlementId === serviceId),
  );
}
