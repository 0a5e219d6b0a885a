import * as z from 'zod/mini';
import type { PolicyDecision } from '../../model/decision';
import type { CreditPart, RefundPart } from '../../model/remedy';
import { dayMs, minuteMs } from '../../model/durations';
import { aboutUsd, amountsSchema } from '../../model/limits';
import { unreachable } from '../../model/unreachable';
import { apologyOnly, withoutMoneyDefaults, withoutMoneyOptionsShape } from '../shared/give-or-hold';
import { coveredBefore } from '../definition/covered-before';
import { creditAccountOf, goodwillCredit } from '../shared/goodwill-credit';
import { counted, lengthInWords } from '../shared/length-in-words';
import { commonDefaults, commonOptionsShape, type Policy, type PolicyView } from '../definition/policy';
import { inKindDefaults, inKindOptionsShape } from '../in-kind/give-in-kind';
import { joinedWith, lengthOf, type Span } from './spans';
import { atRateOf } from '../../model/shares';
import { raisedShare } from '../shared/raised-share';
import { askSchedule, partsOfOwed, uncoveredInWords, type ScheduleResult } from './by-schedule';
import type { OutageFailure } from './contract';
import { freeDays } from './free-days';
import { covering, isWithin, spanOf, spansBefore, wasSameEvent } from './covers';

const shape = z.object({
  ...commonOptionsShape,
  /**
   * How many days `purchase.amountMinor` pays for.
   *
   * @default 30
   */
  periodDays: z.int().check(z.positive(), z.lte(10 * 366)),
  /**
   * A shorter downtime or repair earns nothing. Published tables have thresholds of their own.
   *
   * @default 60
   */
  minOutageMinutes: z.int().check(z.nonnegative()),
  ...inKindOptionsShape,
  ...withoutMoneyOptionsShape,
  /**
   * How the share of the price is given back: as a refund of the payment, as a credit on the customer's account, or as
   * whole free days, by the partner who keeps the entitlements. Where not enough of the price is left for those, and
   * where they are refused, it is refunded. What a published table owes is refunded to the payment first, whatever this
   * option says.
   *
   * @default 'refund'
   */
  as: z.enum(['refund', 'credit', 'free-days']),
  /**
   * The least that is given back of a share, in minor units by currency, because the share of an hour can be a few
   * pennies. Never more than was paid, and once for an outage, into however many failures it falls. Nothing in a
   * currency without an amount. What a published table owes stays as the table has it.
   *
   * @default - a share is given as it is reckoned
   */
  leastShareMinor: amountsSchema,
  /**
   * The goodwill credit for a late start or a missed appointment that no table covers, in minor units by currency.
   * Nothing in a currency without an amount, so `{}` gives no credit at all.
   *
   * @default about ten US dollars
   */
  appointmentCreditMinor: amountsSchema,
  /**
   * A published table that binds the company. It replaces the rules above for the kinds of outage it covers. Tables for
   * cloud services count by the month and need a `periodDays` of 28 to 31.
   *
   * @default 'none'
   */
  schedule: z.enum(['none', 'ofcom', 'ofgem-missed-appointment', 'aws-sla', 'aws-ec2-region-sla']),
});

const optionsSchema = shape.check(
  z.refine(({ schedule, periodDays }) => !schedule.startsWith('aws-') || (periodDays >= 28 && periodDays <= 31), {
    error: 'must be a month (28 to 31 days), because the schedule counts by the month',
    path: ['periodDays'],
  }),
);

export type ServiceOutageOptions = z.infer<typeof optionsSchema>;

export const serviceOutagePolicy: Policy<OutageFailure, ServiceOutageOptions> = {
  version: 6,
  optionsSchema,
  defaults: {
    ...commonDefaults,
    ...inKindDefaults,
    ...withoutMoneyDefaults,
    periodDays: 30,
    minOutageMinutes: 60,
    as: 'refund',
    leastShareMinor: {},
    appointmentCreditMinor: aboutUsd(10),
    schedule: 'none',
  },
  decide: decideServiceOutage,
};

function decideServiceOutage(failure: OutageFailure, view: PolicyView<ServiceOutageOptions>): PolicyDecision {
  const { schedule } = view.options;
  if (schedule === 'none') return decideByOwnRule(failure, view);
  const answer = askSchedule(failure, schedule, coveredBefore(view));
  switch (answer.outcome) {
    case 'owed':
      return decideAsOwed(failure, answer, view);
    case 'nothing':
      return apologyOnly(answer.isMadeGood ? 'none' : view.options.withoutMoney, [
        `${answer.reason} (${answer.scheduleId})`,
      ]);
    case 'silent': {
      const own = decideByOwnRule(failure, view);
      return { ...own, reasons: [...own.reasons, answer.reason] };
    }
    default:
      return unreachable(answer);
  }
}

function decideAsOwed(
  failure: OutageFailure,
  owed: Extract<ScheduleResult, { outcome: 'owed' }>,
  { options, refundableMinor }: PolicyView<ServiceOutageOptions>,
): PolicyDecision {
  const { parts, uncovered } = partsOfOwed(failure, owed, refundableMinor);
  const reasons = [`${owed.reason} (${owed.scheduleId})`];
  const { owedBy, owedStops } = owed;
  const owes = owedBy !== undefined && { owedBy, ...(owedStops && { owedStops }) };
  // Its time counts for our own rule too, so that the same outage under another name earns no share on top.
  const isEvent = failure.outage.kind === 'missed-appointment';
  const covers = covering(failure, isEvent ? ['appointment'] : ['service', 'table']);
  if (uncovered) return { outcome: 'hold', parts, reasons: [uncoveredInWords(uncovered), ...reasons], ...owes, covers };
  if (parts.length === 0) return apologyOnly(options.withoutMoney, ['the price was given back before', ...reasons]);
  return { outcome: 'give', parts, reasons, ...owes, covers };
}

function decideByOwnRule(failure: OutageFailure, view: PolicyView<ServiceOutageOptions>): PolicyDecision {
  const { kind } = failure.outage;
  switch (kind) {
    case 'downtime':
      return decideShare(failure, view, 'the service was down');
    case 'repair':
      return decideShare(failure, view, 'the service waited for its repair');
    case 'late-start':
      return decideCredit(failure, view, 'late-start', 'the service started late');
    case 'missed-appointment':
      return decideCredit(failure, view, 'appointment', 'nobody came to an appointment');
    default:
      return unreachable(kind);
  }
}

/** The share of the price for the time without service, as far as other remedies have not made it good. */
function decideShare(failure: OutageFailure, view: PolicyView<ServiceOutageOptions>, why: string): PolicyDecision {
  const { options, refundableMinor } = view;
  const { amountMinor, currency } = failure.purchase;
  const span = spanOf(failure);
  const outageMs = lengthOf([span]);

  if (outageMs === 0) return { outcome: 'none', reasons: ['it ended when it began'] };
  if (amountMinor === 0) return apologyOnly(options.withoutMoney, ['nothing was paid for the service']);
  if (outageMs < options.minOutageMinutes * minuteMs) {
    return apologyOnly(options.withoutMoney, [
      `${why} for ${lengthInWords(outageMs / 1000)}, less than ${lengthInWords(options.minOutageMinutes * 60)}`,
    ]);
  }
  const { whole, before } = joinedWith(span, spansBefore(coveredBefore(view), 'service', failure));
  // Outages that follow each other may be of several periods, each with a price of its own.
  const shareOf = (span: Span): number => atRateOf(amountMinor, lengthOf([span]), options.periodDays * dayMs);
  // Two shares that are rounded up each may be more than one of both.
  const restMinor = before.reduce((rest, part) => rest - shareOf(part), shareOf(whole));
  const shareMinor = Math.min(amountMinor, Math.max(0, restMinor));
  if (shareMinor === 0) return { outcome: 'none', reasons: ['another remedy made that time good before'] };
  const lostMs = lengthOf([whole]) - lengthOf(before);
  const time = { unit: 'seconds', lost: Math.round(lostMs / 1000), of: options.periodDays * (dayMs / 1000) } as const;
  // What was given for the rest of the same outage is no little share any more.
  const leastMinor = before.length > 0 ? 0 : (options.leastShareMinor[currency] ?? 0);
  const owed = raisedShare({ shareMinor, paidMinor: amountMinor, leastMinor }, time);
  const givenMinor = Math.min(owed.amountMinor, refundableMinor);
  if (givenMinor === 0) return apologyOnly(options.withoutMoney, ['the price was given back before']);

  const isLess = givenMinor < owed.amountMinor;
  const reckoned = isLess ? undefined : owed.share;
  const long = lengthInWords(lostMs / 1000);
  const free =
    options.as === 'free-days'
      ? freeDays(failure, { whole, before, shareMinor: givenMinor, share: reckoned }, view)
      : undefined;
  if (free === 'given-before')
    return { outcome: 'none', reasons: ['another remedy makes that day good, in days or in money'] };
  const what = owed.isLeast ? 'the least that is given back of a share,' : 'the share of the price';
  const share = `${what} for ${long} of ${counted(options.periodDays, 'day')}`;
  return {
    outcome: 'give',
    parts: [free?.part ?? { ...moneyFor(failure, givenMinor, options), ...(reckoned && { share: reckoned }) }],
    reasons: [
      free ? `${counted(free.days, 'free day')} for ${long}, because ${why}` : `${share}, because ${why}`,
      ...(before.length > 0 ? ['only for the time that no other remedy made good before'] : []),
      ...(isLess ? ['only what had not been given back before'] : []),
    ],
    covers: covering(failure, ['service']),
  };
}

function moneyFor(
  { customer, purchase: { currency, paymentId } }: OutageFailure,
  amountMinor: number,
  { as }: ServiceOutageOptions,
): RefundPart | CreditPart {
  if (as !== 'credit') return { kind: 'refund', amountMinor, currency, paymentId };
  return { kind: 'credit', amountMinor, currency, accountId: creditAccountOf(customer), basis: 'price' };
}

/** One credit for one late start, or one missed appointment, however many detectors saw it. */
function decideCredit(
  failure: OutageFailure,
  view: PolicyView<ServiceOutageOptions>,
  claim: 'late-start' | 'appointment',
  why: string,
): PolicyDecision {
  const covered = coveredBefore(view);
  const isLostTime = claim === 'late-start' && isWithin(spanOf(failure), spansBefore(covered, 'service', failure));
  if (isLostTime || wasSameEvent(failure, spansBefore(covered, claim, failure))) {
    return { outcome: 'none', reasons: [`${why}, and another remedy made that good before`] };
  }
  const credit = goodwillCredit(failure, view.options.appointmentCreditMinor);
  const covers = covering(failure, [claim]);
  if (credit) return { outcome: 'give', parts: [credit], reasons: [`a goodwill credit, because ${why}`], covers };
  const without = `${why}, for which no credit is set in ${failure.purchase.currency}`;
  return apologyOnly(view.options.withoutMoney, [without]);
}
