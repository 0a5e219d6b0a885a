import * as z from 'zod/mini';
import type { PolicyDecision } from '../../model/decision';
import { deadlineOf, stopsWhileAsked } from '../../schedules/deadline';
import { owedUnder } from '../../schedules/owed-under';
import { scheduleInForce } from '../../schedules/schedules';
import { anotherGivenBefore, anotherOne } from '../in-kind/another-one';
import { inKindDefaults, inKindOptionsShape } from '../in-kind/give-in-kind';
import { apologyOnly, withoutMoneyDefaults, withoutMoneyOptionsShape } from '../shared/give-or-hold';
import { counted } from '../shared/length-in-words';
import { refundUpTo } from '../shared/refund-up-to';
import { commonDefaults, commonOptionsShape, type Policy, type PolicyView } from '../definition/policy';
import { amountsSchema } from '../../model/limits';
import type { Share } from '../../model/remedy';
import { proRata } from '../../model/shares';
import { raisedShare } from '../shared/raised-share';
import type { WifiSessionFailure } from './contract';

const optionsSchema = z.object({
  ...commonOptionsShape,
  ...withoutMoneyOptionsShape,
  /**
   * What is given back. `full`: the price of the pass, because a customer who is cut off in the middle has lost all of
   * it.
   * `unused`: the share of the minutes that could not be used, rounded up to the minor unit.
   *
   * @default 'full'
   */
  share: z.enum(['full', 'unused']),
  /**
   * The least that is given back of a share, in minor units by currency, because the share of some minutes can be a few
   * pennies. Never more than was paid. Nothing in a currency without an amount.
   *
   * @default - a share is given as it is reckoned
   */
  leastShareMinor: amountsSchema,
  ...inKindOptionsShape,
  /**
   * How it is given back: as a refund, or as another pass, by the partner who keeps the passes. Where less than the
   * price of a pass is left, and where the pass is refused, it is refunded. What a published table owes is refunded,
   * whatever this option says.
   *
   * @default 'refund'
   */
  as: z.enum(['refund', 'pass']),
  /**
   * How many lost minutes earn a refund, however long the pass was. Reaching one of the two thresholds is enough.
   *
   * @default 5
   */
  minLostMinutes: z.int().check(z.positive()),
  /**
   * Which lost share of the pass earns a refund, however short the pass was: 0.1 is a tenth. Reaching one of the two
   * thresholds is enough.
   *
   * @default 0.1
   */
  minLostShare: z.number().check(z.positive(), z.lte(1)),
  /**
   * A published table that binds the seller. `us-dot-260`: whatever `share` says, the full price goes back to the
   * original form of payment, within the table's deadline. A pass that never worked always reaches the thresholds.
   *
   * @default 'none'
   */
  schedule: z.enum(['none', 'us-dot-260']),
});

export type WifiSessionOptions = z.infer<typeof optionsSchema>;

export const wifiSessionPolicy: Policy<WifiSessionFailure, WifiSessionOptions> = {
  version: 4,
  optionsSchema,
  defaults: {
    ...commonDefaults,
    ...inKindDefaults,
    ...withoutMoneyDefaults,
    share: 'full',
    leastShareMinor: {},
    as: 'refund',
    minLostMinutes: 5,
    minLostShare: 0.1,
    schedule: 'none',
  },
  decide: decideWifiSessionFailed,
};

/** What is earned, before earlier refunds are taken off. */
interface Earned {
  readonly amountMinor: number;
  readonly reason: string;
  readonly owedBy?: string | undefined;
  readonly owedStops?: boolean | undefined;
  /** Of which part of the price it is. */
  readonly share?: Share | undefined;
  /** A table says so, which knows refunds only. */
  readonly isOwed?: true | undefined;
}

function decideWifiSessionFailed(failure: WifiSessionFailure, view: PolicyView<WifiSessionOptions>): PolicyDecision {
  const { options, refundableMinor } = view;
  const { purchase } = failure;
  const { purchasedMinutes, usableMinutes } = failure.wifi;
  const lostMinutes = Math.max(0, purchasedMinutes - usableMinutes);
  const lost = `${counted(lostMinutes, 'minute')} of ${purchasedMinutes} ${lostMinutes === 1 ? 'was' : 'were'} lost`;

  const withoutMoney = lostMinutes === 0 ? 'none' : options.withoutMoney;
  if (purchase.amountMinor === 0) return apologyOnly(withoutMoney, ['nothing was paid for the pass']);
  const tooLittle = tooLittleLost(lostMinutes, purchasedMinutes, options);
  if (tooLittle !== undefined) return apologyOnly(withoutMoney, [`${lost}, ${tooLittle}`]);

  const earned = earnedBySchedule(failure, options) ?? earnedByShare(failure, lostMinutes, lost, options);
  const refund = refundUpTo(purchase, earned.amountMinor, refundableMinor);
  if (!refund) return nothingLeft(failure, earned, view);
  const right = { entitlementId: failure.wifi.passId, to: 'pass' } as const;
  const pass = options.as === 'pass' && !earned.isOwed ? anotherOne(right, purchase, refund, view) : undefined;
  if (pass) return { outcome: 'give', parts: [pass], reasons: [`another pass, because ${lost}`] };
  const isLess = refund.amountMinor < earned.amountMinor;
  const { share } = earned;
  return {
    outcome: 'give',
    parts: [share && !isLess ? { ...refund, share } : refund],
    reasons: [earned.reason, ...(isLess ? ['only what had not been given back before'] : [])],
    ...(earned.owedBy !== undefined && { owedBy: earned.owedBy, ...(earned.owedStops && { owedStops: true }) }),
  };
}

/** Where another pass was decided on, that one may have failed too: a person looks, and knows what this one earns. */
function nothingLeft(
  { purchase }: WifiSessionFailure,
  { amountMinor, reason }: Earned,
  view: PolicyView<WifiSessionOptions>,
): PolicyDecision {
  const doubt = anotherGivenBefore(purchase, { to: 'pass' }, view);
  if (doubt === undefined) {
    return apologyOnly(view.options.withoutMoney, ['the price of the pass was given back before']);
  }
  const { currency, paymentId } = purchase;
  return { outcome: 'hold', parts: [{ kind: 'refund', amountMinor, currency, paymentId }], reasons: [doubt, reason] };
}

/** Why too little was lost for a remedy. Undefined where enough was. */
function tooLittleLost(
  lostMinutes: number,
  purchasedMinutes: number,
  { minLostMinutes, minLostShare }: WifiSessionOptions,
): string | undefined {
  if (lostMinutes >= minLostMinutes || lostMinutes / purchasedMinutes >= minLostShare) return undefined;
  const percent = Math.round(minLostShare * 10_000) / 100;
  return `less than ${counted(minLostMinutes, 'minute')} and less than ${percent} % of the pass`;
}

/** Undefined where no table is chosen, or none was in force on that day. */
function earnedBySchedule(
  { occurredAt, purchase }: WifiSessionFailure,
  { schedule: family }: WifiSessionOptions,
): Earned | undefined {
  const schedule = family === 'none' ? undefined : scheduleInForce(family, occurredAt);
  if (!schedule) return undefined;
  const { amountMinor: paidMinor, currency } = purchase;
  const owed = owedUnder(schedule, { kind: 'price', paidMinor, currency, isCustomersFault: false });
  if (owed.outcome === 'nothing') return undefined;
  // The event does not say whether a card was used. The deadline for cards is the earliest.
  const deadline = deadlineOf(schedule, 'card', new Date(occurredAt));
  return {
    amountMinor: owed.amount.amountMinor,
    reason: `${owed.reason} (${schedule.id})`,
    owedBy: deadline?.toISOString(),
    owedStops: stopsWhileAsked(schedule, 'card'),
    isOwed: true,
  };
}

function earnedByShare(
  { purchase: { amountMinor, currency }, wifi: { purchasedMinutes } }: WifiSessionFailure,
  lostMinutes: number,
  lost: string,
  { share, leastShareMinor }: WifiSessionOptions,
): Earned {
  if (share === 'full') return { amountMinor, reason: `full price, because ${lost}` };
  const shareMinor = proRata(amountMinor, lostMinutes, purchasedMinutes);
  const time = { unit: 'seconds', lost: lostMinutes * 60, of: purchasedMinutes * 60 } as const;
  const raised = raisedShare({ shareMinor, paidMinor: amountMinor, leastMinor: leastShareMinor[currency] ?? 0 }, time);
  const what = raised.isLeast ? 'the least that is given back of a share' : 'the unused share of the price';
  return { ...raised, reason: `${what}, because ${lost}` };
}
