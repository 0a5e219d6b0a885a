import type { Schedule } from './schedule';

/**
 * Refunds of fees for services on board that were paid for and not provided, such as Wi-Fi. Published in 89 FR 32832;
 * carriers had to comply from 28 October 2024 on.
 */
export const usDotSchedules: readonly Schedule[] = [
  {
    id: 'us-dot-260',
    family: 'us-dot-260',
    title: 'Fees for services on board that were not provided',
    jurisdiction: 'United States',
    source: {
      citation: '14 CFR 260.4 and 260.10, with the times of 14 CFR 260.2',
      url: 'https://www.ecfr.gov/current/title-14/chapter-II/subchapter-A/part-260',
    },
    inForceFrom: '2024-10-28',
    calendar: 'us-federal',
    tender: { first: 'original-tender', abovePaid: 'money' },
    clocks: [
      { tender: 'card', count: 7, unit: 'business-days', runsFrom: 'the refund being due' },
      { tender: 'other', count: 20, unit: 'calendar-days', runsFrom: 'the refund being due' },
    ],
    rows: [{ kind: 'price', shareBasisPoints: 10_000 }],
  },
];
