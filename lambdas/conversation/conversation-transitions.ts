import type { WriteStamp } from '../ledger/remedy-record';
import { dayMs } from '../model/durations';
import type { FeedbackSaid } from './feedback-said';
import type { ConversationOwner } from './owners/owner-rules';
import {
  cameIn,
  isOpen,
  mostHeardInADay,
  mostLines,
  mostLinesOfThread,
  mostMessagesInADay,
  mostReopenings,
  pendingAnswer,
  type Answer,
  type AnswerState,
  type Conversation,
  type ConversationState,
  type Line,
} from './conversation';
import { withLine } from './with-line';

/** The only steps that a conversation takes. */
export const conversationTransitions: Readonly<Record<ConversationState, readonly ConversationState[]>> = {
  new: ['taken', 'closed'],
  // Handed to another owner, it is new to them.
  taken: ['new', 'answered', 'waiting', 'closed'],
  answered: ['taken', 'reopened', 'closed'],
  waiting: ['taken', 'reopened', 'closed'],
  closed: ['reopened'],
  reopened: ['taken', 'closed'],
};

/** The only steps that an answer takes. What the mail service reports may overtake what the sender notes. */
export const answerTransitions: Readonly<Record<AnswerState, readonly AnswerState[]>> = {
  wanted: ['sending', 'none'],
  sending: ['sent', 'none', 'wanted', 'unknown', 'delivered', 'bounced', 'complained', 'suppressed'],
  sent: ['delivered', 'bounced', 'complained', 'suppressed'],
  none: [],
  unknown: ['sent', 'delivered', 'bounced', 'complained', 'suppressed'],
  delivered: ['bounced', 'complained'],
  bounced: [],
  complained: [],
  suppressed: [],
};

/** Nobody may write down this step. Read again: somebody else has written. */
export class ConversationStepError extends Error {
  override readonly name = 'ConversationStepError';
  constructor(
    readonly remedyId: string,
    readonly from: string,
    readonly to: string,
  ) {
    super(`The conversation about ${remedyId} is ${from}, and cannot become ${to}.`);
  }
}

const stepsKept = 30;

export function next(
  conversation: Conversation,
  to: ConversationState,
  why: string,
  { at, token }: WriteStamp,
): Conversation {
  const { state, version, remedyId } = conversation;
  if (to !== state && !conversationTransitions[state].includes(to))
    throw new ConversationStepError(remedyId, state, to);
  const history = [...conversation.history, { at, state: to, why }].slice(-stepsKept);
  return { ...conversation, state: to, at, token, version: version + 1, history };
}

/** What a conversation begins with. */
export type BegunAbout = Pick<Conversation, 'customerId' | 'remedyId' | 'type' | 'owner' | 'place' | 'link'>;

/** What comes of a mail that came: a version to write, that it was heard before, or that no more of it is kept. */
export type Hearing =
  | { readonly is: 'heard'; readonly conversation: Conversation; readonly opens: boolean }
  | { readonly is: 'known' }
  | { readonly is: 'too-many'; readonly why: string };

/** The conversation once a mail is heard. The first one begins it. */
export function hear(stored: Conversation | undefined, about: BegunAbout, line: Line, stamp: WriteStamp): Hearing {
  if (!stored) return { is: 'heard', conversation: begun(about, line, stamp), opens: true };
  if (stored.lines.some(({ id }) => id === line.id)) return { is: 'known' };
  const why = tooMany(stored, line);
  if (why !== undefined) return { is: 'too-many', why };
  const lines = withLine(stored.lines, line);
  const spoken = saidBy(line);
  if (isOpen(stored)) {
    return { is: 'heard', conversation: next({ ...stored, lines }, stored.state, spoken, stamp), opens: false };
  }
  const again = {
    ...stored,
    lines,
    since: line.at,
    reopened: stored.reopened + 1,
    holder: undefined,
    escalatedAt: undefined,
  };
  return { is: 'heard', conversation: next(again, 'reopened', spoken, stamp), opens: true };
}

function begun(
  { customerId, remedyId, type, owner, place, link }: BegunAbout,
  line: Line,
  { at, token }: WriteStamp,
): Conversation {
  const history = [{ at, state: 'new', why: saidBy(line) }] as const;
  return {
    customerId,
    remedyId,
    type,
    owner,
    ...(place && { place }),
    ...(link && { link }),
    state: 'new',
    since: line.at,
    at,
    token,
    reopened: 0,
    lines: [line],
    history,
    version: 1,
  };
}

function saidBy({ by, why, feedback }: Line): string {
  if (by === 'elsewhere') return `a mail came that is not believed: ${why ?? 'from another address'}`;
  return feedback === undefined ? 'the customer wrote' : answered[feedback];
}

/** To the question whether it was made right. */
const answered: Readonly<Record<FeedbackSaid, string>> = {
  yes: 'the customer says that it was made right',
  no: 'the customer says that it was not made right',
  unclear: 'the customer wrote, asked whether it was made right',
};

function tooMany({ lines, reopened, state }: Conversation, { at, on }: Line): string | undefined {
  if (on !== undefined) return tooManyMessages(lines, at);
  if (lines.length >= mostLines) return `the conversation has ${mostLines} mails`;
  const since = Date.parse(at) - dayMs;
  const today = lines.filter((line) => line.by !== 'company' && Date.parse(line.at) > since);
  if (today.length >= mostHeardInADay) return `${mostHeardInADay} mails came within a day`;
  const reopens = !isOpen({ state });
  return reopens && reopened >= mostReopenings ? `it was opened again ${mostReopenings} times` : undefined;
}

/** On a network nothing of ours answers by itself, so nobody is answered without end. */
function tooManyMessages(lines: readonly Line[], at: string): string | undefined {
  if (lines.length >= mostLinesOfThread) return `the conversation has ${mostLinesOfThread} messages`;
  const since = Date.parse(at) - dayMs;
  const today = lines.filter((line) => line.by !== 'company' && Date.parse(line.at) > since);
  return today.length >= mostMessagesInADay ? `${mostMessagesInADay} messages came within a day` : undefined;
}

/** The conversation once a person has it. */
export function take(conversation: Conversation, actor: string, stamp: WriteStamp): Conversation {
  const { holder, state } = conversation;
  const from =
    holder === undefined || holder === actor || state !== 'taken' ? '' : `, who takes it over from ${holder}`;
  const taken = { ...conversation, since: sinceWhen(conversation, stamp), holder: actor };
  return next(taken, 'taken', `taken by ${actor}${from}`, stamp);
}

/** Who takes up again what waits for nobody has it from now on, and nobody waited for that. */
function sinceWhen(conversation: Conversation, { at }: WriteStamp): string {
  return isOpen(conversation) ? conversation.since : at;
}

/** The conversation with an answer that is to be sent. It is the customer's turn once it has left. */
export function wantAnswer(
  conversation: Conversation,
  { id, hash, answer, on }: Pick<Line, 'id' | 'on'> & { readonly hash: string; readonly answer: Answer },
  stamp: WriteStamp,
): Conversation {
  if (pendingAnswer(conversation)) throw new ConversationStepError(conversation.remedyId, 'being answered', 'answered');
  const written = { ...answer, cameBefore: cameIn(conversation) };
  const line = { id, by: 'company', at: stamp.at, hash, answer: written, ...(on && { on }) } as const;
  const lines = [...conversation.lines, line];
  const taken = { ...conversation, since: sinceWhen(conversation, stamp), holder: answer.actor, lines };
  return next(taken, 'taken', `${answer.actor} wrote an answer`, stamp);
}

/** What became of an answer. */
export interface AnswerMove {
  readonly to: AnswerState;
  readonly why: string;
  readonly messageId?: string | undefined;
  /** How many minutes of its owner's hours the customer has waited until now. Missing where nobody waited. */
  readonly waitedMinutes?: number | undefined;
  /** Why a network did not take it, or nobody knows whether it did. */
  readonly reason?: string | undefined;
}

export function answerCanBecome(from: AnswerState, to: AnswerState): boolean {
  return answerTransitions[from].includes(to);
}

/**
 * The conversation once something is known of an answer. One that did not reach its customer is a person's again; one
 * that has left makes it the customer's turn, unless they wrote meanwhile.
 */
export function moveAnswer(
  conversation: Conversation,
  lineId: string,
  { to, why, messageId, waitedMinutes, reason }: AnswerMove,
  stamp: WriteStamp,
): Conversation {
  const { remedyId, lines, state } = conversation;
  const line = lines.find(({ id }) => id === lineId);
  const answer = line?.answer;
  if (!answer) throw new ConversationStepError(remedyId, 'without this answer', to);
  if (!answerCanBecome(answer.state, to)) throw new ConversationStepError(remedyId, `its answer ${answer.state}`, to);
  const known = { messageId: messageId ?? answer.messageId, ...(reason !== undefined && { why: reason }) };
  const moved = { ...line, answer: { ...answer, state: to, ...known } };
  const changed = { ...conversation, lines: lines.map((other) => (other.id === lineId ? moved : other)) };
  if (to === 'complained') return next(withoutWanted({ ...changed, holder: undefined }), closedFrom(state), why, stamp);
  if (['bounced', 'suppressed'].includes(to)) return next(backToPeople(changed, stamp), takenFrom(state), why, stamp);
  const hasLeft = to === 'sent' || (to === 'delivered' && answer.state !== 'sent');
  if (hasLeft && isOfAll(conversation, lineId) && state === 'taken') {
    const waited = waitedMinutes ?? conversation.waitedMinutes;
    return next(
      { ...changed, since: stamp.at, waitedMinutes: waited, escalatedAt: undefined },
      answer.then,
      why,
      stamp,
    );
  }
  return next(changed, state, why, stamp);
}

/** Whether nothing is in the conversation that its writer has not read: networks deliver late, and in any order. */
function isOfAll(conversation: Conversation, lineId: string): boolean {
  const { lines } = conversation;
  const last = lines.findLast(({ by }) => by === 'company');
  const before = last?.answer?.cameBefore;
  return before === undefined ? lines.at(-1)?.id === lineId : last?.id === lineId && before === cameIn(conversation);
}

/** What was still to leave does not: after a complaint nothing is sent, and what is closed is on no list. */
function withoutWanted(conversation: Conversation): Conversation {
  const lines = conversation.lines.map((line) =>
    line.answer?.state === 'wanted' ? { ...line, answer: { ...line.answer, state: 'none' as const } } : line,
  );
  return { ...conversation, lines };
}

function backToPeople(conversation: Conversation, { at }: WriteStamp): Conversation {
  return isOpen(conversation) ? conversation : { ...conversation, since: at };
}

/** Where somebody has it, it stays theirs. What was closed is opened again. */
function takenFrom(state: ConversationState): ConversationState {
  if (state === 'closed') return 'reopened';
  return state === 'answered' || state === 'waiting' ? 'taken' : state;
}

function closedFrom(state: ConversationState): ConversationState {
  return state === 'closed' ? state : 'closed';
}

/**
 * The conversation once another owner has it, who has to take it anew. The customer goes on waiting since they wrote.
 *
 * @param by who handed it over, or undefined where nobody took it in time
 */
export function handOver(
  conversation: Conversation,
  { to, by, why }: { readonly to: ConversationOwner; readonly by: string | undefined; readonly why: string },
  stamp: WriteStamp,
): Conversation {
  const { state, remedyId } = conversation;
  if (!isOpen(conversation)) throw new ConversationStepError(remedyId, state, `handed over to ${to}`);
  const escalatedAt = by === undefined ? stamp.at : conversation.escalatedAt;
  const handed = { ...conversation, owner: to, holder: undefined, handedAt: stamp.at, escalatedAt };
  return next(handed, state === 'taken' ? 'new' : state, stepOf({ to, by, why }), stamp);
}

type HandOver = Parameters<typeof handOver>[1];

function stepOf({ to, by, why }: HandOver): string {
  return `${by === undefined ? `escalated to ${to}` : `handed over to ${to} by ${by}`}: ${why}`;
}

/** Whether nothing has happened since it was handed over, or escalated, to whom has it. */
export function isJustHandedOver({ owner: to, state, history }: Conversation): boolean {
  const last = history.at(-1)?.why;
  if (to === undefined || last === undefined || (state !== 'new' && state !== 'reopened')) return false;
  return last.startsWith(`escalated to ${to}: `) || last.startsWith(`handed over to ${to} by `);
}

/** Whether nothing has happened since this very person handed it over with these words. */
export function isThisHandOver(conversation: Conversation, handed: HandOver): boolean {
  return isJustHandedOver(conversation) && conversation.history.at(-1)?.why === stepOf(handed);
}

/** The conversation that is over. */
export function close(conversation: Conversation, actor: string, why: string, stamp: WriteStamp): Conversation {
  return next({ ...conversation, holder: undefined, since: stamp.at }, 'closed', `closed by ${actor}: ${why}`, stamp);
}
