import { Hono, type Context } from 'hono';
import { leastWaitMs, longestWaitMs } from '../../lambdas/reports/intake-contract';
import { guardPages } from '../guards/page-guards';
import { addLetterPages } from '../letters/letter-pages';
import { stylesheet } from '../layout/stylesheet';
import { AnswerPage } from './answer-page';
import { DetailsPage } from './details-page';
import { OrdersPage } from './orders-page';
import { ask, refused, refusedBy, visitIn, type ReportAppProps } from './asking';
import { ring, showCall } from './call-pages';
import { addressOf } from '../visit/report-visit';
import { WhatPage } from './what-page';

/** A comment, an answer and what stands around them. */
const longestFormBytes = 16 * 1024;

/** The longest letter in a form, where a Chinese or Japanese character takes nine bytes, and what stands around it. */
const longestLetterBytes = 64 * 1024;

/** A page that still looks for what came of a report is asked for again after so many seconds. */
const lookAgainSeconds = 2;

/**
 * The pages on which a customer reports. They know nothing by themselves: each request bears the link, and whoever
 * takes reports believes that alone. A GET changes nothing, and nothing is kept in the browser.
 */
export function reportApp(props: ReportAppProps): Hono {
  const app = new Hono();
  guardPages(app, {
    longestForm: (path) => (path === '/write' ? longestLetterBytes : longestFormBytes),
    refuse: (context) => refused(context, 'form-old'),
  });
  app.get('/report.css', ({ body }) =>
    body(stylesheet, 200, { 'Cache-Control': 'public, max-age=300', 'Content-Type': 'text/css; charset=utf-8' }),
  );
  app.get('/', (context) => showOrders(context, props));
  app.get('/what', (context) => showWhat(context, props));
  app.get('/details', (context) => showDetails(context, props));
  app.post('/send', (context) => send(context, props));
  app.get('/call', (context) => showCall(context, props));
  app.post('/ring', (context) => ring(context, props));
  app.get('/answer', (context) => showAnswer(context, props));
  if (props.letters) addLetterPages(app, props.letters);
  app.notFound((context) => refused(context, 'link-invalid'));
  return app;
}

async function showOrders(context: Context, { intake }: ReportAppProps): Promise<Response> {
  const answer = await ask(intake, { ask: 'orders', link: context.req.query('l') ?? '' });
  if (answer.is !== 'orders') return refusedBy(context, answer);
  const visit = visitIn(context, answer);
  const [only, ...others] = answer.orders.flatMap(({ orderId, lines }) =>
    lines.map(({ lineId }) => ({ orderId, lineId })),
  );
  // Where there is one thing only, nobody is asked which.
  if (only && others.length === 0) {
    return context.redirect(addressOf(visit, 'what', { order: only.orderId, line: only.lineId }), 303);
  }
  return context.html(<OrdersPage visit={visit} orders={answer.orders} canCall={answer.canCall} />);
}

/** Which line an address is about. */
function lineIn({ req }: Context): { readonly link: string; readonly orderId: string; readonly lineId: string } {
  return { link: req.query('l') ?? '', orderId: req.query('order') ?? '', lineId: req.query('line') ?? '' };
}

async function showWhat(context: Context, { intake }: ReportAppProps): Promise<Response> {
  const line = lineIn(context);
  const answer = await ask(intake, { ask: 'choices', ...line });
  if (answer.is !== 'choices') return refusedBy(context, answer);
  return context.html(<WhatPage visit={visitIn(context, answer)} {...line} answer={answer} />);
}

async function showDetails(context: Context, { intake }: ReportAppProps): Promise<Response> {
  const line = lineIn(context);
  const answer = await ask(intake, { ask: 'choices', ...line });
  if (answer.is !== 'choices') return refusedBy(context, answer);
  const choice = answer.choices.find(({ mishap }) => mishap === context.req.query('mishap'));
  if (!choice) return refused(context, 'unknown-line');
  const { title, formToken } = answer;
  const visit = visitIn(context, answer);
  return context.html(
    <DetailsPage visit={visit} {...line} title={title} formToken={formToken} {...choice} question={choice.question} />,
  );
}

async function send(context: Context, { intake, clock }: ReportAppProps): Promise<Response> {
  const form = await context.req.parseBody();
  const filled = (name: string): string | undefined => {
    const value = form[name];
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  };
  const photo = filled('photo');
  // From here on somebody waits for the answer.
  const at = String(clock().getTime());
  const answer = await ask(intake, {
    ask: 'report',
    link: context.req.query('l') ?? '',
    orderId: filled('order') ?? '',
    lineId: filled('line') ?? '',
    mishap: filled('mishap') ?? '',
    formToken: filled('token') ?? '',
    answer: filled('answer'),
    comment: filled('comment'),
    photos: photo === undefined ? undefined : [photo],
  });
  if (answer.is !== 'reported') return refusedBy(context, answer);
  const { remedyId: remedy, otherIds, loss } = answer;
  return context.redirect(addressOf(visitIn(context), 'answer', { remedy, or: otherIds?.join(' '), loss, at }), 303);
}

async function showAnswer(context: Context, { intake, clock }: ReportAppProps): Promise<Response> {
  const { l: link = '', remedy: remedyId = '', or: others = '', loss, at = '' } = context.req.query();
  const { chosen } = visitIn(context);
  const reportedAt = /^\d{1,15}$/.test(at) ? Number(at) : 0;
  const askedMs = Math.max(0, clock().getTime() - reportedAt);
  const answer = await ask(intake, {
    ask: 'outcome',
    link,
    remedyId,
    ...(others !== '' && { otherIds: others.split(' ') }),
    loss,
    askedMs,
    // What it took to take the report somebody has waited already.
    waitMs: Math.max(leastWaitMs, longestWaitMs - askedMs),
    locale: chosen,
  });
  if (answer.is !== 'outcome') return refusedBy(context, answer);
  if (answer.isOpen) context.header('Refresh', String(lookAgainSeconds));
  return context.html(<AnswerPage visit={visitIn(context, { locale: answer.locale })} outcome={answer} />);
}
