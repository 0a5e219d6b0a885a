import { Hono, type Context } from 'hono';
import {
  feedbackQuestionSchema,
  type FeedbackAnswer,
  type FeedbackIntake,
  type FeedbackRefusal,
} from '../../lambdas/feedback/feedback-contract';
import { guardPages } from '../guards/page-guards';
import { stylesheet } from '../layout/stylesheet';
import { addressOf, visitOf, type ReportVisit } from '../visit/report-visit';
import { AskPage, CheckPage, RefusedPage, statusOf, ThanksPage } from './feedback-pages';
import { isSentByHand } from './sent-by-hand';

export interface FeedbackAppProps {
  readonly intake: FeedbackIntake;
}

/** Words, where a Chinese or Japanese character takes nine bytes, and what stands around them. */
const longestFormBytes = 24 * 1024;

/**
 * The page on which a customer says whether it was made right. Two forms lead to an answer: the first is shown once
 * more and changes nothing, and the second sends what was shown. Whatever fetches addresses, renders pages or sends the
 * form that it finds on one of them has said nothing.
 */
export function feedbackApp({ intake }: FeedbackAppProps): Hono {
  const app = new Hono();
  guardPages(app, { longestForm: () => longestFormBytes, refuse: (context) => refused(context, 'form-old') });
  app.get('/report.css', ({ body }) =>
    body(stylesheet, 200, { 'Cache-Control': 'public, max-age=300', 'Content-Type': 'text/css; charset=utf-8' }),
  );
  app.get('/', async (context) => {
    const shown = await ask(intake, { ask: 'look', link: linkIn(context) });
    if (shown.is !== 'asked') return refusedBy(context, shown);
    const { reference, answer, until } = shown;
    return context.html(<AskPage visit={visitIn(context, '', shown)} {...{ reference, answer, until }} />);
  });
  app.get('/thanks', async (context) => {
    const shown = await ask(intake, { ask: 'look', link: linkIn(context) });
    if (shown.is !== 'asked') return refusedBy(context, shown);
    const { answer, until } = shown;
    return context.html(<ThanksPage visit={visitIn(context, 'thanks', shown)} {...{ answer, until }} />);
  });
  app.post('/check', (context) => check(context, intake));
  app.post('/send', (context) => send(context, intake));
  app.notFound((context) => refused(context, 'link-invalid'));
  return app;
}

/** What does not fit the contract is asked of nobody. */
async function ask(intake: FeedbackIntake, question: Readonly<Record<string, unknown>>): Promise<FeedbackAnswer> {
  const parsed = feedbackQuestionSchema.safeParse(question);
  if (parsed.success) return intake.answer(parsed.data);
  const isOfLink = parsed.error.issues.some(({ path }) => path[0] === 'link');
  return { is: 'refused', why: isOfLink ? 'link-invalid' : 'answer-missing' };
}

interface Filled {
  readonly answer: string;
  readonly words: string;
  readonly token: string;
  /** Nobody sees this field. A program that fills in all of them does. */
  readonly website: string;
}

async function filledIn({ req }: Context): Promise<Filled> {
  const form = await req.parseBody();
  const textOf = (name: string): string => {
    const value = form[name];
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : '';
  };
  return { answer: textOf('answer'), words: textOf('words'), token: textOf('token'), website: textOf('website') };
}

async function check(context: Context, intake: FeedbackIntake): Promise<Response> {
  if (!isSentByHand((name) => context.req.header(name))) return refused(context, 'form-old');
  const { answer, words, website } = await filledIn(context);
  if (website !== '') return refused(context, 'form-old');
  const question = { link: linkIn(context), answer, words };
  return showCheck(context, intake, question);
}

interface Checked {
  readonly link: string;
  readonly answer: string;
  readonly words: string;
}

/** @param sentWith what was sent too quickly. Sent once more it is old enough */
async function showCheck(
  context: Context,
  intake: FeedbackIntake,
  question: Checked,
  sentWith?: string,
): Promise<Response> {
  const checked = await ask(intake, { ask: 'check', ...question });
  if (checked.is !== 'checked') return refusedBy(context, checked);
  const { words } = question;
  const answer = question.answer === 'yes' ? 'yes' : 'no';
  const visit = visitIn(context, '', checked);
  const isQuick = sentWith !== undefined;
  return context.html(<CheckPage visit={visit} {...{ answer, words, isQuick }} token={sentWith ?? checked.token} />);
}

async function send(context: Context, intake: FeedbackIntake): Promise<Response> {
  if (!isSentByHand((name) => context.req.header(name))) return refused(context, 'form-old');
  const { answer, words, token } = await filledIn(context);
  const question = { link: linkIn(context), answer, words };
  const sent = await ask(intake, { ask: 'send', ...question, token });
  if (sent.is === 'refused' && sent.why === 'too-quick') {
    return showCheck(context, intake, question, token);
  }
  if (sent.is !== 'taken') return refusedBy(context, sent);
  return context.redirect(addressOf(visitIn(context, ''), 'thanks'), 303);
}

function linkIn({ req }: Context): string {
  return req.query('l') ?? '';
}

function refusedBy(context: Context, answer: FeedbackAnswer): Response | Promise<Response> {
  if (answer.is === 'refused') return refused(context, answer.why);
  throw new Error(`nobody asked what is answered with ${answer.is}`);
}

function refused(context: Context, refusal: FeedbackRefusal): Response | Promise<Response> {
  return context.html(<RefusedPage visit={visitIn(context, '')} refusal={refusal} />, statusOf(refusal));
}

interface ReaderOf {
  readonly locale?: string | undefined;
  readonly timeZone?: string | undefined;
}

function visitIn({ req }: Context, page: string, reader?: ReaderOf): ReportVisit {
  const { l, lang } = req.query();
  const query = { ...(l !== undefined && { l }), ...(lang !== undefined && { lang }) };
  return visitOf({ page, query, acceptLanguage: req.header('accept-language') }, reader);
}
