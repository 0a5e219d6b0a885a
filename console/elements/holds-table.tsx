import type { FC } from 'hono/jsx';
import type { HoldSummaryView } from '../../lambdas/operator-api/response-schemas';
import type { Visit } from '../visit/visit';
import { Amounts } from './amount';
import { Until } from './instant';
import { placeOf } from './places';
import { titleOf } from './titles';

export interface HoldsTableProps {
  readonly holds: readonly HoldSummaryView[];
  readonly visit: Visit;
}

/** What waits for a person, each with the clock that ends it. */
export const HoldsTable: FC<HoldsTableProps> = ({ holds, visit }) => (
  <div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">Decide</th>
          <th scope="col">What failed</th>
          <th scope="col">Customer</th>
          <th scope="col">Amount</th>
          <th scope="col">Approved</th>
          <th scope="col">Why it waits</th>
        </tr>
      </thead>
      <tbody>
        {holds.map((hold) => (
          <HoldRow hold={hold} visit={visit} />
        ))}
      </tbody>
    </table>
  </div>
);

const HoldRow: FC<{ readonly hold: HoldSummaryView; readonly visit: Visit }> = ({ hold, visit }) => {
  const { customerId, remedyId, failureType, amounts, approvals, approvalsNeeded, reasons, others, words } = hold;
  return (
    <tr>
      <td>
        <Until at={hold.deadline} visit={visit} />
      </td>
      <td>
        <a href={placeOf.remedy(customerId, remedyId)}>{titleOf(failureType)}</a>
        {words === true && <div class="hint">given; the words of its mail wait</div>}
      </td>
      <td>
        <a href={placeOf.customer(customerId)}>{customerId}</a>
        {others !== undefined && <div class="hint">and {others} more of this customer</div>}
      </td>
      <td>
        <Amounts of={amounts} locale={visit.locale} />
      </td>
      <td>
        {approvals.length} of {approvalsNeeded}
      </td>
      <td>{reasons.join('; ')}</td>
    </tr>
  );
};
