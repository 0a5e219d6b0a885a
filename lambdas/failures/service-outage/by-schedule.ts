import { byMonth, monthOf, monthsOf, nextMonth, joinedWith, lengthOf, unionOf, type Span } from './spans';
import type { Covered } from '../../model/decision';
import type { Money } from '../../model/money';
import type { CreditPart, RefundPart } from '../../model/remedy';
import { unreachable } from '../../model/unreachable';
import { deadlineOf, stopsWhileAsked } from '../../schedules/deadline';
import { amountInWords, type Owed, type OwedAmount } from '../../schedules/owed';
import { owedUnder } from '../../schedules/owed-under';
import type { Schedule, ScheduleFamily, TenderRule } from '../../schedules/schedule';
import type { ScheduleFacts } from '../../schedules/schedule-facts';
import { scheduleInForce } from '../../schedules/schedules';
import { creditAccountOf } from '../shared/goodwill-credit';
import type { OutageFailure } from './contract';
import { spanOf, spansBefore, wasSameEvent } from './covers';

/**
 * What a published table says about an outage. `silent`: it does not cover it, for the reason given, so the company's
 * own rule applies.
 */
export type ScheduleResult =
  | (OwedAmount & {
      readonly scheduleId: string;
      readonly abovePaid: TenderRule['abovePaid'];
      /** ISO 8601. Missing where the table names no day. */
      readonly owedBy?: string | undefined;
      /** That time stands still while somebody who was asked has not answered. */
      readonly owedStops?: true;
    })
  | {
      readonly outcome: 'nothing';
      readonly scheduleId: string;
      readonly reason: string;
      /** By another remedy. */
      readonly isMadeGood?: boolean;
    }
  | { readonly outcome: 'silent'; readonly reason: string };

/**
 * Asks the table that was in force when the outage started. Of what it owes for all reported outages of the service
 * together, it takes off what it owed for those before.
 */
export function askSchedule(
  failure: OutageFailure,
  family: ScheduleFamily,
  covered: readonly Covered[],
): ScheduleResult {
  const { outage, purchase } = failure;
  const schedule = scheduleInForce(family, outage.startedAt);
  if (!schedule) return { outcome: 'silent', reason: `there was no table of ${family} yet when it happened` };
  const before = unionOf(spansBefore(covered, 'table', failure));
  const { whole } = joinedWith(spanOf(failure), before);
  const after = unionOf([...before, whole]);
  const facts = cohortsWith(failure, whole, after).map((spans) => factsOf(failure, spans));
  if (!facts.every((fact) => isAbout(schedule, fact)))
    return { outcome: 'silent', reason: `${schedule.id} says nothing of a ${kindInWords(failure)}` };

  const owed = most(facts.map((fact) => owedUnder(schedule, fact)));
  if (owed.outcome === 'nothing') return { ...owed, scheduleId: schedule.id };
  const { currency } = owed.amount;
  if (currency !== purchase.currency) {
    return { outcome: 'silent', reason: `${schedule.id} is in ${currency}, and ${purchase.currency} was paid` };
  }
  const amountMinor = isSameAppointment(failure, covered)
    ? 0
    : owedInAll(schedule, failure, after) - owedInAll(schedule, failure, before);
  if (amountMinor <= 0) {
    const reason = 'another remedy made that good before';
    return { outcome: 'nothing', scheduleId: schedule.id, reason, isMadeGood: true };
  }
  // The deadlines of these tables do not depend on how the customer paid.
  const owedBy = deadlineOf(schedule, 'card', dueFrom(failure))?.toISOString();
  const isLess = amountMinor < owed.amount.amountMinor;
  return {
    ...owed,
    amount: { amountMinor, currency },
    reason: isLess ? `${owed.reason}, less what another remedy gave for it before` : owed.reason,
    scheduleId: schedule.id,
    abovePaid: owed.tender.abovePaid,
    ...(owedBy !== undefined && { owedBy, ...(stopsWhileAsked(schedule, 'card') && { owedStops: true }) }),
  };
}

/** What is owed, as parts: a refund to the original tender first, and the rest the way the table allows. */
export interface OwedParts {
  readonly parts: readonly (RefundPart | CreditPart)[];
  /**
   * What a person has to pay another way, because the payment does not cover it and the table does not accept a credit.
   */
  readonly uncovered?: Money | undefined;
}

export function partsOfOwed(
  { customer, purchase: { currency, paymentId } }: OutageFailure,
  { amount, abovePaid, shareBasisPoints }: OwedAmount & Pick<TenderRule, 'abovePaid'>,
  refundableMinor: number,
): OwedParts {
  const refundMinor = Math.min(amount.amountMinor, refundableMinor);
  // A share of a bill is owed once. What was given back of it before counts.
  const restMinor = shareBasisPoints === undefined ? amount.amountMinor - refundMinor : 0;
  const accountId = creditAccountOf(customer);
  const refunds: RefundPart[] =
    refundMinor > 0 ? [{ kind: 'refund', amountMinor: refundMinor, currency, paymentId }] : [];
  if (restMinor === 0) return { parts: refunds };
  switch (abovePaid) {
    case 'credit':
      return {
        parts: [...refunds, { kind: 'credit', amountMinor: restMinor, currency, accountId, basis: 'schedule' }],
      };
    case 'money':
      return { parts: refunds, uncovered: { amountMinor: restMinor, currency } };
    default:
      return unreachable(abovePaid);
  }
}

/** Why a person has to pay the rest another way. */
export function uncoveredInWords(uncovered: Money): string {
  return `the payment does not cover it: ${amountInWords(uncovered)} has to go another way, and a credit is not enough`;
}

function isSameAppointment(failure: OutageFailure, covered: readonly Covered[]): boolean {
  const isAppointment = failure.outage.kind === 'missed-appointment';
  return isAppointment && wasSameEvent(failure, spansBefore(covered, 'appointment', failure));
}

/** What the table owes for spans that do not overlap, all together, in minor units. */
function owedInAll(schedule: Schedule, failure: OutageFailure, spans: readonly Span[]): number {
  return cohortsOf(failure, spans).reduce((sum, cohort) => {
    const owed = owedUnder(schedule, factsOf(failure, cohort));
    return sum + minorOf(owed);
  }, 0);
}

/** A table of uptime speaks of a month, and all others of one span. */
function cohortsOf({ outage: { kind } }: OutageFailure, spans: readonly Span[]): readonly (readonly Span[])[] {
  return kind === 'downtime' ? byMonth(spans) : spans.map((span) => [span]);
}

/** What the table speaks of in one breath with a span: all spans of each month that it reaches into, or itself. */
function cohortsWith(failure: OutageFailure, whole: Span, all: readonly Span[]): readonly (readonly Span[])[] {
  if (failure.outage.kind !== 'downtime') return [[whole]];
  const months = monthsOf(whole).map(monthOf);
  return byMonth(all).filter(([span]) => span !== undefined && months.includes(monthOf(span)));
}

/** Of two months the one that owes more says why. */
function most(answers: readonly Owed[]): Owed {
  const [first, ...others] = answers;
  if (!first) throw new Error('a table was asked about nothing');
  return others.reduce((best, other) => (minorOf(other) > minorOf(best) ? other : best), first);
}

function minorOf(answer: Owed): number {
  return answer.outcome === 'owed' ? answer.amount.amountMinor : 0;
}

/** The facts of one span, or of the spans of one month. */
function factsOf({ outage: { kind }, purchase }: OutageFailure, spans: readonly Span[]): ScheduleFacts {
  const [from = NaN, until = NaN] = [spans[0]?.from, spans.at(-1)?.until];
  switch (kind) {
    case 'downtime':
      return {
        kind: 'uptime',
        uptimeBasisPoints: uptimeOfMonth(spans),
        paidMinor: purchase.amountMinor,
        currency: purchase.currency,
      };
    case 'repair':
    case 'late-start': {
      const [startedAt = '', endedAt = ''] = [from, until].map((ms) => new Date(ms).toISOString());
      return { kind: 'day', what: kind, startedAt, endedAt };
    }
    case 'missed-appointment':
      return { kind: 'event', event: kind };
    default:
      return unreachable(kind);
  }
}

/** The uptime of the calendar month (UTC) in which all these spans lie, in basis points. */
function uptimeOfMonth(spans: readonly Span[]): number {
  const [first] = spans;
  if (!first) return 10_000;
  const month = monthOf(first);
  const monthMs = nextMonth(month) - month;
  return Math.max(0, 10_000 * (1 - lengthOf(spans) / monthMs));
}

function isAbout({ rows }: Schedule, facts: ScheduleFacts): boolean {
  return rows.some((row) => {
    if (row.kind === 'day') return facts.kind === 'day' && row.what === facts.what;
    if (row.kind === 'event') return facts.kind === 'event' && row.event === facts.event;
    return row.kind === facts.kind;
  });
}

/** When the time to pay starts: with the outage for tables by the month, and with the repair for all others. */
function dueFrom({ outage: { kind, startedAt, endedAt } }: OutageFailure): Date {
  return new Date(kind === 'downtime' ? startedAt : endedAt);
}

function kindInWords({ outage: { kind } }: OutageFailure): string {
  return kind.replace('-', ' ');
}
