import type { Schedule, ScheduleFamily } from './schedule';
import type { UptimeBand } from './schedule-row';

/**
 * The service credits of AWS's agreements, for a company's own service that promises the same. AWS gives them as a
 * credit to customers who ask, within one billing cycle after the month of the request.
 */
export const cloudSlaSchedules: readonly Schedule[] = [
  tableOf(
    'aws-ec2-region-sla',
    'Amazon Compute Service Level Agreement, Region-Level SLA',
    '2022-05-05',
    'compute/sla',
    [
      { belowBasisPoints: 9_999, shareBasisPoints: 1_000 },
      { belowBasisPoints: 9_900, shareBasisPoints: 3_000 },
      { belowBasisPoints: 9_500, shareBasisPoints: 10_000 },
    ],
  ),
  tableOf(
    'aws-sla',
    'AWS Service Level Agreements, the bands most services share',
    '2022-05-04',
    'legal/service-level-agreements',
    [
      { belowBasisPoints: 9_990, shareBasisPoints: 1_000 },
      { belowBasisPoints: 9_900, shareBasisPoints: 2_500 },
      { belowBasisPoints: 9_500, shareBasisPoints: 10_000 },
    ],
  ),
];

function tableOf(
  id: ScheduleFamily,
  agreement: string,
  inForceFrom: string,
  path: string,
  bands: readonly UptimeBand[],
): Schedule {
  return {
    id,
    family: id,
    title: 'Uptime of a cloud service',
    jurisdiction: 'by contract',
    source: { citation: `${agreement}, as published in 2022`, url: `https://aws.amazon.com/${path}/` },
    inForceFrom,
    calendar: 'utc',
    tender: { first: 'original-tender', abovePaid: 'credit' },
    clocks: [{ count: 1, unit: 'calendar-months', runsFrom: 'the month that fell short' }],
    rows: [{ kind: 'uptime', bands }],
  };
}
