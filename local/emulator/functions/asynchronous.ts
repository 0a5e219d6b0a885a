import type { FunctionDefinition } from '../template/functions';
import type { InvocationResult } from '../events/invocation';

/** The waits before Lambda's retries: one minute, then two. */
const awsWaitsSeconds = [60, 120];

/** What happens to an event after an attempt. */
export type Verdict =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly waitMs: number }
  | { readonly kind: 'given-up'; readonly condition: 'RetriesExhausted' | 'EventAgeExceeded' };

/** When an event is retried. Local waits are short; the event ages as it would in AWS. */
export class RetrySchedule {
  private awsWaitedSeconds = 0;
  private locallyWaitedMs = 0;
  private readonly begunAt = performance.now();

  constructor(
    private readonly definition: FunctionDefinition,
    private readonly waitsMs: readonly number[],
  ) {}

  after(attempt: number, result: InvocationResult): Verdict {
    if (result.outcome === 'succeeded') return { kind: 'done' };
    const { maximumRetryAttempts, maximumEventAgeSeconds } = this.definition.asynchronous;
    if (attempt > maximumRetryAttempts) return { kind: 'given-up', condition: 'RetriesExhausted' };
    const workedSeconds = (performance.now() - this.begunAt - this.locallyWaitedMs) / 1000;
    this.awsWaitedSeconds += awsWaitsSeconds[attempt - 1] ?? 120;
    if (workedSeconds + this.awsWaitedSeconds > maximumEventAgeSeconds) {
      return { kind: 'given-up', condition: 'EventAgeExceeded' };
    }
    const waitMs = this.waitsMs[attempt - 1] ?? this.waitsMs.at(-1) ?? 0;
    this.locallyWaitedMs += waitMs;
    return { kind: 'again', waitMs };
  }
}

export interface GivenUp {
  readonly definition: FunctionDefinition;
  readonly requestId: string;
  readonly condition: 'RetriesExhausted' | 'EventAgeExceeded';
  readonly attempts: number;
  readonly payload: string;
  readonly result: InvocationResult;
}

/** The record that Lambda sends to an on-failure destination. */
export function destinationRecord({ definition, requestId, condition, attempts, payload, result }: GivenUp): string {
  const { errorType, errorMessage, trace } =
    result.outcome === 'failed' ? result.error : { errorType: 'Unknown', errorMessage: '', trace: [] };
  const requestPayload: unknown = JSON.parse(payload);
  return JSON.stringify({
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId,
      functionArn: `${definition.arn}:$LATEST`,
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType, errorMessage, trace },
  });
}

/** What Lambda adds to an event in a function's dead-letter queue. The message itself is the event as it came. */
export function deadLetterAttributes({ requestId, result }: GivenUp): Record<string, string> {
  const errorMessage = result.outcome === 'failed' ? result.error.errorMessage : '';
  return { RequestID: requestId, ErrorCode: '200', ErrorMessage: errorMessage.slice(0, 1024) };
}
