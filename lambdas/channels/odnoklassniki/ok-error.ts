import * as z from 'zod/mini';
import type { AnswerRefusal } from '../port/answer';
import type { NetworkReply } from '../port/ask-network';

const errorSchema = z.object({ error_code: z.number() });

/** The token was replaced in the settings of the group, or is none. */
const noToken: ReadonlySet<number> = new Set([101, 102, 103, 453]);

/** What passes, or what a person puts right: floods, limits, a right. */
const later: Readonly<Record<number, string>> = {
  7: 'it has blocked the group for a while',
  8: 'it asks for fewer requests',
  9: 'it has blocked our address',
  10: 'a right is missing',
  11: 'a limit is reached',
  26: 'a limit is reached',
  200: 'a right is missing',
};

const refused: Readonly<Record<number, AnswerRefusal>> = {
  /** The chat, or the customer, is not there. */
  300: 'gone',
  110: 'not-reachable',
  455: 'not-reachable',
  456: 'not-reachable',
};

/** What an error of OK means for an answer: https://apiok.ru/dev/errors. Its words are not kept. */
export function outcomeOfOkError(status: number, body: unknown): NetworkReply {
  const parsed = errorSchema.safeParse(body);
  if (!parsed.success) return { state: 'unknown', why: `OK answered ${status} without an error that can be read` };
  const code = parsed.data.error_code;
  const why = `OK's error ${code}`;
  if (noToken.has(code)) return { state: 'later', why: `${why}: the token is not valid`, isTokenOver: true };
  const waits = later[code];
  if (waits !== undefined) return { state: 'later', why: `${why}: ${waits}` };
  // An error of its own, or a service that was not there: it may have done it before.
  if (code === 1 || code === 2) return { state: 'unknown', why };
  return { state: 'refused', reason: refused[code] ?? 'rejected', why };
}
