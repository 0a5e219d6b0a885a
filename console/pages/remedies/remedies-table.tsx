import type { FC } from 'hono/jsx';
import type { RemedyListView } from '../../../lambdas/operator-api/response-schemas';
import type { Visit } from '../../visit/visit';
import { Amounts } from '../../elements/amount';
import { Ago } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { StateMark } from '../../elements/state-mark';
import { titleOf } from '../../elements/titles';

export type RemedyLine = RemedyListView['remedies'][number];

export interface RemediesTableProps {
  readonly remedies: readonly RemedyLine[];
  readonly visit: Visit;
}

/** Remedies of a list. On a narrow screen each is a block of its own. */
export const RemediesTable: FC<RemediesTableProps> = ({ remedies, visit }) => (
  <div class="scroll">
    <table class="stacked compact">
      <thead>
        <tr>
          <th scope="col">What failed</th>
          <th scope="col">State</th>
          <th scope="col">Since</th>
          <th scope="col">Amount</th>
          <th scope="col">Customer</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {remedies.map((one) => (
          <RemedyRow remedy={one} visit={visit} />
        ))}
      </tbody>
    </table>
  </div>
);

const RemedyRow: FC<{ readonly remedy: RemedyLine; readonly visit: Visit }> = ({ remedy, visit }) => {
  const { customerId, remedyId, reference, failureType, state, since, amounts, why } = remedy;
  return (
    <tr>
      <td>
        <a href={placeOf.remedy(customerId, remedyId)}>{titleOf(failureType)}</a>
        <div class="hint">{reference}</div>
      </td>
      <td>
        <StateMark state={state} />
      </td>
      <td>
        <Ago at={since} visit={visit} />
      </td>
      <td>
        <Amounts of={amounts} locale={visit.locale} />
      </td>
      <td>
        <a href={placeOf.customer(customerId)}>{customerId}</a>
      </td>
      <td class="whole">{why}</td>
    </tr>
  );
};
