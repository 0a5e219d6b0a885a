import type { ReconciliationsView } from '../../../lambdas/operator-api/response-schemas';

/** The findings of a run for a spreadsheet. Amounts are whole minor units. */
export function findingRows(shown: ReconciliationsView['shown']): string[][] {
  return [
    ['compared_at', 'kind', 'amount_minor', 'currency', 'what_differs', 'what_to_do', 'remedies'],
    ...(shown?.findings ?? []).map(({ kind, amount, sentence, whatToDo, remedies }) => [
      shown?.startedAt ?? '',
      kind,
      amount === undefined ? '' : String(amount.amountMinor),
      amount?.currency ?? '',
      sentence,
      whatToDo ?? '',
      remedies.map(({ remedyId }) => remedyId).join(' '),
    ]),
  ];
}
