import * as z from 'zod/mini';
import type { AnswerOutcome } from '../port/answer';
import type { NetworkReply } from '../port/ask-network';

const errorSchema = z.object({ error: z.string() });

/**
 * What Chatwoot's answer to a message that it did not take means: its API reference, and `RequestExceptionHandler`. Its
 * words may repeat the message, so only the status is kept.
 */
export function outcomeOfChatwootError(status: number, body: unknown): NetworkReply {
  const why = `Chatwoot answered ${status}`;
  switch (status) {
    case 401:
    case 403:
      return { state: 'later', why: `${why}: the token is not valid, or may not answer here`, isTokenOver: true };
    case 402:
      return { state: 'later', why: `${why}: the account has to be paid for` };
    case 404:
      return { state: 'refused', reason: 'gone', why };
    case 400:
      return { state: 'refused', reason: 'rejected', why };
    case 413:
      return { state: 'refused', reason: 'too-long', why };
    case 422:
      return outcomeOfInvalid(body, why);
    case 429:
      return { state: 'later', why: `${why}: it asks for fewer requests` };
    default:
      return { state: 'unknown', why: `${why}, which says nothing of the message` };
  }
}

/** It answers 422 to whatever went wrong, also after the message was kept. Only what was never valid is certain. */
function outcomeOfInvalid(body: unknown, why: string): AnswerOutcome {
  const { error = '' } = errorSchema.safeParse(body).data ?? {};
  if (!error.startsWith('Validation failed')) return { state: 'unknown', why };
  return { state: 'refused', reason: error.includes('is too long') ? 'too-long' : 'rejected', why };
}
