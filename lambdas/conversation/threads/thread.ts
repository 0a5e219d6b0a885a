import type { AnswerWay } from '../../channels/port/answer';
import type { ReplyTo } from '../../channels/port/inbound-message';

/** Where a conversation takes place that is none by mail. */
export interface ThreadPlace {
  /** The id of the network's rules. */
  readonly network: string;
  /** What people call it. */
  readonly name: string;
}

/** Where one line of it stands. It names nobody. */
export interface LinePlace {
  readonly network: string;
  /** Whether everybody reads it. */
  readonly isPublic: boolean;
  /** When it came to us. Only of what the customer wrote. ISO 8601. */
  readonly receivedAt?: string | undefined;
  /** Until when the network takes an answer of a person. Missing where that does not end. ISO 8601. */
  readonly until?: string | undefined;
}

/** Whose it is: a customer who gave the company this handle, or who said in private which order is theirs. */
export interface ThreadLink {
  readonly customerId: string;
  /** The remedy that it is about, where one is known. */
  readonly remedyId?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
  /** How somebody knows. `handle`: the company's own system says it. `person`: somebody has asked. */
  readonly by: 'handle' | 'person';
}

/** What a network says of one message beside its words: kept with them, and erased with them. */
export interface HeardOn {
  readonly replyTo: ReplyTo;
  /** What the network shows. It names nobody for certain. */
  readonly name?: string | undefined;
  /** How it may be answered. */
  readonly ways: readonly AnswerWay[];
  /** How many pictures and the like are with it. */
  readonly attachments: number;
  readonly url?: string | undefined;
}
