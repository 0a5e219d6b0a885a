import type { SQSRecord } from 'aws-lambda';

/** A message of the queue from which the function's batch came. */
export interface MoreRecord extends Pick<SQSRecord, 'messageId' | 'body'> {
  /** Deletes the message. */
  readonly receipt: string;
}

/**
 * The queue from which a function's batch came. A batch of Lambda's is over when its slowest record is, so the function
 * takes more by itself, and always has as much under way as it has room for.
 */
export interface MoreRecords {
  /** @returns none where nothing waits. Nobody else receives them for a while. */
  receive(): Promise<readonly MoreRecord[]>;
  /** Those that were handled: the others are seen again. */
  delete(records: readonly MoreRecord[]): Promise<void>;
}

/** The same queue, asked only as long as there is time. */
export function withTime(more: MoreRecords, hasTime: () => boolean): MoreRecords {
  return { receive: async () => (hasTime() ? more.receive() : []), delete: (records) => more.delete(records) };
}
