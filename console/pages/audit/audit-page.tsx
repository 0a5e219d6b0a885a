import type { FC } from 'hono/jsx';
import type { Refusal } from '../../asking/ask';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import { TokenField } from '../../fields/token-field';
import type { Visit } from '../../visit/visit';
import { isNarrow, placeOfAudit, type AuditFilter } from './audit-filter';
import { AuditTable } from './audit-table';
import type { TrailPart } from './read-trail';

export interface AuditPageProps {
  readonly filter: AuditFilter;
  /** What was found, or why nothing was looked for. */
  readonly found: TrailPart | Refusal;
  readonly visit: Visit;
}

export const AuditPage: FC<AuditPageProps> = ({ filter, found, visit }) => (
  <Page visit={visit} title="Audit trail">
    {'is' in found && <RefusalNote refusal={found} />}
    <FilterForm filter={filter} visit={visit} />
    {!('is' in found) && <Found filter={filter} part={found} visit={visit} />}
  </Page>
);

const Found: FC<{ readonly filter: AuditFilter; readonly part: TrailPart; readonly visit: Visit }> = ({
  filter,
  part,
  visit,
}) => {
  const { events, looked, next } = part;
  const { day } = filter;
  const person = filter.person ?? filter.by;
  return (
    <>
      <h2>{person === undefined ? day : `What ${person} did on ${day}`}</h2>
      <p class="buttons">
        <a href={placeOfAudit({ ...filter, day: dayBeside(day, -1) })}>The day before</a>
        <a href={placeOfAudit({ ...filter, day: dayBeside(day, 1) })}>The day after</a>
        {isNarrow(filter) && <a href={placeOfAudit({ day })}>All of this day</a>}
        <a href={placeOfAudit(filter, { path: '/audit.csv' })}>Download as CSV</a>
      </p>
      {events.length === 0 ? (
        <p>Nothing {next === undefined ? 'of this day' : 'of what was looked through so far'} fits.</p>
      ) : (
        <AuditTable events={events} day={day} hasMore={next !== undefined} visit={visit} />
      )}
      <p class="hint">What was asked and what was answered are one line here, and two in the file.</p>
      {isNarrow(filter) && (
        <p class="hint">
          {looked} events were looked through{next !== undefined && ', and the day has more'}.
        </p>
      )}
      {next !== undefined && (
        <p>
          <a href={placeOfAudit(filter, { after: next })}>Next</a>
        </p>
      )}
    </>
  );
};

/** It is posted, so that no address of a page says whom somebody typed. */
const FilterForm: FC<{ readonly filter: AuditFilter; readonly visit: Visit }> = ({ filter, visit }) => (
  <form method="post" action="/audit" class="filter">
    <TokenField visit={visit} />
    <label>
      Day (UTC)
      <input type="date" name="day" value={filter.day} required />
    </label>
    <label>
      Who
      <input name="by" value={filter.person ?? filter.by} maxlength={200} autocomplete="off" placeholder="anybody" />
    </label>
    <label>
      About
      <input
        type="search"
        name="of"
        value={filter.of}
        maxlength={200}
        autocomplete="off"
        placeholder="remedy or customer"
      />
    </label>
    <button type="submit">Show</button>
  </form>
);

const dayMs = 24 * 60 * 60_000;

function dayBeside(day: string, by: 1 | -1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * dayMs).toISOString().slice(0, 10);
}
