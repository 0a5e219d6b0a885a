import { Hono, type Context } from 'hono';
import {
  feedQuestionSchema,
  type FeedAnswer,
  type FeedIntake,
  type FeedRefusal,
} from '../../lambdas/feed/feed-contract';
import { guardPages } from '../guards/page-guards';
import { stylesheet } from '../layout/stylesheet';
import { visitOf, type ReportVisit } from '../visit/report-visit';
import { addFeedEndpoints } from './feed-endpoints';
import { statusOf } from './feed-refusal';
import { GivenPage, NothingShownPage } from './given-page';
import { PollRate } from './poll-rate';

export interface FeedAppProps {
  readonly intake: FeedIntake;
  /** How often a page of the shop asks. */
  readonly pollSeconds: number;
  readonly clock: () => Date;
}

/** Nothing is sent to these pages. */
const longestFormBytes = 1024;

/**
 * What pages of the shop ask by a script, and the page behind the shop's own log-in that lists what was given. It knows
 * nothing by itself: each request bears the link, and whoever knows what was given believes that alone.
 */
export function feedApp({ intake, pollSeconds, clock }: FeedAppProps): Hono {
  const app = new Hono();
  // What is asked by a script comes from other sites, and is guarded by its link alone.
  addFeedEndpoints(app, { intake, pollSeconds, clock, rate: new PollRate() });
  guardPages(app, { longestForm: () => longestFormBytes, refuse: (context) => refused(context, 'link-invalid') });
  app.get('/report.css', ({ body }) =>
    body(stylesheet, 200, { 'Cache-Control': 'public, max-age=300', 'Content-Type': 'text/css; charset=utf-8' }),
  );
  app.get('/', async (context) => {
    const { chosen } = visitIn(context);
    const answer = await ask(intake, { ask: 'all', link: context.req.query('l') ?? '', locale: chosen });
    if (answer.is === 'refused') return refused(context, answer.why);
    if (answer.is !== 'all') throw new Error(`nobody asked what is answered with ${answer.is}`);
    const { items, locale } = answer;
    return context.html(<GivenPage visit={visitIn(context, items.length > 0 ? locale : undefined)} items={items} />);
  });
  app.notFound((context) => refused(context, 'link-invalid'));
  return app;
}

async function ask(intake: FeedIntake, question: Readonly<Record<string, unknown>>): Promise<FeedAnswer> {
  const parsed = feedQuestionSchema.safeParse(question);
  return parsed.success ? intake.answer(parsed.data) : { is: 'refused', why: 'link-invalid' };
}

function refused(context: Context, refusal: FeedRefusal): Response | Promise<Response> {
  return context.html(<NothingShownPage visit={visitIn(context)} refusal={refusal} />, statusOf(refusal));
}

function visitIn({ req }: Context, locale?: string): ReportVisit {
  const { l, lang } = req.query();
  const query = { ...(l !== undefined && { l }), ...(lang !== undefined && { lang }) };
  return visitOf({ page: '', query, acceptLanguage: req.header('accept-language') }, { locale });
}
