import type { Money } from '../../model/money';
import type { CreditPart, RefundPart } from '../../model/remedy';
import { unreachable } from '../../model/unreachable';
import { deadlineOf } from '../../schedules/deadline';
import { amountInWords, type OwedAmount } from '../../schedules/owed';
import { owedUnder } from '../../schedules/owed-under';
import type { Schedule, ScheduleFamily, TenderRule } from '../../schedules/schedule';
import type { ScheduleFacts } from '../../schedules/schedule-facts';
import { scheduleInForce } from '../../schedules/schedules';
import { creditAccountOf } from '../shared/goodwill-credit';
import type { OutageFailure } from './contract';

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
    })
  | { readonly outcome: 'nothing'; readonly scheduleId: string; readonly reason: string }
  | { readonly outcome: 'silent'; readonly reason: string };

/** Asks the table that was in force when the outage started. */
export function askSchedule(failure: OutageFailure, family: ScheduleFamily): ScheduleResult {
  const { outage, purchase } = failure;
  const schedule = scheduleInForce(family, outage.startedAt);
  if (!schedule) return { outcome: 'silent', reason: `there was no table of ${family} yet when it happened` };
  const facts = factsOf(failure);
  if (!isAbout(schedule, facts))
    return { outcome: 'silent', reason: `${schedule.id} says nothing of a ${kindInWords(failure)}` };

  const owed = owedUnder(schedule, facts);
  if (owed.outcome === 'nothing') return { ...owed, scheduleId: schedule.id };
  const { currency } = owed.amount;
  if (currency !== purchase.currency) {
    return { outcome: 'silent', reason: `${schedule.id} is in ${currency}, and ${purchase.currency} was paid` };
  }
  // The deadlines of these tables do not depend on how the customer paid.
  const owedBy = deadlineOf(schedule, 'card', dueFrom(failure))?.toISOString();
  return {
    ...owed,
    scheduleId: schedule.id,
    abovePaid: owed.tender.abovePaid,
    ...(owedBy !== undefined && { owedBy }),
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

function factsOf({ outage, purchase }: OutageFailure): ScheduleFacts {
  const { kind, startedAt, endedAt } = outage;
  switch (kind) {
    case 'downtime':
      return {
        kind: 'uptime',
        uptimeBasisPoints: uptimeOfMonth(startedAt, endedAt),
        paidMinor: purchase.amountMinor,
        currency: purchase.currency,
      };
    case 'repair':
    case 'late-start':
      return { kind: 'day', what: kind, startedAt, endedAt };
    case 'missed-appointment':
      return { kind: 'event', event: kind };
    default:
      return unreachable(kind);
  }
}

/**
 * The uptime of the calendar month (UTC) in which the outage started, in basis points. The whole outage counts in that
 * month, and no other outage does: a policy knows one failure.
 */
function uptimeOfMonth(startedAt: string, endedAt: string): number {
  const start = new Date(startedAt);
  const [year, month] = [start.getUTCFullYear(), start.getUTCMonth()];
  const monthMs = Date.UTC(year, month + 1) - Date.UTC(year, month);
  return Math.max(0, 10_000 * (1 - (Date.parse(endedAt) - start.getTime()) / monthMs));
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
