import type { Schedule } from './schedule';

interface Rates {
  readonly year: number;
  readonly repairMinor: number;
  readonly lateStartMinor: number;
  readonly appointmentMinor: number;
}

/** In pence, from 1 April of each year. Since 2021 they rise with the consumer price index of the October before. */
const rates: readonly Rates[] = [
  { year: 2019, repairMinor: 8_00, lateStartMinor: 5_00, appointmentMinor: 25_00 },
  { year: 2021, repairMinor: 8_06, lateStartMinor: 5_04, appointmentMinor: 25_18 },
  { year: 2022, repairMinor: 8_40, lateStartMinor: 5_25, appointmentMinor: 26_24 },
  { year: 2023, repairMinor: 9_33, lateStartMinor: 5_83, appointmentMinor: 29_15 },
  { year: 2024, repairMinor: 9_76, lateStartMinor: 6_10, appointmentMinor: 30_49 },
  { year: 2025, repairMinor: 9_98, lateStartMinor: 6_24, appointmentMinor: 31_19 },
  { year: 2026, repairMinor: 10_34, lateStartMinor: 6_46, appointmentMinor: 32_31 },
];

/** Automatic compensation by British broadband and landline providers under Ofcom's voluntary code. */
export const ofcomSchedules: readonly Schedule[] = rates.map((rate, index) => tableOf(rate, rates[index + 1]));

function tableOf({ year, repairMinor, lateStartMinor, appointmentMinor }: Rates, next: Rates | undefined): Schedule {
  const currency = 'GBP';
  return {
    id: `ofcom-${year}`,
    family: 'ofcom',
    title: 'Automatic compensation for broadband and landline',
    jurisdiction: 'United Kingdom',
    source: {
      citation: `Ofcom, voluntary code of practice for an automatic compensation scheme, amounts from 1 April ${year}`,
      url: 'https://www.ofcom.org.uk/phones-and-broadband/service-quality/automatic-compensation',
    },
    inForceFrom: `${year}-04-01`,
    ...(next && { inForceUntil: `${next.year}-04-01` }),
    calendar: 'england-and-wales',
    tender: { first: 'original-tender', abovePaid: 'credit' },
    clocks: [
      { count: 30, unit: 'calendar-days', runsFrom: 'the repair, the start of the service, or the missed appointment' },
    ],
    rows: [
      { kind: 'day', what: 'repair', amountMinor: repairMinor, currency, freeWorkingDays: 2 },
      { kind: 'day', what: 'late-start', amountMinor: lateStartMinor, currency, freeWorkingDays: 0 },
      { kind: 'event', event: 'missed-appointment', amountMinor: appointmentMinor, currency },
    ],
  };
}
