import type { DatabaseRequest } from '../engine/proxy';
import type { InvocationIdentity, InvocationResult, LogContent } from './invocation';

interface Moment {
  /** When: milliseconds since 1970, with fractions. */
  readonly at: number;
}

/** An event, as far as others need to know it. */
export interface EventFacts {
  readonly eventId: string;
  readonly busName: string;
  readonly source: string;
  readonly detailType: string;
}

export interface EventAccepted extends Moment, EventFacts {
  readonly kind: 'event-accepted';
  readonly detail: Readonly<Record<string, unknown>>;
  /** Names of the rules that match it. */
  readonly rules: readonly string[];
  /** The invocation that published it, where it was one of ours. */
  readonly publishedBy?: InvocationIdentity | undefined;
}

/** One entry of a PutEvents request was refused. */
interface EventRefused extends Moment {
  readonly kind: 'event-refused';
  readonly source?: string | undefined;
  readonly detailType?: string | undefined;
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly publishedBy?: InvocationIdentity | undefined;
}

/** An event was accepted, no rule matches it and no other system listens. EventBridge says nothing about it; here one can see it. */
interface EventUnmatched extends Moment, EventFacts {
  readonly kind: 'event-unmatched';
  readonly reason: 'no-rule' | 'unknown-bus';
}

/** A target took the event. */
interface EventDelivered extends Moment, EventFacts {
  readonly kind: 'event-delivered';
  readonly rule: string;
  readonly target: { readonly kind: 'function' | 'queue'; readonly name: string };
}

/** A schedule fired: by the clock, or because somebody asked for it. */
export interface ScheduleFired extends Moment {
  readonly kind: 'schedule-fired';
  readonly schedule: string;
  readonly functionName: string;
  readonly by: 'clock' | 'hand';
}

/** A request to the URL of a function was answered, by the function or in its place. */
export interface FunctionUrlAnswered extends Moment {
  readonly kind: 'function-url-answered';
  readonly functionName: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Who asked, where the URL asks for a signature: the access key id. */
  readonly caller?: string | undefined;
  /** Why the function was not even asked. The caller is not told. */
  readonly refused?: string | undefined;
}

/** An event in a batch out of a queue. */
export interface RecordFacts {
  readonly messageId: string;
  readonly eventId?: string | undefined;
  readonly detailType?: string | undefined;
}

interface InvocationStarted extends Moment, InvocationIdentity {
  readonly kind: 'invocation-started';
  /** The event it works on, where its payload is one. */
  readonly eventId?: string | undefined;
  readonly detailType?: string | undefined;
  /** The events it works on, where its payload is a batch out of a queue. */
  readonly records?: readonly RecordFacts[] | undefined;
  /** Whether a worker was started for it. */
  readonly cold: boolean;
}

export interface InvocationEnded extends Moment, InvocationIdentity {
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
export interface LogLine extends Moment, Partial<InvocationIdentity> {
  readonly kind: 'log';
  readonly functionName: string;
  readonly stream: 'stdout' | 'stderr';
  readonly content: LogContent;
}

/** A request that came through the door of the database: from an invocation, or from outside. */
interface DatabaseRequested extends Moment, DatabaseRequest {
  readonly kind: 'database-request';
  readonly invocation?: InvocationIdentity | undefined;
}

export interface MailSent extends Moment {
  readonly kind: 'mail-sent';
  readonly messageId: string;
  readonly from: string;
  readonly recipients: readonly string[];
  readonly operation: string;
  readonly configurationSet?: string | undefined;
  /** What the sender marked the mail with. */
  readonly tags: Readonly<Record<string, string>>;
  readonly invocation?: InvocationIdentity | undefined;
}

/** The provider of mail refused to send. */
interface MailRefused extends Moment {
  readonly kind: 'mail-refused';
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly invocation?: InvocationIdentity | undefined;
}

/** The payment provider made a refund, for the first time: an answer that is repeated for a known key is none. */
export interface RefundMade extends Moment {
  readonly kind: 'refund-made';
  readonly refund: Readonly<Record<string, unknown>>;
  readonly idempotencyKey?: string | undefined;
}

/** The payment provider told a webhook of what it did, or tried to. */
export interface WebhookSent extends Moment {
  readonly kind: 'webhook-sent';
  readonly functionName: string;
  readonly eventId: string;
  readonly eventType: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** The status of the answer; missing where none came. */
  readonly status?: number | undefined;
}

/** An event was given up on, and lies in a queue. */
export interface DeadLettered extends Moment {
  readonly kind: 'dead-lettered';
  readonly queueName: string;
  /**
   * Who gave up: EventBridge, which could not hand it over, Lambda, which could not run it to its end, or a queue, out of which
   * it was taken too often.
   */
  readonly givenUpBy: 'rule-target' | 'function' | 'queue';
  /** The code that the message carries: for example NO_PERMISSIONS, or RetriesExhausted. */
  readonly reason: string;
  readonly eventId?: string | undefined;
  readonly detailType?: string | undefined;
  readonly functionName?: string | undefined;
}

/** An event was given up on, and nothing keeps it. */
export interface EventLost extends Moment {
  readonly kind: 'event-lost';
  readonly reason: string;
  readonly eventId?: string | undefined;
  readonly detailType?: string | undefined;
  readonly functionName?: string | undefined;
}

/** Something that happens in the local system. */
export type SystemEvent =
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
  | MailSent
  | MailRefused
  | RefundMade
  | WebhookSent
  | DeadLettered
  | EventLost;

/** Begins to tell a listener. The function that is returned ends it. */
export type Subscribe = (listener: Listener) => () => void;

export type Listener = (event: SystemEvent) => void;

type WithoutTime<Kind> = Kind extends SystemEvent ? Omit<Kind, 'at'> : never;

/** Something that happens now. */
export type NewSystemEvent = WithoutTime<SystemEvent>;

export type Emit = (event: NewSystemEvent) => void;
