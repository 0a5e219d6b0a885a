import type * as z from 'zod/mini';
import type { Duty } from './duty';

/**
 * What an operation can answer besides 200. 400: the request is not valid, and every problem is named. 404: there is no
 * such thing. 409: it is refused, and why. Every operation can also answer 403, where IAM names nobody who signed.
 */
export type ErrorStatus = 400 | 404 | 409;

/** The contract of one operation of the operator API. An API document can be generated from it. */
export interface Operation<Params = unknown, Query = unknown, Body = unknown, Response = unknown> {
  /** Nothing that is asked with GET changes anything. */
  readonly method: 'GET' | 'POST';
  /** With the names of ids in braces. */
  readonly path: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** Whoever has one of these may ask for it. */
  readonly duties: readonly [Duty, ...Duty[]];
  /** The ids in the path. */
  readonly params: z.ZodMiniType<Params>;
  readonly query: z.ZodMiniType<Query>;
  /** The body of the request, which is JSON. None counts as an empty object. */
  readonly body: z.ZodMiniType<Body>;
  /** The body of the response with status 200. */
  readonly response: z.ZodMiniType<Response>;
  readonly errors: readonly ErrorStatus[];
  /** It shows what is known of a person, or who looked at that. */
  readonly isSensitive?: true;
  /** It only shows something, and is asked for with POST because the question is long. */
  readonly changesNothing?: true;
}

/** Whether its answers are in the audit trail. */
export function isAudited({ method, isSensitive }: Operation): boolean {
  return method === 'POST' || isSensitive === true;
}
