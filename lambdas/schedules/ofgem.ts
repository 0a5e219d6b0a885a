import type { LocalDate } from './local-date';
import type { Schedule } from './schedule';

/**
 * Guaranteed standards of British energy suppliers: a missed appointment, and as much again where that is paid late.
 */
export const ofgemSchedules: readonly Schedule[] = [
  tableOf('S.I. 2015/1544, reg. 8', 'uksi/2015/1544', 30_00, '2016-01-01', '2025-01-02'),
  tableOf('S.I. 2015/1544, reg. 8, as S.I. 2024/1166 amended it', 'uksi/2024/1166', 40_00, '2025-01-02'),
];

function tableOf(citation: string, path: string, amountMinor: number, from: LocalDate, until?: LocalDate): Schedule {
  const currency = 'GBP';
  return {
    id: `ofgem-missed-appointment-${from.slice(0, 4)}`,
    family: 'ofgem-missed-appointment',
    title: 'Guaranteed standards of energy suppliers: appointments',
    jurisdiction: 'Great Britain',
    source: { citation, url: `https://www.legislation.gov.uk/${path}` },
    inForceFrom: from,
    ...(until !== undefined && { inForceUntil: until }),
    calendar: 'england-and-wales',
    tender: { first: 'original-tender', abovePaid: 'credit' },
    clocks: [
      { count: 10, unit: 'business-days', runsFrom: 'the missed appointment, or the end of the time to pay for it' },
    ],
    rows: [
      { kind: 'event', event: 'missed-appointment', amountMinor, currency },
      { kind: 'event', event: 'late-payment', amountMinor, currency },
    ],
  };
}
