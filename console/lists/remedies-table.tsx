import type { Child, FC } from 'hono/jsx';
import type { RemedyListView } from '../../lambdas/operator-api/response-schemas';
import type { Visit } from '../visit/visit';
import { Amounts } from '../elements/amount';
import { DataTable } from '../elements/data-table';
import { Ago } from '../elements/instant';
import { placeOf } from '../elements/places';
import { StateMark } from '../elements/state-mark';
import { titleOf } from '../elements/titles';

export type RemedyLine = RemedyListView['remedies'][number];

export interface RemediesTableProps {
  readonly remedies: readonly RemedyLine[];
  readonly visit: Visit;
}

/** Remedies of a list. */
export const RemediesTable: FC<RemediesTableProps> = ({ remedies, visit }) => (
  <DataTable
    head={['What failed', 'State', 'Since', 'Amount', 'Customer', 'Why']}
    rows={remedies.map((one) => cellsOf(one, visit))}
    isCompact
  />
);

function cellsOf(remedy: RemedyLine, visit: Visit): Child[] {
  const { customerId, remedyId, reference, failureType, state, since, amounts, why } = remedy;
  return [
    <>
      <a href={placeOf.remedy(customerId, remedyId)}>{titleOf(failureType)}</a>
      <div class="hint">{reference}</div>
    </>,
    <StateMark state={state} />,
    <Ago at={since} visit={visit} />,
    <Amounts of={amounts} locale={visit.locale} />,
    <a href={placeOf.customer(customerId)}>{customerId}</a>,
    why,
  ];
}
