import type { DeadLetterFacts } from './dead-letter-facts';

/** An event for which only a person is left, as a list shows it. It holds no personal data. */
export interface DeadLetter extends DeadLetterFacts {
  readonly messageId: string;
  /** Since when it lies there. ISO 8601. */
  readonly sentAt: string;
  /** How often it was received there. Each look counts. */
  readonly receiveCount: number;
}

/** The dead-letter queue of one function. */
export interface DeadLetterQueue {
  /** As the function is called in logs. */
  readonly queue: string;
  /** How many lie there. SQS says about how many, and may be a minute late. */
  readonly messages: number;
  /** Some of them, in no order. */
  readonly events: readonly DeadLetter[];
}

/** Which of those that lie in a queue: all that are given have to fit. */
export interface WhichDeadLetters {
  readonly messageIds?: readonly string[] | undefined;
  /** Sent until then. What came later nobody has looked at. ISO 8601. */
  readonly sentUntil?: string | undefined;
}

export interface HandledDeadLetters {
  readonly count: number;
  /** Those that were named and not found: somebody else has them, or they are gone. */
  readonly missing: readonly string[];
  /** False where so many lie there that not all were looked at. Asked again, it goes on. */
  readonly isComplete: boolean;
}

/** The dead-letter queues of a deployment. */
export interface DeadLetters {
  /** Looking hides nothing from others. */
  list(): Promise<readonly DeadLetterQueue[]>;
  /** About how many lie there in all. It may be a minute late. */
  count(): Promise<number>;
  /**
   * Puts messages back where they came from: on the retry queue, from which the sweep runs the function with them. Each
   * is sent before it is deleted, so after a crash it may be there twice, and is never lost. Undefined where there is
   * no such queue.
   */
  redrive(queue: string, which: WhichDeadLetters): Promise<HandledDeadLetters | undefined>;
  /** Deletes messages for good. Undefined where there is no such queue. */
  drop(queue: string, messageIds: readonly string[]): Promise<HandledDeadLetters | undefined>;
}
