import type { AskedOf, Hold, RemedyRecord } from '../../ledger/remedy-record';
import { withHold } from '../../ledger/transitions';
import { answerTypeOf, type InquiryAnswer } from '../../outcomes/inquiry';
import { write, type WriteContext } from '../record/record-writer';
import { RetryableError } from '../record/retryable-error';
import { keepMessage } from '../words/customer-message';
import { mostStoppedMs, withClocks } from '../../ledger/follow/stopped-clock';

export type AnswerResult =
  /** It stands beside the hold. */
  | { readonly result: 'taken' }
  /** It was there already, or another answer was. */
  | { readonly result: 'known' }
  /** It is decided meanwhile, and nobody waits for it. */
  | { readonly result: 'too-late' }
  /** Nobody asked that source this. Nothing is kept of it. */
  | { readonly result: 'not-asked' };

/** Who answers, as the bus says, and as what. */
export interface Answering {
  readonly source: string;
  /** The detail-type. */
  readonly type: string;
}

/** The hold is being written by others. Deliver the answer again. */
export class AnswerOutpacedError extends RetryableError {
  override readonly name = 'AnswerOutpacedError';
}

const tries = 4;

/**
 * Keeps the answer of a source beside the hold, with its time. Only the source that was asked can answer, and only
 * once. Its text is kept with the envelope, and erased with it; the record says that it came. Nothing moves.
 *
 * @throws AnswerOutpacedError
 */
export async function takeAnswer(
  { customerId, remedyId, inquiryId, answer }: InquiryAnswer,
  { source, type }: Answering,
  context: WriteContext,
): Promise<AnswerResult> {
  const { ledger, clock } = context;
  for (let attempt = 0; attempt < tries; attempt++) {
    const record = await ledger.readRemedy(customerId, remedyId);
    const asked = record && type === answerTypeOf(record.type) ? askedIn(record, inquiryId, source) : undefined;
    if (!record || !asked) return { result: 'not-asked' };
    if (asked.answeredAt !== undefined) return { result: 'known' };
    if (record.state !== 'held') return { result: 'too-late' };
    // Under an id that follows from the question: delivered again it is the same, and the first one stays.
    const messageId = answerIdOf(inquiryId);
    const kept = await keepMessage({ customerId, remedyId }, { text: answer, messageId, actor: source }, context);
    const line = kept ? `${source} has answered` : `${source} has answered; the text was erased`;
    const answeredAt = clock().toISOString();
    const inquiries = (record.hold?.asked ?? []).map((one) => (one === asked ? { ...one, answeredAt } : one));
    const written = await write((stamp) => withHold(...answered(record, inquiries), line, stamp), context);
    if (written.result === 'won') return { result: 'taken' };
  }
  throw new AnswerOutpacedError(`${remedyId} is being written by others; this answer has to come again`);
}

/** The clocks go on from the answer. */
function answered(record: RemedyRecord, asked: readonly AskedOf[]): [RemedyRecord, Partial<Hold>] {
  const { hold } = record;
  if (!hold) return [record, { asked }];
  const { owed, ...ofHold } = withClocks(record, hold, asked, mostStoppedMs(hold, {}));
  return [
    { ...record, owed },
    { asked, ...ofHold },
  ];
}

function askedIn({ hold }: RemedyRecord, inquiryId: string, source: string): AskedOf | undefined {
  return hold?.asked?.find((one) => one.inquiryId === inquiryId && one.of === source);
}

/** Where the text of an answer is kept. */
export function answerIdOf(inquiryId: string): string {
  return `answer-${inquiryId}`;
}
