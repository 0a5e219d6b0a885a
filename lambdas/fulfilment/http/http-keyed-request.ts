import * as z from 'zod/mini';
import type { PartOutcome } from '../port/part-outcome';
import { AccountTroubleError, NotAttemptedError } from '../port/refund-provider';
import type { EndpointResult } from './http-endpoint';

/** Only an endpoint that says so does not know the key. A bare 404 may come from anything on the way to it. */
const notFoundSchema = z.object({ status: z.literal('not-found'), key: z.string() });

/** How the result of a request under an idempotency key is read. */
export interface ResultReader {
  /** The endpoint, at the beginning of a message. */
  readonly endpointName: string;
  /** The account that a breaker stops, where the endpoint refuses every request. */
  readonly account: string;
  /** What follows where nothing was attempted. */
  readonly retry: string;
  /** Status codes of responses whose body says what became of the request. */
  readonly successStatuses: readonly number[];
  readonly read: (body: unknown) => PartOutcome;
}

/** @throws {@link NotAttemptedError} */
export function outcomeOfResult(result: EndpointResult, key: string, reader: ResultReader): PartOutcome {
  switch (result.type) {
    case 'account-trouble':
      throw new AccountTroubleError({ account: reader.account, why: result.why, permission: result.permission });
    case 'not-attempted':
      throw new NotAttemptedError(`${reader.endpointName} did not process ${key}: ${result.why}. ${reader.retry}`, {
        cause: result.cause,
        isCertain: !result.isInProgress,
        isRateLimited: result.isRateLimited === true,
      });
    case 'no-response':
      return { state: 'unknown', why: `The endpoint gave no answer: ${result.why}` };
    case 'response':
      if (reader.successStatuses.includes(result.status)) return reader.read(result.body);
      if (result.status === 422) {
        return { state: 'unknown', why: 'The endpoint knows the key with other parameters' };
      }
      return { state: 'unknown', why: `The endpoint gave no usable answer (${result.status})` };
  }
}

/** Whether the endpoint says that it does not know the key. */
export function isNotFound(result: EndpointResult, key: string): boolean {
  if (result.type !== 'response' || result.status !== 404) return false;
  const parsed = notFoundSchema.safeParse(result.body);
  return parsed.success && parsed.data.key === key;
}

/**
 * What an endpoint says of a new request. It may say with a refusal that its whole account is restricted.
 *
 * @throws {@link AccountTroubleError}
 */
export function aboutRequest(outcome: PartOutcome, account: string): PartOutcome {
  if (outcome.state !== 'declined' || outcome.reason !== 'account-restricted') return outcome;
  throw new AccountTroubleError({ account, why: 'the endpoint says that the account is restricted' });
}
