import { written } from '../../lambdas/model/money';
import type { CheckReportView, CheckView } from '../../lambdas/operator-api/response-schemas';
import { tableOf } from '../pages/table';

export function checksPage(month: string, checks: readonly CheckView[]): string {
  if (checks.length === 0) return `Nothing of ${month} is to be checked that fits.`;
  return tableOf(['GIVEN (UTC)', 'CUSTOMER', 'REMEDY', 'TYPE', 'AMOUNT', 'MARKED', 'WHY'], checks.map(rowOf));
}

function rowOf({ committedAt, customerId, remedyId, failureType, amounts, marks }: CheckView): string[] {
  const last = marks.at(-1);
  const amount = last?.amount === undefined ? '' : ` (${written(last.amount)})`;
  const marked =
    last === undefined ? 'open' : last.should === undefined ? 'right' : `should be ${last.should}${amount}`;
  const given = amounts.map(written).join(' + ');
  return [committedAt.slice(0, 16), customerId, remedyId, failureType, given, marked, last?.why ?? ''];
}

const columns = ['MONTH', 'TYPE', 'POLICY', 'CHOSEN', 'OPEN', 'RIGHT', 'NOTHING', 'LESS', 'MORE', 'OTHERWISE'];

export function reportPage({ rows, isComplete }: CheckReportView): string {
  if (rows.length === 0) return 'Nothing was checked in these months.';
  const table = tableOf(columns, rows.map(cellsOf));
  return isComplete ? table : `${table}\nA month has more than was counted.`;
}

/** The same as CSV, for a spreadsheet. Its cells are names of the code and numbers. */
export function reportCsv({ rows }: CheckReportView): string {
  return [columns.map((column) => column.toLowerCase()), ...rows.map(cellsOf)].map((row) => row.join(',')).join('\n');
}

function cellsOf({ month, failureType, policyVersion, chosen, open, right, wrong }: CheckReportView['rows'][number]) {
  const counts = [chosen, open, right, wrong.nothing, wrong.less, wrong.more, wrong.otherwise];
  return [month, failureType, policyVersion, ...counts.map(String)];
}
