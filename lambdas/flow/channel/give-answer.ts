import { createHash } from 'node:crypto';
import { contactKey, hasStopped, noteContact, type ContactStore } from '../../channels/consent/contact';
import type { AnswerPublisher } from '../../channels/events/answer-events';
import type { AnswerOutcome, AnswerRefusal, AnswerSender, WayTo, WrittenAnswer } from '../../channels/port/answer';
import type { AnswerRecord, AnswerStore } from '../../channels/port/answer-store';
import { mayWrite } from '../../channels/rules/may-write';
import { personalIn } from '../../channels/rules/personal-in';
import { NotAttemptedError } from '../../fulfilment/port/refund-provider';
import { hourMs, minuteMs } from '../../model/durations';
import { redacted } from '../../model/guards/redacted';
import type { Observer } from '../record/observer';
import { RetryableError } from '../record/retryable-error';

/** What sending an answer works with. */
export interface AnswerPorts {
  readonly store: AnswerStore;
  readonly sender: AnswerSender;
  readonly wayTo: WayTo;
  readonly publisher: AnswerPublisher;
  /** Who has said STOP. @default - nobody can there */
  readonly contacts?: ContactStore | undefined;
  readonly observer: Observer;
  readonly clock: () => Date;
}

/** Another attempt at the same answer is at work, or was quicker. */
export class AnswerInProgressError extends RetryableError {
  override readonly name = 'AnswerInProgressError';
}

/** Nothing was sent yet, for certain. The answer is delivered again. */
export class AnswerWaitsError extends Error {
  override readonly name = 'AnswerWaitsError';
}

/** Longer than a function runs: an attempt that began before is not at work any more. */
const leaseMs = 2 * minuteMs;

/**
 * Sends an answer on the channel of what it answers: once, or not at all, and where nobody can know, it is for a
 * person. The promise to send is written before, so that whoever comes after a crash knows that it may have left.
 *
 * @throws AnswerInProgressError or AnswerWaitsError where it has to be delivered again
 */
export async function giveAnswer(answer: WrittenAnswer, ports: AnswerPorts): Promise<AnswerRecord> {
  const key = hashOf([answer.replyTo.network, answer.answerId]);
  const answerHash = hashOf([answer.replyTo, answer.to, answer.text, answer.by]);
  const known = await ports.store.find(key);
  if (known && known.answerHash !== answerHash) {
    return end(answer, idUsed(known, ports.clock()), ports);
  }
  if (known && isEnd(known)) return end(answer, known, ports);
  if (known?.state === 'sending') {
    const isAtWork = ports.clock().getTime() < Date.parse(known.at) + leaseMs;
    if (isAtWork) throw new AnswerInProgressError('another attempt at this answer is at work');
    if (!ports.sender.isIdempotent) {
      return settle(answer, known, { state: 'unknown', why: 'an attempt ended before it said what it did' }, ports);
    }
  }
  return attempt(answer, known ?? begun(answer, key, answerHash, ports), ports);
}

/** Nothing is known of this one but that it was refused, now: what the network said was of the answer before it. */
function idUsed(known: AnswerRecord, now: Date): AnswerRecord {
  const refusal = { state: 'refused', reason: 'id-used', why: 'another answer had this id' } as const;
  return { ...known, ...refusal, reference: undefined, at: now.toISOString() };
}

async function attempt(answer: WrittenAnswer, before: AnswerRecord, ports: AnswerPorts): Promise<AnswerRecord> {
  const now = ports.clock();
  const refusal = (await stopOf(answer, ports)) ?? refusalOf(answer, ports.wayTo, now);
  if (refusal) {
    const mayHaveLeft = before.inDoubt === true || before.state === 'sending';
    const outcome = mayHaveLeft
      ? { state: 'unknown' as const, why: refusal.why }
      : { state: 'refused' as const, ...refusal };
    return settle(answer, before, outcome, ports, false);
  }
  const sending = await save(next(before, { state: 'sending', attempts: before.attempts + 1 }, now), ports);
  const outcome = await outcomeOf(answer, sending.key, ports);
  if (outcome.state === 'refused' && outcome.hasStopped) await noteStop(answer, ports);
  return settle(answer, sending, outcome, ports);
}

/** Whoever said STOP is answered nothing either. */
async function stopOf(
  { replyTo: { network, threadId } }: WrittenAnswer,
  { contacts }: AnswerPorts,
): Promise<Refusal | undefined> {
  const contact = await contacts?.find(contactKey(network, threadId));
  return hasStopped(contact) ? { reason: 'not-reachable', why: 'the customer has said STOP' } : undefined;
}

async function noteStop(
  { replyTo: { network, threadId } }: WrittenAnswer,
  { contacts, clock, observer }: AnswerPorts,
): Promise<void> {
  if (!contacts) return;
  await noteContact(network, threadId, { choice: 'stop', at: clock().toISOString() }, contacts);
  observer.step({ step: 'channel-stopped', network, why: 'the network says so' });
}

/** Records and says what it came to. What is in doubt is asked for again where the network sends each key once. */
async function settle(
  answer: WrittenAnswer,
  before: AnswerRecord,
  outcome: AnswerOutcome,
  ports: AnswerPorts,
  asksAgain = ports.sender.isIdempotent,
): Promise<AnswerRecord> {
  const waits = outcome.state === 'later' || (outcome.state === 'unknown' && asksAgain);
  const why = 'why' in outcome ? redacted(outcome.why) : undefined;
  const change = {
    state: waits ? 'waiting' : outcome.state,
    why,
    inDoubt: outcome.state === 'unknown' ? true : before.inDoubt,
    ...(outcome.state === 'sent' && { reference: outcome.reference }),
    ...(outcome.state === 'refused' && { reason: outcome.reason }),
  } as const;
  const record = await save(next(before, change, ports.clock()), ports);
  if (!waits) return end(answer, record, ports);
  ports.observer.step({ step: 'answer-waiting', network: record.network, why: why ?? '' });
  throw new AnswerWaitsError(`The answer waits: ${why ?? ''}`);
}

/** Said again with every delivery: the one before may have died between the record and the event. */
async function end(answer: WrittenAnswer, record: AnswerRecord, ports: AnswerPorts): Promise<AnswerRecord> {
  const { state, at, reference, reason, why } = record;
  if (state === 'sending' || state === 'waiting') throw new Error(`"${state}" is no end of an answer`);
  const { answerId, replyTo, to } = answer;
  await ports.publisher.publish({ schemaVersion: 1, answerId, replyTo, to, state, at, reference, reason, why });
  ports.observer.step({ step: `answer-${state}`, network: record.network, why: reason ?? why ?? '' });
  return record;
}

async function outcomeOf(answer: WrittenAnswer, key: string, ports: AnswerPorts): Promise<AnswerOutcome> {
  const hours = (ports.clock().getTime() - Date.parse(answer.replyTo.writtenAt)) / hourMs;
  const after = ports.wayTo(answer.replyTo, answer.to)?.rules.humanOnlyAfterHours ?? Infinity;
  try {
    return await ports.sender.send({ key, answer, isForPeople: hours >= after });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { state: error instanceof NotAttemptedError ? 'later' : 'unknown', why };
  }
}

interface Refusal {
  readonly reason: AnswerRefusal;
  readonly why: string;
}

/** What our own reading of the rules forbids. Pure. */
function refusalOf({ replyTo, to, text, by }: WrittenAnswer, wayTo: WayTo, now: Date): Refusal | undefined {
  const way = wayTo(replyTo, to);
  if (!way) return { reason: 'no-way', why: `there is no way to answer ${replyTo.network} to the ${to}` };
  const { rules, longestText } = way;
  const personal = to === 'public' ? personalIn(text) : undefined;
  if (personal !== undefined) {
    return { reason: 'personal-in-public', why: `everybody would read ${personal}` };
  }
  if (text.length > longestText) {
    return { reason: 'too-long', why: `${rules.name} takes ${longestText} characters` };
  }
  const verdict = mayWrite(rules, { lastWroteAt: replyTo.writtenAt }, { isPersonal: to !== 'public', by }, now);
  return verdict.may ? undefined : { reason: 'window-over', why: verdict.why };
}

function begun({ replyTo }: WrittenAnswer, key: string, answerHash: string, { clock }: AnswerPorts): AnswerRecord {
  const at = clock().toISOString();
  return { key, network: replyTo.network, state: 'waiting', answerHash, attempts: 0, at, version: 0 };
}

function next(before: AnswerRecord, change: Partial<AnswerRecord>, now: Date): AnswerRecord {
  return { ...before, why: undefined, ...change, at: now.toISOString(), version: before.version + 1 };
}

async function save(record: AnswerRecord, { store }: AnswerPorts): Promise<AnswerRecord> {
  if ((await store.save(record)) === 'saved') return record;
  throw new AnswerInProgressError('another attempt at this answer was quicker');
}

function isEnd({ state }: AnswerRecord): boolean {
  return state === 'sent' || state === 'refused' || state === 'unknown';
}

function hashOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40);
}
