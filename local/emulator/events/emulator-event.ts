import type { DatabaseRequest } from './database-request';
import type { InvocationIdentity, InvocationResult, LogContent } from './invocation';

/** When something happened. */
export interface Timed {
  /** Milliseconds since 1970, with fractions. */
  readonly at: number;
}

/** The identity of an event. */
export interface EventFacts {
  readonly eventId: string;
  readonly busName: string;
  readonly source: string;
  readonly detailType: string;
}

export interface EventAccepted extends Timed, EventFacts {
  readonly kind: 'event-accepted';
  readonly detail: Readonly<Record<string, unknown>>;
  /** Names of the rules that match it. */
  readonly rules: readonly string[];
  /** The invocation that published it, where it was one of ours. */
  readonly publishedBy?: InvocationIdentity | undefined;
}

/** One entry of a PutEvents request was refused. */
interface EventRefused extends Timed {
  readonly kind: 'event-refused';
  readonly source?: string | undefined;
  readonly detailType?: string | undefined;
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly publishedBy?: InvocationIdentity | undefined;
}

/** An event was accepted, and neither a rule nor a subscription matches it. EventBridge drops such events silently. */
interface EventUnmatched extends Timed, EventFacts {
  readonly kind: 'event-unmatched';
  readonly reason: 'no-rule' | 'unknown-bus';
  /** The sources that rules of this bus name for its detail-type, where its own is not among them. */
  readonly expectedSources: readonly string[];
}

/** A target accepted the event. */
interface EventDelivered extends Timed, EventFacts {
  readonly kind: 'event-delivered';
  readonly rule: string;
  readonly target: { readonly kind: 'function' | 'queue' | 'stream'; readonly name: string };
}

/** A schedule ran: by the clock, or because `runSchedule` was called. */
export interface ScheduleFired extends Timed {
  readonly kind: 'schedule-fired';
  readonly schedule: string;
  readonly functionName: string;
  readonly by: 'clock' | 'hand';
}

/** A request to a function URL was answered, by the function or with a refusal. */
export interface FunctionUrlAnswered extends Timed {
  readonly kind: 'function-url-answered';
  readonly functionName: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** The caller's access key id, where the URL requires a signature. */
  readonly caller?: string | undefined;
  /** Why the function was not invoked. The response does not say so. */
  readonly refused?: string | undefined;
}

/** An event in a batch out of a queue. */
export interface RecordFacts {
  readonly messageId: string;
  readonly eventId?: string | undefined;
  readonly detailType?: string | undefined;
}

interface InvocationStarted extends Timed, InvocationIdentity {
  readonly kind: 'invocation-started';
  /** The event it works on, where its payload is one. */
  readonly eventId?: string | undefined;
  readonly detailType?: string | undefined;
  /** The events it works on, where its payload is a batch out of a queue. */
  readonly records?: readonly RecordFacts[] | undefined;
  /** Whether a worker was started for it. */
  readonly cold: boolean;
}

export interface InvocationEnded extends Timed, InvocationIdentity {
  readonly kind: 'invocation-ended';
  readonly eventId?: string | undefined;
  readonly detailType?: string | undefined;
  readonly records?: readonly RecordFacts[] | undefined;
  readonly durationMs: number;
  readonly result: InvocationResult;
  /** What it asked of DynamoDB until it ended, retries of the SDK included. */
  readonly databaseRequests: readonly DatabaseRequest[];
}

/** A line that a function wrote. Outside of an invocation, only the function is known. */
export interface LogLine extends Timed, Partial<InvocationIdentity> {
  readonly kind: 'log';
  readonly functionName: string;
  readonly stream: 'stdout' | 'stderr';
  readonly content: LogContent;
}

/** A request reached the database: from an invocation, or from outside. */
interface DatabaseRequested extends Timed, DatabaseRequest {
  readonly kind: 'database-request';
  readonly invocation?: InvocationIdentity | undefined;
}

/** A function asked a service for something, and its role was looked at. */
export interface AccessChecked extends Timed {
  readonly kind: 'access-checked';
  readonly functionName: string;
  /** For example `dynamodb:PutItem`. */
  readonly action: string;
  readonly resourceArns: readonly string[];
  readonly isGranted: boolean;
}

export interface MailSent extends Timed {
  readonly kind: 'mail-sent';
  readonly messageId: string;
  readonly from: string;
  readonly recipients: readonly string[];
  readonly operation: string;
  readonly configurationSet?: string | undefined;
  /** The message tags that the sender set. */
  readonly tags: Readonly<Record<string, string>>;
  readonly invocation?: InvocationIdentity | undefined;
}

/** SES refused to send. */
interface MailRefused extends Timed {
  readonly kind: 'mail-refused';
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly invocation?: InvocationIdentity | undefined;
}

/** An event could not be processed and is in a queue. */
export interface DeadLettered extends Timed {
  readonly kind: 'dead-lettered';
  readonly queueName: string;
  /**
   * Where it failed: in EventBridge, which could not deliver it, in Lambda, where the function failed, or in a queue,
   * from which it was received too often.
   */
  readonly givenUpBy: 'rule-target' | 'function' | 'queue';
  /** The code in the message: for example NO_PERMISSIONS, or RetriesExhausted. */
  readonly reason: string;
  readonly eventId?: string | undefined;
  readonly detailType?: string | undefined;
  readonly functionName?: string | undefined;
}

/** An event could not be processed, and is in no queue. */
export interface EventLost extends Timed {
  readonly kind: 'event-lost';
  readonly reason: string;
  readonly eventId?: string | undefined;
  readonly detailType?: string | undefined;
  readonly functionName?: string | undefined;
}

/** Something that happens in the emulator. Rooms above it add events of their own. */
export type EmulatorEvent =
  | EventAccepted
  | EventRefused
  | EventUnmatched
  | EventDelivered
  | ScheduleFired
  | FunctionUrlAnswered
  | InvocationStarted
  | InvocationEnded
  | LogLine
  | DatabaseRequested
  | AccessChecked
  | MailSent
  | MailRefused
  | DeadLettered
  | EventLost;

/** An event without its time, which whoever passes it on adds. */
export type WithoutTime<Event extends Timed> = Event extends unknown ? Omit<Event, 'at'> : never;

/** Publishes an event that happens now. */
export type Emit = (event: WithoutTime<EmulatorEvent>) => void;
