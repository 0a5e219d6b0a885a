import type { PutEventsCommandOutput } from '@aws-sdk/client-eventbridge';
import type { LastOutcome } from './publish-report';

/** What the bus said of one entry. */
export type PutEventsAnswer =
  | { readonly kind: 'taken'; readonly eventId: string }
  | { readonly kind: 'refused'; readonly lastOutcome: LastOutcome }
  /** It may go better the next time. */
  | { readonly kind: 'later'; readonly lastOutcome: LastOutcome; readonly mayHaveArrived: boolean };

/**
 * Codes after which the same request may go well. Of an entry, EventBridge documents the first two.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html
 */
const passing = new Set([
  'ThrottlingException',
  'InternalFailure',
  'InternalException',
  'ServiceUnavailable',
  'Throttling',
  'ThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  // Credentials are fetched anew for the next request.
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
]);

const lost: PutEventsAnswer = {
  kind: 'later',
  lastOutcome: { code: 'NoResult', message: 'The reply of the bus says nothing of this entry.' },
  mayHaveArrived: true,
};

/** One answer for each of so many entries. A reply of 200 says nothing yet: entries fail one by one. */
export function responsesIn({ Entries = [] }: PutEventsCommandOutput, count: number): PutEventsAnswer[] {
  return Array.from({ length: count }, (_, place): PutEventsAnswer => {
    const { EventId, ErrorCode, ErrorMessage = '' } = Entries[place] ?? {};
    if (ErrorCode) {
      const lastOutcome = { code: ErrorCode, message: ErrorMessage };
      return passing.has(ErrorCode)
        ? { kind: 'later', lastOutcome, mayHaveArrived: false }
        : { kind: 'refused', lastOutcome };
    }
    return EventId ? { kind: 'taken', eventId: EventId } : lost;
  });
}

/** What the error of a whole request says of each of its entries. */
export function answerOfError(error: unknown): PutEventsAnswer {
  const { name: code, message } = error instanceof Error ? error : new Error(String(error));
  const status = statusOf(error);
  const lastOutcome = { code, message };
  if (status !== undefined && status >= 500) return { kind: 'later', lastOutcome, mayHaveArrived: true };
  if (status === 429 || passing.has(code)) return { kind: 'later', lastOutcome, mayHaveArrived: false };
  if (status !== undefined && status >= 400) return { kind: 'refused', lastOutcome };
  // A broken connection, or a reply that cannot be read: the request may have arrived all the same.
  return { kind: 'later', lastOutcome, mayHaveArrived: true };
}

/** The HTTP status in an error of the AWS SDK. */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
