import type { Context, Hono } from 'hono';
import { shouldHave } from '../../../lambdas/ledger/check/quality-check';
import { exponentOf, isCurrency, type Money } from '../../../lambdas/model/money';
import { operations } from '../../../lambdas/operator-api/operation';
import { ask, type Refusal } from '../../asking/ask';
import { placeOf } from '../../elements/places';
import { refusedPage } from '../../layout/refused-page';
import { csvOf } from '../../lists/csv';
import { filled, formOf, wholeNumber, type Form } from '../../visit/form';
import type { ConsoleEnv } from '../../visit/visit';
import { whichRemedy } from '../remedy/which-remedy';
import { CheckPage } from './check-page';
import { ChecksPage } from './checks-page';
import { ReportPage } from './report-page';
import { reportCells, reportColumns } from './report-cells';

/** What was given by itself and is looked at afterwards: the list of a month, one of it, and what checkers said. */
export function addChecksPages(app: Hono<ConsoleEnv>): void {
  app.get('/checks', async (context) => {
    const { visit } = context.var;
    const { month = visit.now.toISOString().slice(0, 7), open = 'true', after } = context.req.query();
    const answer = await ask(visit.api, operations.listChecks, { query: { month, open, after, limit: '100' } });
    if (answer.is === 'refused') return refusedPage(context, answer);
    return context.html(<ChecksPage month={month} open={open === 'true'} found={answer.value} visit={visit} />);
  });
  app.get('/checks/report', async (context) => {
    const answer = await report(context);
    if (answer.is === 'refused') return refusedPage(context, answer);
    return context.html(<ReportPage report={answer.value} visit={context.var.visit} />);
  });
  app.get('/checks/report.csv', async (context) => {
    const answer = await report(context);
    if (answer.is === 'refused') return refusedPage(context, answer);
    const { rows, isComplete } = answer.value;
    return context.body(csvOf([reportColumns, ...rows.map(reportCells)]), 200, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="checks${isComplete ? '' : '-incomplete'}.csv"`,
    });
  });
  const path = '/remedies/:customerId/:remedyId/check';
  app.get(path, (context) => checkPage(context, {}, undefined));
  app.post(path, async (context) => {
    const form = await formOf(context);
    const params = whichRemedy(context);
    const answer = await ask(context.var.visit.api, operations.markCheck, { params, body: markIn(form) });
    if (answer.is === 'refused') return checkPage(context, form, answer);
    return context.redirect(`${placeOf.check(params.customerId, params.remedyId)}?done=marked`, 303);
  });
}

function report({ var: { visit }, req }: Context<ConsoleEnv>) {
  return ask(visit.api, operations.reportChecks, { query: { months: req.query('months') ?? '3' } });
}

/** @param form what was typed, where something was refused */
async function checkPage(context: Context<ConsoleEnv>, form: Form, refusal: Refusal | undefined): Promise<Response> {
  const { visit } = context.var;
  const answer = await ask(visit.api, operations.showCheck, { params: whichRemedy(context) });
  if (answer.is === 'refused') return refusedPage(context, answer);
  const page = <CheckPage check={answer.value.check} visit={visit} form={form} refusal={refusal} />;
  return context.html(page, refusal?.status ?? 200);
}

function markIn(form: Form) {
  const should = shouldHave.find((one) => one === form['should']);
  return {
    expectedVersion: wholeNumber(form, 'version'),
    should,
    why: filled(form, 'why'),
    amount: should === undefined || should === 'nothing' ? undefined : amountIn(form),
  };
}

/** In the currency of what was given. What is no amount is refused by the operator API. */
function amountIn(form: Form): Money | undefined {
  const [text, currency = ''] = [filled(form, 'amount'), filled(form, 'currency')];
  if (text === undefined || !isCurrency(currency)) return undefined;
  const [, whole = '', fraction = ''] = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(text) ?? [];
  const digits = exponentOf(currency);
  const isAmount = whole !== '' && fraction.length <= digits;
  return { amountMinor: isAmount ? Number(whole + fraction.padEnd(digits, '0')) : Number.NaN, currency };
}
