import type { Schedule } from './schedule';

/**
 * Delay Repay 15 of British train operators, whatever caused the delay. Operators joined on different days, the first
 * in December 2016; the deadline is from the code of practice of 1 April 2022.
 */
export const delayRepaySchedules: readonly Schedule[] = [
  {
    id: 'delay-repay',
    family: 'delay-repay',
    title: 'Delay Repay 15 for rail journeys',
    jurisdiction: 'Great Britain',
    source: {
      citation:
        'National Rail, Delay Repay, bands as published in 2022; Office of Rail and Road, Delay Compensation Code of Practice',
      url: 'https://www.orr.gov.uk/search-news/better-process-passengers-claim-delay-compensation-today',
    },
    inForceFrom: '2022-04-01',
    calendar: 'england-and-wales',
    tender: { first: 'original-tender', abovePaid: 'money' },
    clocks: [{ count: 20, unit: 'business-days', runsFrom: 'the claim, or the delay where nobody has to claim' }],
    rows: [
      {
        kind: 'delay',
        bands: [
          { fromMinutes: 15, ofSingleBasisPoints: 2_500, ofReturnBasisPoints: 1_250 },
          { fromMinutes: 30, ofSingleBasisPoints: 5_000, ofReturnBasisPoints: 2_500 },
          { fromMinutes: 60, ofSingleBasisPoints: 10_000, ofReturnBasisPoints: 5_000 },
          { fromMinutes: 120, ofSingleBasisPoints: 10_000, ofReturnBasisPoints: 10_000 },
        ],
      },
    ],
  },
];
