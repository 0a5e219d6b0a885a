import * as z from 'zod/mini';
import type { NetworkReply } from '../port/ask-network';

const errorSchema = z.object({ error: z.object({ error_code: z.number() }) });

/** The token is not valid any more: for a user, for a community. */
const noToken: ReadonlySet<number> = new Set([5, 27, 28]);

/** Too many requests, too many of the same kind, a limit, a captcha, too many comments. */
const tooOften: ReadonlySet<number> = new Set([6, 9, 14, 29, 223]);

/** The customer has blocked the community, never wrote to it, or lets nobody write. */
const notReachable: ReadonlySet<number> = new Set([900, 901, 902]);

/**
 * What an error of VK means for an answer: https://dev.vk.com/en/reference/errors. It repeats the request, so only its
 * number is kept.
 */
export function outcomeOfVkError(status: number, body: unknown): NetworkReply {
  const parsed = errorSchema.safeParse(body);
  if (!parsed.success) return { state: 'unknown', why: `VK answered ${status} without an error that can be read` };
  const code = parsed.data.error.error_code;
  const why = `VK's error ${code}`;
  if (noToken.has(code)) return { state: 'later', why: `${why}: the token is not valid`, isTokenOver: true };
  if (tooOften.has(code)) return { state: 'later', why: `${why}: it asks for fewer requests` };
  if (code === 7 || code === 15) return { state: 'later', why: `${why}: a permission is missing` };
  if (notReachable.has(code)) return { state: 'refused', reason: 'not-reachable', why };
  if (code === 914) return { state: 'refused', reason: 'too-long', why };
  if (code === 212 || code === 213) return { state: 'refused', reason: 'gone', why };
  // Among these are errors of a server that may have done it.
  if (code === 1 || code === 10) return { state: 'unknown', why };
  return { state: 'refused', reason: 'rejected', why };
}
