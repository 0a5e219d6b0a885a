import { afterBusinessDays, dayMs } from '../model/durations';
import { arrivalAt } from '../model/remedy';
import { liveParts, type PartRecord, type RemedyRecord } from '../ledger/remedy-record';

/** Where nobody says how soon money arrives, it has as long as it has at banks. */
const longestBusinessDays = 10;

/**
 * When a customer may be asked whether it was made right: once all that was given had the time to reach them, and so
 * many days more. Undefined where nothing was given that could.
 *
 * @param since when they were written that it was given
 */
export function timeToAsk(record: RemedyRecord, since: Date, daysAfterArrival: number): Date | undefined {
  if (record.state !== 'issued') return undefined;
  const parts = liveParts(record);
  if (parts.length === 0) return undefined;
  const arrived = parts.map((part) => arrivedBy(part, since).getTime());
  return new Date(Math.max(since.getTime(), ...arrived) + daysAfterArrival * dayMs);
}

/** By when a part has reached its customer, as far as anybody can say. */
function arrivedBy({ part, outcome, accepted }: PartRecord, since: Date): Date {
  switch (part.kind) {
    case 'refund': {
      const given = outcome.state === 'succeeded' ? outcome.arrival : undefined;
      const { maxBusinessDays = longestBusinessDays } = given ?? arrivalAt(part.paidWith) ?? {};
      return afterBusinessDays(since, maxBusinessDays);
    }
    case 'replacement': {
      const arrivesBy = outcome.state === 'succeeded' ? outcome.shipment?.arrivesBy : undefined;
      return arrivesBy === undefined ? afterBusinessDays(since, longestBusinessDays) : new Date(arrivesBy);
    }
    case 'callback':
      return accepted ? new Date(accepted.by) : new Date(since.getTime() + part.deadlineSeconds * 1_000);
    case 'cancellation':
    case 'credit':
    case 'entitlement':
      return since;
  }
}
