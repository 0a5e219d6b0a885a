import type { RemedyKey } from '../ledger/port/ledger';
import type { FeedbackSaid } from './feedback-said';
import type { ConversationOwner } from './owners/owner-rules';
import type { HeardOn, LinePlace, ThreadLink, ThreadPlace } from './threads/thread';
import type { AnsweredTo } from '../channels/port/answer';

/**
 * Where a conversation stands. `new`: a customer wrote, and nobody has taken it. `taken`: a person looks after it.
 * `answered`: that person wrote, and nothing is awaited. `waiting`: they asked the customer for something. `closed`:
 * it is over. `reopened`: the customer wrote again after any of the three before, and nobody has taken that yet.
 */
export const conversationStates = ['new', 'taken', 'answered', 'waiting', 'closed', 'reopened'] as const;

export type ConversationState = (typeof conversationStates)[number];

/** In these somebody of the company has to do something. */
export const openStates: readonly ConversationState[] = ['new', 'taken', 'reopened'];

/**
 * Who said it. `elsewhere`: a mail that names this conversation came from another address than the customer's, or could
 * not be believed to be theirs. What it says is not kept here: the monitored mailbox has it.
 */
export const speakers = ['customer', 'elsewhere', 'company'] as const;

export type Speaker = (typeof speakers)[number];

/**
 * Where an answer of the company stands, as a mail does: it is marked before and after it is sent, so it never leaves
 * twice. `none`: it certainly did not leave, and will not by itself.
 */
export const answerStates = [
  'wanted',
  'sending',
  'sent',
  'none',
  'unknown',
  'delivered',
  'bounced',
  'complained',
  'suppressed',
] as const;

export type AnswerState = (typeof answerStates)[number];

/** An answer on its way to the customer, or there. */
export interface Answer {
  readonly state: AnswerState;
  /** What the conversation comes to once it has left. */
  readonly then: 'answered' | 'waiting';
  /** The verified identity of who wrote it. */
  readonly actor: string;
  /** The mail service's or the network's id of it, once sent. */
  readonly messageId?: string | undefined;
  /** So much had come when it was written. Missing where that was elsewhere, or before it was kept. */
  readonly cameBefore?: number | undefined;
  /** Which line it answers. Only on a network. */
  readonly about?: string | undefined;
  /** Who reads it. Only on a network. */
  readonly to?: AnsweredTo | undefined;
  /** Why the network did not take it, or nobody knows whether it did. */
  readonly why?: string | undefined;
}

/** One mail of a conversation, or one message. What it says lies apart, where it expires and is erased. */
export interface Line {
  /** Of a mail that came: made of the mail service's id of it, so the same mail is heard once. */
  readonly id: string;
  readonly by: Speaker;
  /** ISO 8601. */
  readonly at: string;
  /** Of what was said, to know it again. Missing where nothing of it is kept. */
  readonly hash?: string | undefined;
  /** Why it is not believed. Only of what came from elsewhere. */
  readonly why?: string | undefined;
  /** What it answers to the question whether it was made right. */
  readonly feedback?: FeedbackSaid | undefined;
  /** Where it stands. Missing of a mail. */
  readonly on?: LinePlace | undefined;
  /** Only of what the company said. */
  readonly answer?: Answer | undefined;
}

export interface ConversationStep {
  /** ISO 8601. */
  readonly at: string;
  readonly state: ConversationState;
  readonly why: string;
}

/**
 * What a customer said back about one remedy, and who of the company answers. It holds ids, states and hashes only, and
 * is never deleted.
 */
export interface Conversation extends RemedyKey {
  /** The failure type. */
  readonly type: string;
  readonly state: ConversationState;
  /** Since when the customer waits for somebody, or when it came to its state. ISO 8601. */
  readonly since: string;
  /** When it was written last. ISO 8601. */
  readonly at: string;
  /** The attempt that wrote this version. */
  readonly token: string;
  /** Who looks after it. Missing where it was begun before that was kept: then the owner of the failure type. */
  readonly owner?: ConversationOwner | undefined;
  /** When its owner got it from another one. ISO 8601. */
  readonly handedAt?: string | undefined;
  /** When nobody had taken it in time, and another owner got it. ISO 8601. */
  readonly escalatedAt?: string | undefined;
  /** Of the last answer: how many minutes of its owner's hours the customer waited. */
  readonly waitedMinutes?: number | undefined;
  /** Where it takes place. Missing where it is by mail. */
  readonly place?: ThreadPlace | undefined;
  /** Whose it is, where it takes place on a network and somebody knows. */
  readonly link?: ThreadLink | undefined;
  /** Of which line its owner was told that the network takes no answer soon. */
  readonly warnedOf?: string | undefined;
  /** The verified identity of the person who has it. */
  readonly holder?: string | undefined;
  /** How often the customer has opened it again. */
  readonly reopened: number;
  readonly lines: readonly Line[];
  /** The last of what became of it. */
  readonly history: readonly ConversationStep[];
  /** 1 when first written, and one more with every write. */
  readonly version: number;
}

/** So much of a conversation is kept. What comes after that is in the monitored mailbox alone. */
export const mostLines = 100;

/** So many mails of a customer are heard in a day. Two machines that answer each other write more. */
export const mostHeardInADay = 20;

/** On a network people write many short messages. What comes after so many is a conversation of its own. */
export const mostLinesOfThread = 200;

/** So many messages of one person are heard in a day. */
export const mostMessagesInADay = 150;

/** So often a conversation is opened again by a mail. What comes after that is in the monitored mailbox alone. */
export const mostReopenings = 12;

/** What one mail of a conversation says: kept apart from it, for as long as an envelope, and erased with that. */
export interface Said extends RemedyKey {
  readonly lineId: string;
  readonly text: string;
  /** The name of who wrote for the company. */
  readonly signedBy?: string | undefined;
  /** What the mail was about, by its own subject. */
  readonly subject?: string | undefined;
  /** The Message-ID of a mail that came, which answers refer to. */
  readonly mailId?: string | undefined;
  /** The names of what was attached. It was not opened. */
  readonly attached?: readonly string[] | undefined;
  /** What the network says of it. Only of what a customer wrote on one. */
  readonly heardOn?: HeardOn | undefined;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** Who is awaited in these: who asked for something, or whoever takes it. */
export function isOpen({ state }: Pick<Conversation, 'state'>): boolean {
  return openStates.includes(state);
}

/** What an answer is that has reached its customer, as far as anybody knows. */
const reached: readonly AnswerState[] = ['sent', 'delivered'];

/**
 * Whether a customer waits for an answer. Nobody does where somebody takes up again what was answered, and nothing was
 * written since: what they write then is one answer more.
 */
export function isAwaited({ state, lines }: Pick<Conversation, 'state' | 'lines'>): boolean {
  if (state !== 'taken') return isOpen({ state });
  const last = lines.findLastIndex(({ answer }) => answer && reached.includes(answer.state));
  const cameBefore = lines[last]?.answer?.cameBefore ?? cameIn({ lines: lines.slice(0, last + 1) });
  const hasCome = cameIn({ lines }) > cameBefore;
  const cameBack = lines.slice(last + 1).some(({ answer }) => answer && !leaving.includes(answer.state));
  return last < 0 || hasCome || cameBack;
}

const leaving: readonly AnswerState[] = ['wanted', 'sending'];

/** A line that the company says. */
export type AnswerLine = Line & { readonly answer: Answer };

/** The answers that are still to leave, or are just leaving: one of ours, and what other desks write beside it. */
export function pendingAnswers({ lines }: Pick<Conversation, 'lines'>): AnswerLine[] {
  return lines.flatMap(({ answer, ...line }) =>
    answer && leaving.includes(answer.state) ? [{ ...line, answer }] : [],
  );
}

/** The last of them. */
export function pendingAnswer(conversation: Pick<Conversation, 'lines'>): AnswerLine | undefined {
  return pendingAnswers(conversation).at(-1);
}

/** How much of a conversation came from outside. */
export function cameIn({ lines }: Pick<Conversation, 'lines'>): number {
  return lines.filter(({ by }) => by !== 'company').length;
}

/** Whether the customer called one of its mails spam. Nothing is sent any more then. */
export function isUnwanted({ lines }: Pick<Conversation, 'lines'>): boolean {
  return lines.some(({ answer }) => answer?.state === 'complained');
}

/** What the customer said last. */
export function lastHeard({ lines }: Pick<Conversation, 'lines'>): Line | undefined {
  return lines.findLast(({ by }) => by === 'customer');
}
