import * as z from 'zod/mini';
import { AffectedNotReadError, type AffectedPage, type AffectedQuestion } from './affected';

const answerSchema = z.looseObject({
  asked: z.record(z.string(), z.string()),
  affected: z.array(z.unknown()),
  next: z.optional(z.string().check(z.minLength(1), z.maxLength(1_000))),
});

/** A question as it is put to code of the team's, and as its answer has to repeat it. */
export function askedAs({ service, from, until, cursor, limit }: AffectedQuestion): Record<string, string> {
  return { ...(cursor !== undefined && { cursor }), from, limit: String(limit), service, until };
}

/**
 * What code of the team's answers, where it is an answer to this question.
 *
 * @throws {@link AffectedNotReadError}
 */
export function pageIn(body: unknown, question: AffectedQuestion): AffectedPage {
  const answer = answerSchema.safeParse(body);
  if (!answer.success) throw new AffectedNotReadError('it answers without a page that we know');
  const { asked, affected, next } = answer.data;
  // An answer to another question, out of a cache or a mix-up, names those whom another outage has hit.
  if (!isSame(asked, askedAs(question))) {
    throw new AffectedNotReadError('the answer is about another question than the one that was asked');
  }
  if (affected.length > question.limit)
    throw new AffectedNotReadError('the page has more customers than were asked for');
  if (next !== undefined && next === question.cursor) throw new AffectedNotReadError('the next page is the same again');
  return { affected, next };
}

function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
