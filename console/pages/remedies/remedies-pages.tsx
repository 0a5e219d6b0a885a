import type { Context, Hono } from 'hono';
import { operations } from '../../../lambdas/operator-api/operation';
import { ask, type Refusal } from '../../asking/ask';
import { formOf, type Form } from '../../visit/form';
import type { ConsoleEnv } from '../../visit/visit';
import { refusedPage } from '../../layout/refused-page';
import { addManyPages } from './many-pages';
import { pageNumberIn } from '../../lists/pager';
import { typesFor } from '../../lists/types-for';
import { csvName, remediesCsv } from './remedies-csv';
import { ReasonsPage } from './reasons-page';
import { RemediesPage } from './remedies-page';
import { asQuery, filterIn, isPrivate, type RemedyFilter } from './remedy-filter';

/** What needs attention, is in doubt, on its way or held: as a list that is narrowed, as a file, and all at once. */
export function addRemediesPages(app: Hono<ConsoleEnv>): void {
  app.get('/remedies', (context) => listPage(context, context.req.query()));
  app.post('/remedies', async (context) => {
    const form = await formOf(context);
    const filter = filterIn(form);
    // What may stand in no address is answered in place.
    if (isPrivate(filter)) return listPage(context, form, { mayBePrivate: true });
    const search = new URLSearchParams(filter).toString();
    return context.redirect(search === '' ? '/remedies' : `/remedies?${search}`, 303);
  });
  app.get('/remedies/reasons', (context) => reasonsPage(context, filterIn(context.req.query())));
  app.post('/remedies/reasons', async (context) =>
    reasonsPage(context, filterIn(await formOf(context)), { mayBePrivate: true }),
  );
  app.get('/remedies.csv', (context) => file(context, filterIn(context.req.query())));
  app.post('/remedies.csv', async (context) => file(context, filterIn(await formOf(context)), { mayBePrivate: true }));
  addManyPages(app);
}

interface Sent {
  /** It came in a form, and stands in no address. */
  readonly mayBePrivate?: boolean;
}

async function listPage(
  context: Context<ConsoleEnv>,
  values: Form,
  { mayBePrivate = false }: Sent = {},
): Promise<Response> {
  const { visit } = context.var;
  const filter = filterIn(values);
  if (isPrivate(filter) && !mayBePrivate) {
    const types = await typesFor(visit);
    const page = <RemediesPage filter={{}} list={inAddress} types={types} pageNumber={1} visit={visit} />;
    return context.html(page, inAddress.status);
  }
  const pageNumber = pageNumberIn(values);
  const [answer, types] = await Promise.all([
    ask(visit.api, operations.listRemedies, { query: { ...asQuery(filter), page: String(pageNumber) } }),
    typesFor(visit),
  ]);
  if (answer.is === 'refused' && answer.status !== 400) return refusedPage(context, answer);
  const list = answer.is === 'refused' ? answer : answer.value;
  const page = <RemediesPage filter={filter} list={list} types={types} pageNumber={pageNumber} visit={visit} />;
  return context.html(page, answer.is === 'refused' ? answer.status : 200);
}

/** Every one of them is read for it. */
async function reasonsPage(
  context: Context<ConsoleEnv>,
  filter: RemedyFilter,
  { mayBePrivate = false }: Sent = {},
): Promise<Response> {
  const { visit } = context.var;
  if (isPrivate(filter) && !mayBePrivate) return refusedPage(context, inAddress);
  const answer = await ask(visit.api, operations.listRemedies, { query: asQuery(filter) });
  if (answer.is === 'refused') return refusedPage(context, answer);
  return context.html(<ReasonsPage filter={filter} list={answer.value} visit={visit} />);
}

async function file(
  context: Context<ConsoleEnv>,
  filter: RemedyFilter,
  { mayBePrivate = false }: Sent = {},
): Promise<Response> {
  const { visit } = context.var;
  if (isPrivate(filter) && !mayBePrivate) return refusedPage(context, inAddress);
  if (Object.keys(filter).length === 0) return refusedPage(context, everything);
  const answer = await ask(visit.api, operations.listRemedies, { query: asQuery(filter) });
  if (answer.is === 'refused') return refusedPage(context, answer);
  return context.body(remediesCsv(answer.value), 200, {
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': `attachment; filename="${csvName(answer.value, visit.now)}"`,
  });
}

const inAddress: Refusal = {
  is: 'refused',
  status: 400,
  why: 'the address of a page holds no mail address: type it into the form',
  problems: [],
};

const everything: Refusal = {
  is: 'refused',
  status: 400,
  why: 'a file is made of a list that is narrowed: choose a state, a cause, a type, a reason, a customer or a time',
  problems: [],
};
