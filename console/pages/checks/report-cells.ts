import type { CheckReportView } from '../../../lambdas/operator-api/response-schemas';

export const reportColumns = [
  ...['month', 'type', 'policy', 'chosen', 'open', 'right'],
  ...['should be nothing', 'should be less', 'should be more', 'should be otherwise'],
];

/** One row of the report. */
export function reportCells(row: CheckReportView['rows'][number]): string[] {
  const { month, failureType, policyVersion, chosen, open, right, wrong } = row;
  const counts = [chosen, open, right, wrong.nothing, wrong.less, wrong.more, wrong.otherwise];
  return [month, failureType, policyVersion, ...counts.map(String)];
}
