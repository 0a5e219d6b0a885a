import type { FC } from 'hono/jsx';
import type { RemedyListView } from '../../../lambdas/operator-api/response-schemas';
import type { Refusal } from '../../asking/ask';
import type { Visit } from '../../visit/visit';
import { cohortText } from '../../texts/cohort-text';
import { Ago } from '../../elements/instant';
import { titleOf } from '../../elements/titles';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import { Onward } from '../../lists/onward';
import { Pager } from '../../lists/pager';
import { FilterForm } from './filter-form';
import { Reasons } from './reasons';
import { RemediesTable } from '../../lists/remedies-table';
import { filterText, isPrivate, states, type RemedyFilter } from './remedy-filter';

export interface RemediesPageProps {
  readonly filter: RemedyFilter;
  /** What the operator API lists, or why it lists nothing. */
  readonly list: RemedyListView | Refusal;
  /** The failure types that there are. */
  readonly types: readonly string[];
  /** Which page of it, from 1 on. */
  readonly pageNumber: number;
  readonly visit: Visit;
}

/** What a person may have to look at: how much, of what kind, and then each. */
export const RemediesPage: FC<RemediesPageProps> = ({ filter, list, types, pageNumber, visit }) => {
  const form = <FilterForm filter={filter} types={types} isOpen={'is' in list} visit={visit} />;
  return (
    <Page visit={visit} title="Remedies">
      {'is' in list ? (
        <>
          <RefusalNote refusal={list} so="This cannot be listed" />
          {form}
        </>
      ) : (
        <>
          <Summary filter={filter} list={list} visit={visit} />
          <States filter={filter} list={list} visit={visit} />
          {form}
          <Actions filter={filter} list={list} visit={visit} />
          <About filter={filter} list={list} visit={visit} />
          <Rows filter={filter} list={list} pageNumber={pageNumber} visit={visit} />
        </>
      )}
    </Page>
  );
};

export interface ListProps {
  readonly filter: RemedyFilter;
  readonly list: RemedyListView;
  readonly visit: Visit;
}

export function tokenFor(filter: RemedyFilter, { session }: Visit): string | undefined {
  return isPrivate(filter) ? session.formToken : undefined;
}

export const Summary: FC<ListProps> = ({ filter, list: { cohort, oldest, isComplete }, visit }) => {
  if (oldest === undefined) {
    const none = filterText(filter) === '' ? 'Nothing needs attention, is in doubt, on its way or held.' : 'None fits.';
    return <p>{none}</p>;
  }
  return (
    <>
      <p>
        <strong>{cohortText(cohort, visit.locale)}</strong>; the oldest <Ago at={oldest} visit={visit} />.
      </p>
      {!isComplete && (
        <p class="refused">There is more than could be read, and it is not counted here. Narrow the list.</p>
      )}
    </>
  );
};

/** What it is about stands here where all of it is read already, and else on a page of its own. */
const About: FC<ListProps> = ({ filter, list: { remedies, cohort }, visit }) =>
  remedies.length === cohort.remedies ? (
    <Reasons remedies={remedies} filter={filter} visit={visit} />
  ) : (
    <p>
      <Onward to="/remedies/reasons" values={filter} token={tokenFor(filter, visit)}>
        What most of it is about
      </Onward>
    </p>
  );

/** Each state by itself, counted where it was read. */
const States: FC<ListProps> = ({ filter, list: { counts }, visit }) => {
  const { state: chosen, ...others } = filter;
  const token = tokenFor(filter, visit);
  const count = (state: string): string => (counts[state] === undefined ? '' : ` (${counts[state]})`);
  return (
    <ul class="tabs" aria-label="By state">
      <li>
        <Onward to="/remedies" values={others} token={token} isHere={chosen === undefined}>
          All
        </Onward>
      </li>
      {states.map((state) => (
        <li>
          <Onward to="/remedies" values={{ ...others, state }} token={token} isHere={chosen === state}>
            {titleOf(state)}
            {count(state)}
          </Onward>
        </li>
      ))}
    </ul>
  );
};

/** What may be done with all of them, and the list as a file. */
const Actions: FC<ListProps> = ({ filter, list: { cohort, isComplete }, visit }) => {
  if (cohort.remedies === 0 || filterText(filter) === '') return null;
  const { state, cause, customer } = filter;
  const retries = state === 'needs-attention' && visit.may.includes('retry');
  const canRetry = retries && cause === undefined && customer === undefined;
  const canRelease =
    cause !== undefined && (state === undefined || state === 'held') && visit.may.includes('approve') && isComplete;
  const token = tokenFor(filter, visit);
  return (
    <p class="buttons">
      {canRetry && isComplete && (
        <Onward to="/remedies/retry" values={filter} token={token}>
          Retry all of these…
        </Onward>
      )}
      {canRelease && (
        <Onward to="/remedies/release" values={filter} token={token}>
          Release all of these…
        </Onward>
      )}
      <Onward to="/remedies.csv" values={filter} token={token}>
        Download as CSV
      </Onward>
      {retries && !canRetry && <span class="hint">Those of one customer are sent again each by itself.</span>}
    </p>
  );
};

const Rows: FC<ListProps & { readonly pageNumber: number }> = ({ filter, list, pageNumber, visit }) => {
  const { remedies, cohort } = list;
  if (cohort.remedies === 0) return null;
  return (
    <>
      <h2>Those that wait longest first</h2>
      <RemediesTable remedies={remedies} visit={visit} />
      <Pager
        to="/remedies"
        values={filter}
        token={tokenFor(filter, visit)}
        pageNumber={pageNumber}
        count={cohort.remedies}
      />
    </>
  );
};
