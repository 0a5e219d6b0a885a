import { nothing, percentInWords, share, type RowResult } from './owed';
import type { DelayFacts, PriceFacts, UptimeFacts } from './schedule-facts';
import type { DelayRow, PriceRow, UptimeRow } from './schedule-row';

export function owedForDelay({ bands }: DelayRow, facts: DelayFacts): RowResult {
  const reached = bands.filter(({ fromMinutes }) => facts.delayMinutes >= fromMinutes);
  const band = reached.at(-1);
  if (!band) return nothing(`less than ${bands[0]?.fromMinutes ?? 0} minutes late`);

  const next = bands[reached.length];
  const late = next
    ? `${band.fromMinutes} to ${next.fromMinutes - 1} minutes late`
    : `${band.fromMinutes} minutes late or more`;
  const points = facts.ticket === 'single' ? band.ofSingleBasisPoints : band.ofReturnBasisPoints;
  return share(facts, points, `${late}: ${percentInWords(points)} of the ${facts.ticket} fare`);
}

export function owedForUptime({ bands }: UptimeRow, facts: UptimeFacts): RowResult {
  const band = bands.findLast(({ belowBasisPoints }) => facts.uptimeBasisPoints < belowBasisPoints);
  if (!band) return nothing(`there for ${percentInWords(bands[0]?.belowBasisPoints ?? 0)} of the month or more`);

  const { belowBasisPoints, shareBasisPoints } = band;
  const below = `there for less than ${percentInWords(belowBasisPoints)} of the month`;
  return share(facts, shareBasisPoints, `${below}: ${percentInWords(shareBasisPoints)} of its bill`);
}

export function owedForPrice({ shareBasisPoints }: PriceRow, facts: PriceFacts): RowResult {
  if (facts.isCustomersFault) return nothing('not provided by the fault of the customer');
  return share(facts, shareBasisPoints, `paid for and not provided: ${percentInWords(shareBasisPoints)} of the price`);
}
