import type { Context, Hono, Next } from 'hono';
import { operations } from '../../../lambdas/operator-api/operation';
import { idFromPath } from '../../../lambdas/operator-api/path-id';
import { ask, type Refusal } from '../../asking/ask';
import { placeOf } from '../../elements/places';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import { refusedPage } from '../../layout/refused-page';
import { filled, formOf, type Form } from '../../visit/form';
import type { ConsoleEnv } from '../../visit/visit';
import { CustomerPage } from './customer-page';
import { ErasePage } from './erase-page';
import { SearchForm } from './search-form';
import { UnknownCustomerPage } from './unknown-customer-page';
import { wantedBy } from './wanted';

/** A customer: found by their id, with all that happened to them, and erased where they ask for it. */
export function addCustomersPages(app: Hono<ConsoleEnv>): void {
  app.get('/customers', (context) => searchPage(context, {}, undefined));
  app.post('/customers', async (context) => {
    const form = await formOf(context);
    const wanted = wantedBy(form);
    if ('place' in wanted) return context.redirect(wanted.place, 303);
    return searchPage(context, form, { is: 'refused', status: 400, ...wanted });
  });
  app.use('/customers/:customerId/*', onlyOfSomebody);
  app.get('/customers/:customerId', customerPage);
  app.get('/customers/:customerId/erase', (context) => erasePage(context, {}, undefined));
  app.post('/customers/:customerId/erase', async (context) => {
    const form = await formOf(context);
    const answer = await erase(context, form);
    if (answer.is === 'refused') return erasePage(context, form, answer);
    const { mails } = answer.value;
    const place = context.var.visit.may.includes('look') ? placeOf.customer(idIn(context)) : '/customers';
    return context.redirect(`${place}?done=erased${mails === undefined ? '' : `&mails=${mails}`}`, 303);
  });
}

function searchPage(context: Context<ConsoleEnv>, form: Form, refusal: Refusal | undefined) {
  const { visit } = context.var;
  return context.html(
    <Page visit={visit} title="Customers">
      <RefusalNote refusal={refusal} />
      <SearchForm visit={visit} form={form} />
    </Page>,
    refusal?.status ?? 200,
  );
}

async function customerPage(context: Context<ConsoleEnv>): Promise<Response> {
  const { visit } = context.var;
  const customerId = idIn(context);
  const answer = await ask(visit.api, operations.showCustomer, { params: { customerId } });
  if (answer.is === 'refused') {
    if (answer.status !== 404) return refusedPage(context, answer);
    return context.html(<UnknownCustomerPage customerId={customerId} visit={visit} />, 404);
  }
  const { order, from = '' } = context.req.query();
  const orderId = order === undefined ? undefined : idFromPath(order);
  const first = /^\d{1,4}$/.test(from) ? Number(from) : 0;
  return context.html(<CustomerPage customer={answer.value} visit={visit} orderId={orderId} from={first} />);
}

async function erasePage(context: Context<ConsoleEnv>, form: Form, refusal: Refusal | undefined): Promise<Response> {
  const { visit } = context.var;
  const customerId = idIn(context);
  // Who may not look is shown no numbers; and who is unknown can be erased: what is on its way may be of them.
  const known = visit.may.includes('look')
    ? await ask(visit.api, operations.showCustomer, { params: { customerId } })
    : undefined;
  const customer = known?.is === 'done' ? known.value : undefined;
  const page = <ErasePage customerId={customerId} customer={customer} visit={visit} form={form} refusal={refusal} />;
  return context.html(page, refusal?.status ?? 200);
}

/** @returns what was erased, or why nothing was */
async function erase(context: Context<ConsoleEnv>, form: Form) {
  const { api, now } = context.var.visit;
  const customerId = idIn(context);
  if (filled(form, 'again')?.normalize('NFC') !== customerId) {
    return isAnotherId;
  }
  // It is decided now. A time that was taken when the page was opened would be refused after a minute.
  const body = { seenAt: now.toISOString(), why: filled(form, 'why') ?? '' };
  return ask(api, operations.eraseCustomer, { params: { customerId }, body });
}

const isAnotherId: Refusal = {
  is: 'refused',
  status: 400,
  why: 'what you typed is not the id of this customer',
  problems: [],
};

/** An id without a sign is nobody's. */
async function onlyOfSomebody(context: Context<ConsoleEnv>, next: Next): Promise<Response | undefined> {
  if (idIn(context) === '') return refusedPage(context, isNoId);
  await next();
  return undefined;
}

const isNoId: Refusal = { is: 'refused', status: 404, why: 'this is no id of a customer', problems: [] };

function idIn({ req }: Context<ConsoleEnv>): string {
  return (idFromPath(req.param('customerId') ?? '') ?? '').trim().normalize('NFC');
}
