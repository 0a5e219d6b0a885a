/** An event that a function failed to process, as it is stored in the function's retry queue. */
export interface FailedEvent {
  /** The event as the function should have received it. */
  readonly payload: unknown;
  /** The name of the last error, where that is known. */
  readonly errorName?: string | undefined;
  /** How often it was received from the queue, this time included. */
  readonly receiveCount: number;
  /** The receipt handle. */
  readonly receipt: string;
  /** The message as it is, to be moved to the dead-letter queue. */
  readonly body: string;
}

/** The failed events of one function, which the sweep retries, with the dead-letter queue beside it. */
export interface RetryQueue {
  readonly functionName: string;
  /** @returns some that may be retried now. Nobody else receives them for a while. */
  receive(limit: number): Promise<FailedEvent[]>;
  /** Deletes an event that was processed after all. */
  delete(event: FailedEvent): Promise<void>;
  /** Has it retried no sooner than that. */
  retryLater(event: FailedEvent, delaySeconds: number): Promise<void>;
  /** Moves it to the dead-letter queue: nothing retries it by itself, a person has to, and an alarm says so. */
  deadLetter(event: FailedEvent): Promise<void>;
}

/** Invokes a function with an event and waits for its end. */
export interface FunctionCaller {
  /** @throws where the function could not be invoked at all */
  call(functionName: string, payload: unknown): Promise<{ readonly failed: false } | FailedCall>;
}

export interface FailedCall {
  readonly failed: true;
  readonly errorName: string;
}

/** How often an event is retried before a person has to handle it. With the waits below that takes about a day. */
const maxReceiveCount = 12;

const longestWaitSeconds = 4 * 60 * 60;

/**
 * Errors that come again, however often an event is tried: it breaks its contract, or somebody else wrote the ledger.
 */
const lasting: readonly (string | undefined)[] = ['ContractError', 'ForeignWriteError'];

/** What to do with an event that failed again. */
export function afterFailure(
  errorName: string | undefined,
  receiveCount: number,
): { readonly then: 'dead-letter' } | { readonly then: 'retry-later'; readonly delaySeconds: number } {
  if (lasting.includes(errorName) || receiveCount >= maxReceiveCount) return { then: 'dead-letter' };
  return { then: 'retry-later', delaySeconds: Math.min(longestWaitSeconds, 60 * 2 ** receiveCount) };
}
