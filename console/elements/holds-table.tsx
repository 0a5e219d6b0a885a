import type { Child, FC } from 'hono/jsx';
import type { HoldSummaryView } from '../../lambdas/operator-api/response-schemas';
import type { Visit } from '../visit/visit';
import { Amounts } from './amount';
import { DataTable } from './data-table';
import { Ago, Until } from './instant';
import { placeOf } from './places';
import { titleOf } from './titles';

export interface HoldsTableProps {
  readonly holds: readonly HoldSummaryView[];
  readonly visit: Visit;
}

/** What waits for a person, each with the clock that ends it. */
export const HoldsTable: FC<HoldsTableProps> = ({ holds, visit }) => (
  <DataTable
    head={['Decide', 'What failed', 'Customer', 'Amount', 'Approved', 'Why it waits']}
    rows={holds.map((hold) => cellsOf(hold, visit))}
  />
);

function cellsOf(hold: HoldSummaryView, visit: Visit): Child[] {
  const { customerId, remedyId, failureType, amounts, approvals, approvalsNeeded, reasons, others, words, waitsFor } =
    hold;
  return [
    <Until at={hold.deadline} visit={visit} />,
    <>
      <a href={placeOf.remedy(customerId, remedyId)}>{titleOf(failureType)}</a>
      {words === true && <div class="hint">given; the words of its mail wait</div>}
    </>,
    <>
      <a href={placeOf.customer(customerId)}>{customerId}</a>
      {others !== undefined && <div class="hint">and {others} more of this customer</div>}
    </>,
    <Amounts of={amounts} locale={visit.locale} />,
    `${approvals.length} of ${approvalsNeeded}`,
    <>
      {reasons.join('; ')}
      {waitsFor && (
        <div class="hint">
          waits for {waitsFor.of} since <Ago at={waitsFor.at} visit={visit} />
          {waitsFor.isTheirs && '; this time is theirs, and the clock of the hold stands still'}
        </div>
      )}
    </>,
  ];
}
