import type { DeclineReason } from '../fulfilment/port/part-outcome';

/** How a call ended. `withdrawn`: it was not wanted any more. */
export interface CallEnd {
  readonly as: 'completed' | 'missed' | 'withdrawn';
  /** Why it was missed. */
  readonly reason?: DeclineReason | undefined;
  /** The contact in which it ended. */
  readonly contactId?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
}

/** Whose call it is: everything that an answer to its request has to name. */
export interface CallOf {
  /** The idempotency key of the request. */
  readonly key: string;
  readonly remedyId: string;
  readonly partNumber: number;
  readonly customerId: string;
}

/**
 * What is known of one call in the contact center. It holds no number and no name: those are in the envelope of the
 * remedy, which can be erased.
 */
export interface CallRecord extends CallOf {
  readonly failureType: string;
  readonly orderId: string;
  /** What the agent may give without asking anybody, in minor units. */
  readonly budgetMinor?: number | undefined;
  readonly currency?: string | undefined;
  /** `phone`, or the name of the channel on which somebody writes. */
  readonly channel: string;
  /** By when somebody has to have called, whatever else is said. ISO 8601. */
  readonly deadlineAt: string;
  /** Nobody calls before. ISO 8601. */
  readonly notBefore?: string | undefined;
  /** How many tasks were begun: one, and one more each time that it was put off. */
  readonly rounds: number;
  /** The newest task. Undefined until the contact center has named it. */
  readonly taskId?: string | undefined;
  /** By when the customer was promised a call. ISO 8601. */
  readonly callBy?: string | undefined;
  /** When an agent accepted the task. ISO 8601. */
  readonly acceptedAt?: string | undefined;
  /** The call itself, once it is known. */
  readonly callId?: string | undefined;
  readonly end?: CallEnd | undefined;
  readonly version: number;
}

/** What a call begins as. */
export function newCall(
  of: Omit<CallRecord, 'rounds' | 'taskId' | 'callBy' | 'acceptedAt' | 'callId' | 'end' | 'version'>,
): CallRecord {
  return { ...of, rounds: 1, version: 1 };
}

/** The token of the newest task: the same for each attempt to begin it. */
export function taskToken({ key, rounds }: Pick<CallRecord, 'key' | 'rounds'>): string {
  return `${key}/task/${rounds}`;
}

/** The token of the call: there is one for each request, whatever happened before. */
export function callToken({ key }: Pick<CallRecord, 'key'>): string {
  return `${key}/call`;
}
