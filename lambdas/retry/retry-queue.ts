/** An event that a function was given up on, as it lies in the function's queue of the undelivered. */
export interface FailedEvent {
  /** The event as the function was to get it. */
  readonly payload: unknown;
  /** The name of the error on which it failed last, where that is known. */
  readonly errorName?: string | undefined;
  /** How often it was taken out of the queue, this time included. */
  readonly receiveCount: number;
  /** By which the queue knows this receipt of it. */
  readonly receipt: string;
  /** The message as it is, for whoever parks it. */
  readonly body: string;
}

/** Where the undelivered wait, one place per function. */
export interface RetryQueue {
  readonly functionName: string;
  /** @returns some that may be tried now. They are nobody else's for a while. */
  take(limit: number): Promise<FailedEvent[]>;
  /** It was delivered after all. */
  finish(event: FailedEvent): Promise<void>;
  /** Tries it again no sooner than that. */
  tryLater(event: FailedEvent, delaySeconds: number): Promise<void>;
  /** Nothing tries it again by itself: a person has to look, and an alarm says so. */
  park(event: FailedEvent): Promise<void>;
}

/** Runs a function with an event and waits for its end. */
export interface FunctionCaller {
  /** @throws where the function could not be run at all */
  call(functionName: string, payload: unknown): Promise<{ readonly failed: false } | FailedCall>;
}

export interface FailedCall {
  readonly failed: true;
  readonly errorName: string;
}

/** How often an event is delivered anew before a person has to look. With the waits below that takes about a day. */
const mostTries = 12;

const longestWaitSeconds = 4 * 60 * 60;

/** What to do with an event that failed again. One that breaks its contract will do so for ever. */
export function afterFailure(
  errorName: string | undefined,
  receiveCount: number,
): { readonly then: 'park' } | { readonly then: 'try-later'; readonly delaySeconds: number } {
  if (errorName === 'ContractError' || receiveCount >= mostTries) return { then: 'park' };
  return { then: 'try-later', delaySeconds: Math.min(longestWaitSeconds, 60 * 2 ** receiveCount) };
}
