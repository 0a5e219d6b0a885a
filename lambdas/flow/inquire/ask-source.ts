import type { AskedOf, RemedyRecord } from '../../ledger/remedy-record';
import { withHold } from '../../ledger/transitions';
import { hourMs } from '../../model/durations';
import { answerTypeOf, type Inquiries } from '../../outcomes/inquiry';
import { syntheticSource } from '../../outcomes/synthetic';
import { refused, refusedAsChanged, refusedAsForeign, type Refused } from '../operate/refused';
import { write, type WriteContext } from '../record/record-writer';
import type { FlowContext } from '../record/flow-context';
import { keepMessage } from '../words/customer-message';
import { mostStoppedMs, withClocks } from '../../ledger/follow/stopped-clock';

export type AskContext = WriteContext &
  Pick<FlowContext, 'observer' | 'limits'> & {
    /** Undefined where nobody hears what is answered. */
    readonly inquiries: Inquiries | undefined;
  };

/** Which remedy, who asks, and the version that this person has seen. */
export interface AskCase {
  readonly customerId: string;
  readonly remedyId: string;
  /** The verified identity of whoever asks. */
  readonly actor: string;
  readonly expectedVersion: number;
}

/** What is asked, and how long the answer is of use. */
export interface Question {
  readonly question: string;
  readonly hours: number;
  readonly why: string;
}

export type AskResult = { readonly answer: 'done'; readonly record: RemedyRecord } | Refused;

/** More questions about one remedy than anybody answers. They would grow its record, too. */
const mostQuestions = 5;

/**
 * Sends what is held back to whoever published its failure, with a question. Nothing moves. The clock of the hold goes
 * on, unless the deployment or the schedule lets it stand still: who needs longer extends it first.
 *
 * The question is written down before it is sent, and marked as sent after. Where the bus takes it not, the hold says
 * that nobody knows whether it was sent, and whoever asked is told and asks again.
 */
export async function askSource(
  { customerId, remedyId, actor, expectedVersion }: AskCase,
  { question, hours, why }: Question,
  context: AskContext,
): Promise<AskResult> {
  const { inquiries } = context;
  if (!inquiries) return refused('nobody hears answers here: this deployment asks no partner on the bus');
  const record = await context.ledger.readRemedy(customerId, remedyId);
  if (!record) return refused(`there is no remedy ${remedyId} of that customer`);
  const changed = refusedAsChanged(record, expectedVersion);
  if (changed) return changed;
  if (record.doubt) return refusedAsForeign(record.doubt);
  const now = context.clock();
  const by = new Date(now.getTime() + hours * hourMs).toISOString();
  const inquiryId = context.newToken();
  const at = now.toISOString();
  const asked = askable(record, { inquiryId, actor, at, by }, context);
  if ('answer' in asked) return asked;
  const {
    source,
    inquiries: all,
    clocks: { owed, ...ofHold },
    isStopped,
  } = asked;
  const kept = await keepMessage({ customerId, remedyId }, { text: question, messageId: inquiryId, actor }, context);
  if (!kept) return refused('what was published of it is not kept any more, so nobody could say what it is about');
  const clock = isStopped ? 'stands still until they answer' : 'goes on';
  const line = `${actor} asks ${source} for more, by ${by}; the clock of the hold ${clock}: ${why}`;
  const change = { asked: all, ...ofHold };
  const written = await write((stamp) => withHold({ ...record, owed }, change, line, stamp), context);
  if (written.result === 'lost') return refused('somebody else was quicker; look at it again');
  const { type: failureType, subject, occurrence, orderId } = record;
  await inquiries.publish({
    ...{ schemaVersion: 1, inquiryId, remedyId, customerId, failureType, to: source },
    ...{ subject, occurrence, orderId, question, answerType: answerTypeOf(failureType), answerBy: by, askedAt: at },
  });
  context.observer.step({ step: 'source-asked', remedyId, failureType });
  return { answer: 'done', record: await markAsSent(written.record, inquiryId, context) };
}

const tries = 3;

/** Where others go on writing it stays unmarked, and was sent all the same. What was answered needs no mark. */
async function markAsSent(record: RemedyRecord, inquiryId: string, context: AskContext): Promise<RemedyRecord> {
  let now = record;
  for (let attempt = 0; attempt < tries; attempt++) {
    const asked = now.hold?.asked ?? [];
    const open = asked.find((one) => one.inquiryId === inquiryId && one.answeredAt === undefined);
    if (now.state !== 'held' || !open) return now;
    const marked = asked.map((one) => (one === open ? { ...one, isSent: true } : one));
    const found = now;
    const sent = await write((stamp) => withHold(found, { asked: marked }, `${open.of} was asked`, stamp), context);
    if (sent.result === 'won') return sent.record;
    now = sent.stored ?? now;
  }
  return now;
}

/** Whom to ask, and what it makes of the clocks, or why nobody can be asked. */
function askable(record: RemedyRecord, inquiry: Omit<AskedOf, 'of'>, { limits }: Pick<AskContext, 'limits'>) {
  const { state, hold, source } = record;
  if (state !== 'held' || !hold) return refused(`it is ${state}, and waits for nobody's decision`);
  if (source === undefined) return refused('nobody knows which system published it');
  if (source === syntheticSource) return refused('Amends made it itself, to see whether all works');
  const asked = hold.asked ?? [];
  if (asked.length >= mostQuestions)
    return refused(`${source} was asked ${mostQuestions} times: decide, or write to them`);
  const all = [...asked, { ...inquiry, of: source }];
  const clocks = withClocks(record, hold, all, mostStoppedMs(hold, limits));
  if (inquiry.by > clocks.deadline) {
    return refused(`it has to be decided by ${clocks.deadline}, before the answer would have to come: extend it first`);
  }
  return { source, inquiries: all, clocks, isStopped: clocks.deadline > hold.deadline };
}
