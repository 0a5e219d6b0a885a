import type { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { listedTroubles } from '../../../lambdas/ledger/notice/notice';
import { operations } from '../../../lambdas/operator-api/operation';
import type { NoticeListView } from '../../../lambdas/operator-api/response-schemas';
import { ask, type Refusal } from '../../asking/ask';
import { Ago } from '../../elements/instant';
import { titleOf } from '../../elements/titles';
import { troubleText } from '../../texts/trouble-text';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import { refusedPage } from '../../layout/refused-page';
import { Choice } from '../../lists/choice';
import { Onward } from '../../lists/onward';
import { Pager, pageNumberIn } from '../../lists/pager';
import { typesFor } from '../../lists/types-for';
import type { ConsoleEnv, Visit } from '../../visit/visit';
import { NoticesTable } from './notices-table';

/** Which mails, as the address says. */
interface Filter {
  readonly trouble: string | undefined;
  readonly type: string | undefined;
}

/** Mails that their customers perhaps did not get, and those that their owner has to write. */
export function addNoticesPage(app: Hono<ConsoleEnv>): void {
  app.get('/notices', async (context) => {
    const { visit } = context.var;
    const filter = { trouble: filled(context.req.query('trouble')), type: filled(context.req.query('type')) };
    const pageNumber = pageNumberIn(context.req.query());
    const [answer, types] = await Promise.all([
      ask(visit.api, operations.listNotices, { query: { ...filter, page: String(pageNumber) } }),
      typesFor(visit),
    ]);
    if (answer.is === 'refused' && answer.status !== 400) return refusedPage(context, answer);
    const list = answer.is === 'refused' ? answer : answer.value;
    const page = <NoticesPage filter={filter} list={list} types={types} pageNumber={pageNumber} visit={visit} />;
    return context.html(page, answer.is === 'refused' ? answer.status : 200);
  });
}

function filled(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

interface NoticesPageProps {
  readonly filter: Filter;
  /** What the operator API lists, or why it lists nothing. */
  readonly list: NoticeListView | Refusal;
  readonly types: readonly string[];
  /** Which page of it, from 1 on. */
  readonly pageNumber: number;
  readonly visit: Visit;
}

const NoticesPage: FC<NoticesPageProps> = ({ filter, list, types, pageNumber, visit }) => (
  <Page visit={visit} title="Mails that went wrong">
    {'is' in list ? (
      <RefusalNote refusal={list} so="This cannot be listed" />
    ) : (
      <>
        <Summary list={list} visit={visit} />
        {filter.trouble === undefined && <Troubles filter={filter} list={list} />}
      </>
    )}
    <FilterForm filter={filter} types={types} isOpen={'is' in list} />
    {!('is' in list) && list.total > 0 && (
      <>
        <h2>Those that wait longest first</h2>
        <NoticesTable notices={list.notices} visit={visit} />
        <Pager to="/notices" values={valuesOf(filter)} pageNumber={pageNumber} count={list.total} />
      </>
    )}
  </Page>
);

const Summary: FC<{ readonly list: NoticeListView; readonly visit: Visit }> = ({ list, visit }) => {
  const { total, oldest, isComplete } = list;
  return (
    <>
      {oldest !== undefined ? (
        <p>
          <strong>
            {total} {total === 1 ? 'mail' : 'mails'}
          </strong>
          ; the oldest <Ago at={oldest} visit={visit} />. What was given stays given, whatever becomes of its mail.
        </p>
      ) : (
        <p>There is none.</p>
      )}
      {!isComplete && (
        <p class="refused">There is more than could be read, and it is not counted here. Narrow the list.</p>
      )}
    </>
  );
};

/** How many there are of each trouble, the most frequent first. */
const Troubles: FC<{ readonly filter: Filter; readonly list: NoticeListView }> = ({ filter, list: { counts } }) => {
  const counted = listedTroubles
    .map((trouble) => ({ trouble, count: counts[trouble] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  return (
    <ul class="reasons" aria-label="By what is wrong">
      {counted.map(({ trouble, count }) => (
        <li>
          <strong>{count}</strong>{' '}
          <Onward to="/notices" values={valuesOf({ ...filter, trouble })}>
            {troubleText(trouble)}
          </Onward>
        </li>
      ))}
    </ul>
  );
};

function valuesOf({ trouble, type }: Filter): Record<string, string> {
  return { ...(trouble !== undefined && { trouble }), ...(type !== undefined && { type }) };
}

interface FilterFormProps {
  readonly filter: Filter;
  readonly types: readonly string[];
  readonly isOpen: boolean;
}

const FilterForm: FC<FilterFormProps> = ({ filter: { trouble, type }, types, isOpen }) => {
  const isNarrowed = trouble !== undefined || type !== undefined;
  return (
    <details open={isOpen}>
      <summary>{isNarrowed ? `Narrowed to ${textOf({ trouble, type })}` : 'Narrow the list'}</summary>
      <form method="get" action="/notices" class="filter">
        <Choice
          name="trouble"
          label="What is wrong"
          value={trouble}
          among={listedTroubles.map((one) => [one, troubleText(one)])}
        />
        <Choice name="type" label="What failed" value={type} among={types.map((one) => [one, titleOf(one)])} />
        <p class="buttons">
          <button type="submit">Narrow</button>
          {isNarrowed && <a href="/notices">Everything</a>}
        </p>
      </form>
    </details>
  );
};

function textOf({ trouble, type }: Filter): string {
  const known = listedTroubles.find((one) => one === trouble);
  return [known === undefined ? trouble : troubleText(known), type && titleOf(type)]
    .filter((text) => text !== undefined)
    .join(', ');
}
