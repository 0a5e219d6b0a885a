import * as z from 'zod/mini';
import type { EndpointResult, HttpEndpoint } from '../../fulfilment/http/http-endpoint';
import { AffectedNotReadError, type AffectedCustomers, type AffectedPage, type AffectedQuestion } from './affected';

const answerSchema = z.looseObject({
  asked: z.record(z.string(), z.string()),
  affected: z.array(z.unknown()),
  next: z.optional(z.string().check(z.minLength(1), z.maxLength(1_000))),
});

/** The team's own endpoint, asked with signed requests: docs/detectors/health.md. */
export class HttpAffected implements AffectedCustomers {
  constructor(
    private readonly endpoint: Pick<HttpEndpoint, 'request'>,
    private readonly timeoutMs = 8_000,
  ) {}

  async page(question: AffectedQuestion): Promise<AffectedPage> {
    const asked = asTexts(question);
    const path = `/affected?${new URLSearchParams(asked).toString()}`;
    return answerOf(await this.endpoint.request({ path, timeoutMs: this.timeoutMs }), asked, question);
  }
}

function answerOf(
  result: EndpointResult,
  asked: Readonly<Record<string, string>>,
  { limit, cursor }: AffectedQuestion,
): AffectedPage {
  if (result.type !== 'response') throw new AffectedNotReadError(result.why);
  const { status, body } = result;
  if (status !== 200) throw new AffectedNotReadError(`it answers ${status}`);
  const answer = answerSchema.safeParse(body);
  if (!answer.success) throw new AffectedNotReadError('it answers without a page that we know');
  const { affected, next } = answer.data;
  // An answer to another question, out of a cache or a mix-up, names those whom another outage has hit.
  if (!isSame(answer.data.asked, asked)) {
    throw new AffectedNotReadError('the answer is about another question than the one that was asked');
  }
  if (affected.length > limit) throw new AffectedNotReadError('the page has more customers than were asked for');
  if (next !== undefined && next === cursor) throw new AffectedNotReadError('the next page is the same again');
  return { affected, next };
}

function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

function asTexts({ service, from, until, cursor, limit }: AffectedQuestion): Record<string, string> {
  return { ...(cursor !== undefined && { cursor }), from, limit: String(limit), service, until };
}
