import type * as z from 'zod/mini';
import type { RemedyListView, responseSchemas } from '../../lambdas/operator-api/response-schemas';
import { moneyText, timeText } from './pages';
import { tableOf } from './table';

export function remediesPage({ remedies, cohort, isComplete }: RemedyListView): string {
  if (remedies.length === 0) return 'There is none.';
  const rows = remedies.map((one) => [
    timeText(one.since),
    one.state,
    one.customerId,
    one.remedyId,
    one.failureType,
    one.amounts.map(moneyText).join(' + '),
    one.why,
  ]);
  const sum = cohort.amounts.map(moneyText).join(' + ') || '0';
  return [
    tableOf(['SINCE', 'STATE', 'CUSTOMER', 'REMEDY', 'TYPE', 'AMOUNT', 'WHY'], rows),
    '',
    `${cohort.remedies} in all, ${sum}: --count ${cohort.remedies} --sum "${sum}"`,
    ...(isComplete ? [] : ['There is more; narrow the filter.']),
  ].join('\n');
}

export function retriesText({ retried, refused }: z.infer<typeof responseSchemas.retryRemedies>): string {
  const rows = refused.map(({ customerId, remedyId, why }) => [customerId, remedyId, why]);
  const sent = `${retried} ${retried === 1 ? 'is' : 'are'} sent on their way again.`;
  return refused.length === 0 ? sent : [sent, 'Refused:', tableOf(['CUSTOMER', 'REMEDY', 'WHY'], rows)].join('\n');
}
