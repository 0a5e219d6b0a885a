import type { Schedule } from './schedule';

/**
 * Compensation of air passengers. The three hours of delay are from Sturgeon (C-402/07), the fourteen days of notice
 * from Art. 5(1)(c), extraordinary circumstances from Art. 5(3). Neither regulation names a deadline for this payment;
 * the seven days are for the ticket only. Vouchers need the passenger's signed agreement (Art. 7(3)), so what is above
 * the fare is paid as money.
 */
export const airPassengerSchedules: readonly Schedule[] = [
  {
    id: 'eu-261',
    family: 'eu-261',
    title: 'Compensation of air passengers',
    jurisdiction: 'European Union',
    source: {
      citation: 'Regulation (EC) No 261/2004, Art. 7',
      url: 'https://eur-lex.europa.eu/eli/reg/2004/261/oj',
    },
    inForceFrom: '2005-02-17',
    calendar: 'european-union',
    tender: { first: 'original-tender', abovePaid: 'money' },
    clocks: [],
    rows: [
      {
        kind: 'flight',
        currency: 'EUR',
        minDelayMinutes: 180,
        noticeDays: 14,
        bands: [
          { upToKm: 1_500, amountMinor: 250_00 },
          { intraUnion: true, amountMinor: 400_00 },
          { upToKm: 3_500, amountMinor: 400_00 },
          { amountMinor: 600_00 },
        ],
      },
    ],
  },
  {
    id: 'uk-261',
    family: 'uk-261',
    title: 'Compensation of air passengers',
    jurisdiction: 'United Kingdom',
    source: {
      citation: 'Regulation (EC) No 261/2004, Art. 7, as S.I. 2019/278, reg. 8 amended it; sums as published in 2021',
      url: 'https://www.legislation.gov.uk/eur/2004/261/article/7',
    },
    inForceFrom: '2021-01-01',
    calendar: 'england-and-wales',
    tender: { first: 'original-tender', abovePaid: 'money' },
    clocks: [],
    rows: [
      {
        kind: 'flight',
        currency: 'GBP',
        minDelayMinutes: 180,
        noticeDays: 14,
        bands: [
          { upToKm: 1_500, amountMinor: 220_00 },
          { upToKm: 3_500, amountMinor: 350_00 },
          { amountMinor: 520_00 },
        ],
      },
    ],
  },
];
