import * as z from 'zod/mini';
import type { PolicyDecision } from '../../model/decision';
import { deadlineOf } from '../../schedules/deadline';
import { owedUnder } from '../../schedules/owed-under';
import { scheduleInForce } from '../../schedules/schedules';
import { counted } from '../shared/length-in-words';
import { commonDefaults, commonOptionsShape, type Policy, type PolicyView } from '../definition/policy';
import { proRata } from '../../model/shares';
import type { WifiSessionFailure } from './contract';

const optionsSchema = z.object({
  ...commonOptionsShape,
  /**
   * What is given back. `full`: the price of the pass, because a customer who is cut off in the middle has lost all of
   * it.
   * `unused`: the share of the minutes that could not be used, rounded up to the minor unit.
   *
   * @default 'full'
   */
  share: z.enum(['full', 'unused']),
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
  version: 1,
  optionsSchema,
  defaults: { ...commonDefaults, share: 'full', minLostMinutes: 5, minLostShare: 0.1, schedule: 'none' },
  decide: decideWifiSessionFailed,
};

/** What is earned, before earlier refunds are taken off. */
interface Earned {
  readonly amountMinor: number;
  readonly reason: string;
  readonly owedBy?: string | undefined;
}

function decideWifiSessionFailed(
  failure: WifiSessionFailure,
  { options, refundableMinor }: PolicyView<WifiSessionOptions>,
): PolicyDecision {
  const { amountMinor, currency, paymentId } = failure.purchase;
  const { purchasedMinutes, usableMinutes } = failure.wifi;
  const lostMinutes = Math.max(0, purchasedMinutes - usableMinutes);
  const lost = `${counted(lostMinutes, 'minute')} of ${purchasedMinutes} ${lostMinutes === 1 ? 'was' : 'were'} lost`;

  if (amountMinor === 0) return { outcome: 'none', reasons: ['nothing was paid for the pass'] };
  const tooLittle = tooLittleLost(lostMinutes, purchasedMinutes, options);
  if (tooLittle !== undefined) return { outcome: 'none', reasons: [`${lost}, ${tooLittle}`] };

  const earned = earnedBySchedule(failure, options) ?? earnedByShare(failure, lostMinutes, lost, options);
  const refundMinor = Math.min(earned.amountMinor, refundableMinor);
  if (refundMinor === 0) return { outcome: 'none', reasons: ['the price of the pass was given back before'] };
  const isLess = refundMinor < earned.amountMinor;
  return {
    outcome: 'give',
    parts: [{ kind: 'refund', amountMinor: refundMinor, currency, paymentId }],
    reasons: [earned.reason, ...(isLess ? ['only what had not been given back before'] : [])],
    ...(earned.owedBy !== undefined && { owedBy: earned.owedBy }),
  };
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
  };
}

function earnedByShare(
  { purchase: { amountMinor }, wifi: { purchasedMinutes } }: WifiSessionFailure,
  lostMinutes: number,
  lost: string,
  { share }: WifiSessionOptions,
): Earned {
  if (share === 'full') return { amountMinor, reason: `full price, because ${lost}` };
  return {
    amountMinor: proRata(amountMinor, lostMinutes, purchasedMinutes),
    reason: `the unused share of the price, because ${lost}`,
  };
}
