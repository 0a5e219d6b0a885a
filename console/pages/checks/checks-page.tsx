import type { Child, FC } from 'hono/jsx';
import type { CheckListView, CheckView } from '../../../lambdas/operator-api/response-schemas';
import { Amounts } from '../../elements/amount';
import { DataTable } from '../../elements/data-table';
import { Ago } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { titleOf } from '../../elements/titles';
import { Page } from '../../layout/page';
import type { Visit } from '../../visit/visit';
import { markText } from './mark-text';

export interface ChecksPageProps {
  readonly month: string;
  /** True where only those are shown that nobody has marked. */
  readonly open: boolean;
  readonly found: CheckListView;
  readonly visit: Visit;
}

/** What was given by itself and is looked at afterwards, of one month. */
export const ChecksPage: FC<ChecksPageProps> = ({ month, open, found, visit }) => (
  <Page visit={visit} title="Checks">
    <form method="get" action="/checks" class="filter">
      <label>
        Month
        <input name="month" type="month" value={month} required />
      </label>
      <label>
        Which
        <select name="open">
          <option value="true" selected={open}>
            nobody has marked yet
          </option>
          <option value="false" selected={!open}>
            all
          </option>
        </select>
      </label>
      <button type="submit">Show</button>
    </form>
    {found.checks.length === 0 ? (
      <p>Nothing of this month is to be checked{open ? ' and not marked yet' : ''}.</p>
    ) : (
      <DataTable
        head={['Given', 'What failed', 'Customer', 'What was given', 'Marked']}
        rows={found.checks.map((check) => cellsOf(check, visit))}
      />
    )}
    {found.next !== undefined && (
      <p>
        <a href={`/checks?${new URLSearchParams({ month, open: String(open), after: found.next }).toString()}`}>
          Later ones
        </a>
      </p>
    )}
    <p>
      <a href="/checks/report">What checkers said, by type and policy</a>
    </p>
    <p class="hint">
      A share of what is given without a person, chosen so that nobody knows before. A mark changes nothing of the
      remedy.
    </p>
  </Page>
);

function cellsOf(check: CheckView, visit: Visit): Child[] {
  const { customerId, remedyId, failureType, committedAt, amounts, kinds, marks } = check;
  return [
    <Ago at={committedAt} visit={visit} />,
    <a href={placeOf.check(customerId, remedyId)}>{titleOf(failureType)}</a>,
    customerId,
    <>
      <Amounts of={amounts} locale={visit.locale} />
      <div class="hint">{kinds.map(titleOf).join(', ')}</div>
    </>,
    markText(marks.at(-1), visit.locale),
  ];
}
