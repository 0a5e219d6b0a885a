import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { feedQuestionSchema, type FeedAnswer, type FeedIntake } from '../../lambdas/feed/feed-contract';
import type { PollRate } from './poll-rate';
import { statusOf } from './feed-refusal';

export interface FeedEndpointsProps {
  readonly intake: FeedIntake;
  /** How often a page asks. */
  readonly pollSeconds: number;
  readonly rate: PollRate;
  readonly clock: () => Date;
}

/** A link and two ids. */
const longestFormBytes = 4 * 1024;

/**
 * What the pages of the shop ask by a script, at whatever address they are: what is to be said, and before it is shown,
 * whether it is theirs to say. No cookie and no header is needed, so a browser asks nobody before it asks.
 */
export function addFeedEndpoints(app: Hono, props: FeedEndpointsProps): void {
  app.get('/fresh', async (context) => {
    const { l: link = '', lang: locale } = context.req.query();
    const answer = await ask({ ask: 'fresh', link, locale }, link, props);
    if ('retryAfterSeconds' in answer) return slower(context, answer.retryAfterSeconds);
    if (answer.is !== 'fresh') return refused(context, answer);
    const { is: _is, ...shown } = answer;
    return cached(context, { schemaVersion: 1, pollSeconds: props.pollSeconds, ...shown });
  });
  app.post('/see', bodyLimit({ maxSize: longestFormBytes }), async (context) => {
    const form = await context.req.parseBody();
    const filled = (name: string): string => {
      const value = form[name];
      return typeof value === 'string' ? value : '';
    };
    const link = filled('l');
    const answer = await ask({ ask: 'see', link, remedyId: filled('id'), by: filled('by') }, link, props);
    if ('retryAfterSeconds' in answer) return slower(context, answer.retryAfterSeconds);
    if (answer.is !== 'seen') return refused(context, answer);
    return context.json({ show: answer.show }, 200, unkept);
  });
}

const unkept = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/** What does not fit the contract is asked of nobody. */
async function ask(
  question: Readonly<Record<string, unknown>>,
  link: string,
  { intake, rate, clock }: FeedEndpointsProps,
): Promise<FeedAnswer | { readonly retryAfterSeconds: number }> {
  const retryAfterSeconds = rate.tooOften(link, clock());
  if (retryAfterSeconds !== undefined) return { retryAfterSeconds };
  const parsed = feedQuestionSchema.safeParse(question);
  return parsed.success ? intake.answer(parsed.data) : { is: 'refused', why: 'link-invalid' };
}

function slower(context: Context, seconds: number): Response {
  return context.json({ why: 'too-often' }, 429, { ...unkept, 'Retry-After': String(seconds) });
}

function refused(context: Context, answer: FeedAnswer): Response {
  if (answer.is !== 'refused') throw new Error(`nobody asked what is answered with ${answer.is}`);
  return context.json({ why: answer.why }, statusOf(answer.why), unkept);
}

/** A browser keeps it, and asks each time whether it is still so. */
function cached(context: Context, body: object): Response {
  const text = JSON.stringify(body);
  const etag = `"${createHash('sha256').update(text, 'utf8').digest('base64url').slice(0, 27)}"`;
  const headers = { ETag: etag, 'Cache-Control': 'private, no-cache', 'X-Content-Type-Options': 'nosniff' };
  if (context.req.header('if-none-match') === etag) return context.body(null, 304, headers);
  return context.body(text, 200, { ...headers, 'Content-Type': 'application/json' });
}
