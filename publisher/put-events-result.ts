import type { PutEventsCommandOutput } from '@aws-sdk/client-eventbridge';
import type { LastOutcome } from './publish-report';

/** How EventBridge answered for one entry. */
export type PutEventsResult =
  | { readonly kind: 'accepted'; readonly eventId: string }
  | { readonly kind: 'refused'; readonly lastOutcome: LastOutcome }
  /** Sending it again may succeed. */
  | { readonly kind: 'retryable'; readonly lastOutcome: LastOutcome; readonly mayHaveArrived: boolean };

/**
 * Codes after which the same request may succeed. For an entry, EventBridge documents the first two.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html
 */
const retryableCodes = new Set([
  'ThrottlingException',
  'InternalFailure',
  'InternalException',
  'ServiceUnavailable',
  'Throttling',
  'ThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  // The next request fetches fresh credentials.
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
]);

/** The reply does not say what became of an entry. */
export const noResult: PutEventsResult = {
  kind: 'retryable',
  lastOutcome: { code: 'NoResult', message: 'The reply of EventBridge has no result for this entry.' },
  mayHaveArrived: true,
};

/** One result for each of `count` entries. Even in a reply of 200, single entries may have failed. */
export function resultsIn({ Entries = [] }: PutEventsCommandOutput, count: number): PutEventsResult[] {
  return Array.from({ length: count }, (_, place): PutEventsResult => {
    const { EventId, ErrorCode, ErrorMessage = '' } = Entries[place] ?? {};
    if (ErrorCode) {
      const lastOutcome = { code: ErrorCode, message: ErrorMessage };
      return retryableCodes.has(ErrorCode)
        ? { kind: 'retryable', lastOutcome, mayHaveArrived: false }
        : { kind: 'refused', lastOutcome };
    }
    return EventId ? { kind: 'accepted', eventId: EventId } : noResult;
  });
}

/** The result of every entry of a request that failed as a whole. */
export function resultOfError(error: unknown): PutEventsResult {
  const { name: code, message } = error instanceof Error ? error : new Error(String(error));
  const status = statusOf(error);
  const lastOutcome = { code, message };
  if (status !== undefined && status >= 500) return { kind: 'retryable', lastOutcome, mayHaveArrived: true };
  if (status === 429 || retryableCodes.has(code)) return { kind: 'retryable', lastOutcome, mayHaveArrived: false };
  if (status !== undefined && status >= 400) return { kind: 'refused', lastOutcome };
  // A broken connection, or a reply that cannot be parsed: the request may have arrived anyway.
  return { kind: 'retryable', lastOutcome, mayHaveArrived: true };
}

/** The HTTP status in an error of the AWS SDK. */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
