import * as z from 'zod/mini';
import type { NetworkReply } from '../port/ask-network';

/** https://developers.facebook.com/docs/graph-api/guides/error-handling */
const errorSchema = z.object({
  error: z.object({ code: z.number(), error_subcode: z.optional(z.number()) }),
});

/** The application, the page or the user has asked too often. */
const tooOften: ReadonlySet<number> = new Set([4, 17, 32, 341, 613, 80_001, 80_006]);

/** The token is over, or was made for another password. */
const noToken: ReadonlySet<number> = new Set([102, 190]);

/**
 * What an error of the Graph API means for an answer, on whichever network of Meta.
 * @param network as people call it
 * https://developers.facebook.com/docs/messenger-platform/error-codes. The message of an error may repeat what was sent,
 * so only its numbers are kept.
 */
export function outcomeOfError(network: string, status: number, body: unknown): NetworkReply {
  const parsed = errorSchema.safeParse(body);
  if (!parsed.success)
    return { state: 'unknown', why: `${network} answered ${status} without an error that can be read` };
  const { code, error_subcode: subcode } = parsed.data.error;
  const why = `${network}'s error ${code}${subcode === undefined ? '' : `, ${subcode}`}`;
  if (noToken.has(code)) return { state: 'later', why: `${why}: the token is not valid any more`, isTokenOver: true };
  if (tooOften.has(code)) return { state: 'later', why: `${why}: it asks for fewer requests` };
  if (code === 1200) return { state: 'later', why: `${why}: it could not send for now` };
  if (code === 368) return { state: 'later', why: `${why}: it has blocked the page for a while` };
  if (code === 10 && (subcode === 2_018_278 || subcode === 2_534_022)) {
    return { state: 'refused', reason: 'window-over', why };
  }
  if (code === 551 || (code === 200 && subcode === 1_545_041) || (code === 100 && subcode === 2_018_001)) {
    return { state: 'refused', reason: 'not-reachable', why };
  }
  if (code === 10_900) return { state: 'refused', reason: 'already-answered', why };
  if (code === 100 && subcode === 33) return { state: 'refused', reason: 'gone', why };
  // A permission is given by a person, and then it can be sent.
  if (code === 10 || (code >= 200 && code <= 299)) return { state: 'later', why: `${why}: a permission is missing` };
  // Among these are errors of a server that may have done it.
  if (code === 1 || code === 2 || status >= 500) return { state: 'unknown', why };
  return { state: 'refused', reason: 'rejected', why };
}
