import { money } from '../model/money';
import { unreachable } from '../model/unreachable';
import { fullBusinessDaysBetween, plusBusinessDays } from './business-days';
import type { Calendar } from './calendar';
import { dateIn, daysBetween } from './local-date';
import { amountInWords, nothing, sum, type RowResult } from './owed';
import type { DayFacts, FlightFacts } from './schedule-facts';
import type { DayRow, EventRow, FlightRow } from './schedule-row';

const eventWords: Readonly<Record<EventRow['event'], string>> = {
  'missed-appointment': 'a missed appointment',
  'late-payment': 'a payment that came late',
};

export function owedForEvent({ event, amountMinor, currency }: EventRow): RowResult {
  const amount = money(amountMinor, currency);
  return sum(amount, `${eventWords[event]}: ${amountInWords(amount)}`);
}

/** Every midnight counts that passed before the repair. The day of the repair itself does not. */
export function owedForDays(calendar: Calendar, row: DayRow, { startedAt, endedAt }: DayFacts): RowResult {
  const [start, end] = [new Date(startedAt), new Date(endedAt)];
  if (fullBusinessDaysBetween(calendar, start, end) < row.freeWorkingDays) {
    return nothing(`within the first ${row.freeWorkingDays} full working days`);
  }
  const firstDay = plusBusinessDays(calendar, dateIn(calendar.timeZone, start), row.freeWorkingDays);
  const days = daysBetween(firstDay, dateIn(calendar.timeZone, end));
  if (days <= 0) return nothing('not later than the promised day');

  const each = money(row.amountMinor, row.currency);
  const counted = days === 1 ? '1 day' : `${days} days`;
  return sum(money(row.amountMinor * days, row.currency), `${counted} ${dayWords(row)}: ${amountInWords(each)} each`);
}

export function owedForFlight(
  row: FlightRow,
  { disruption, distanceKm, isIntraUnion, isExtraordinary }: FlightFacts,
): RowResult {
  const refusal = refusalOf(row, disruption);
  if (refusal !== undefined) return nothing(refusal);
  // No storm denies boarding: a carrier that does so owes compensation whatever the circumstances.
  if (isExtraordinary && disruption.cause !== 'denied-boarding') return nothing('extraordinary circumstances');

  const band = row.bands.find(
    ({ upToKm = Infinity, intraUnion }) => distanceKm <= upToKm && (intraUnion === undefined || isIntraUnion),
  );
  if (!band) return nothing('no band for this distance');
  const amount = money(band.amountMinor, row.currency);
  return sum(
    amount,
    `${flightWords(disruption)}, ${Math.round(distanceKm)} km${isIntraUnion ? ' inside the union' : ''}: ${amountInWords(amount)}`,
  );
}

function refusalOf(
  { minDelayMinutes, noticeDays }: FlightRow,
  disruption: FlightFacts['disruption'],
): string | undefined {
  switch (disruption.cause) {
    case 'delay':
      return disruption.arrivalDelayMinutes < minDelayMinutes ? `less than ${minDelayMinutes} minutes late` : undefined;
    case 'cancellation':
      return disruption.noticeDays >= noticeDays ? `announced ${noticeDays} days ahead or more` : undefined;
    case 'denied-boarding':
      return undefined;
    default:
      return unreachable(disruption);
  }
}

function flightWords(disruption: FlightFacts['disruption']): string {
  switch (disruption.cause) {
    case 'delay':
      return `${Math.floor(disruption.arrivalDelayMinutes)} minutes late`;
    case 'cancellation':
      return 'cancelled';
    case 'denied-boarding':
      return 'boarding denied';
    default:
      return unreachable(disruption);
  }
}

function dayWords({ what, freeWorkingDays }: DayRow): string {
  switch (what) {
    case 'repair':
      return `without service after ${freeWorkingDays} full working days`;
    case 'late-start':
      return 'without the service that was promised';
    default:
      return unreachable(what);
  }
}
