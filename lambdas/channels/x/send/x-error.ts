import * as z from 'zod/mini';
import type { AnswerOutcome } from '../../port/answer';
import type { NetworkReply } from '../../port/ask-network';

const problemSchema = z.object({ type: z.optional(z.string()), detail: z.optional(z.string()) });

/** Something is to be put right at X, by a person: the app's rights, or its credits. */
const appProblems = /\/(client-forbidden|oauth1-permissions|usage-capped)$/;

/** In the words of X, which it gives no numbers beside. */
const refusals: readonly (readonly [RegExp, AnswerOutcome & { readonly state: 'refused' }])[] = [
  [
    /deleted or not visible/i,
    { state: 'refused', reason: 'gone', why: 'X says that the post is deleted, or not shown to the account' },
  ],
  [
    /^reply to this conversation is not allowed|mentioned or otherwise engaged/i,
    { state: 'refused', reason: 'no-way', why: 'X takes replies only to whoever mentioned or quoted the account' },
  ],
  [/\btext is too long\b/i, { state: 'refused', reason: 'too-long', why: 'X counts more characters than it takes' }],
  [
    /permission to DM/i,
    { state: 'refused', reason: 'not-reachable', why: 'X says that the customer takes no messages of the account' },
  ],
];

/**
 * What a problem of X means for an answer: https://docs.x.com/x-api/fundamentals/response-codes-and-errors. Its detail
 * may repeat what was sent, so it is read and not kept.
 */
export function outcomeOfXProblem(status: number, body: unknown): NetworkReply {
  const { type = '', detail = '' } = problemSchema.safeParse(body).data ?? {};
  const why = `X answered ${status}`;
  switch (status) {
    case 401:
      return { state: 'later', why: `${why}: the keys are not valid`, isTokenOver: true };
    case 402:
      return { state: 'later', why: `${why}: there are no credits left` };
    case 429:
      return { state: 'later', why: `${why}: it asks for fewer requests` };
    case 403:
      return outcomeOfForbidden(type, detail, why);
    case 404:
      return { state: 'refused', reason: 'gone', why };
    case 400:
    case 409:
    case 422:
      return { state: 'refused', reason: 'rejected', why };
    case 413:
      return { state: 'refused', reason: 'too-long', why };
    default:
      // A server that broke may have done it before.
      return { state: 'unknown', why: `${why}, which says nothing of the answer` };
  }
}

function outcomeOfForbidden(type: string, detail: string, why: string): NetworkReply {
  if (appProblems.test(type)) return { state: 'later', why: `${why}: the app lacks a right, or credits` };
  const known = refusals.find(([words]) => words.test(detail));
  return known ? known[1] : { state: 'refused', reason: 'rejected', why };
}
