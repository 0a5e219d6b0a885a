import { createHash } from 'node:crypto';
import { messageTag, taggedIn } from '../../channels/port/message-tag';
import { envelopeOf, type Envelope } from '../../ledger/envelope';
import type { RemedyKey } from '../../ledger/port/ledger';

const idBegins = 'thr_';

/** The beginning of the id of whoever writes on a network. */
export const writerBegins = 'handle.';

/** Whether a conversation takes place on a network, and is about no remedy by itself. */
export function isOfThread({ remedyId }: Pick<RemedyKey, 'remedyId'>): boolean {
  return remedyId.startsWith(idBegins);
}

/** Somebody at one account of a company on a network. */
export interface ThreadWriter {
  readonly network: string;
  readonly account: string;
  /** Their handle; where the network shows none, the place that they wrote in. */
  readonly who: string;
}

/** The writer as one text, which stands in envelopes and is erased with them. */
export function handleText({ network, account, who }: ThreadWriter): string {
  return JSON.stringify([network, account, who]);
}

/** Whoever writes on a network is named by a hash of their handle. @param handle as `handleText` makes it */
export function handleIdOf(handle: string): string {
  return `${writerBegins}${hashOf(handle).slice(0, 24)}`;
}

/**
 * The conversation with whoever writes on a network: one for each person there, and a new one once they were erased, or
 * once one has no more room.
 *
 * @param erasedUntil until when what they wrote was erased
 */
export function threadOf(writer: ThreadWriter, erasedUntil: string | undefined, part: number): RemedyKey {
  const handle = handleText(writer);
  const which = [...(erasedUntil === undefined ? [] : [erasedUntil]), ...(part === 0 ? [] : [part])];
  return {
    customerId: handleIdOf(handle),
    remedyId: `${idBegins}${hashOf(JSON.stringify([handle, ...which])).slice(0, 32)}`,
  };
}

/** What is kept of whoever wrote, or of them below the customer that they are. It is erased like every envelope. */
export function threadEnvelope(
  of: RemedyKey,
  { handle, name }: { readonly handle: string; readonly name?: string | undefined },
  { writtenAt, now }: { readonly writtenAt: string; readonly now: Date },
): Envelope {
  const customer = { id: of.customerId, handle, ...(name !== undefined && { name }) };
  return envelopeOf(of, { failure: { customer }, detectedAt: writtenAt }, now);
}

const answerTemplate = 'answer-';

/** The id of an answer on a network, by which what became of it is told: it names the conversation and its line. */
export function threadAnswerId({ customerId, remedyId }: RemedyKey, lineId: string): string {
  return messageTag({ customerId, remedyId, template: `${answerTemplate}${lineId}` });
}

/** Undefined where somebody else wrote the answer. */
export function threadAnswerIn(answerId: string): (RemedyKey & { readonly lineId: string }) | undefined {
  const tagged = taggedIn(answerId);
  if (!tagged || !isOfThread(tagged) || !tagged.template.startsWith(answerTemplate)) return undefined;
  const { customerId, remedyId, template } = tagged;
  return { customerId, remedyId, lineId: template.slice(answerTemplate.length) };
}

/** A message has one line, however often the network delivers it. */
export function messageLineId(network: string, account: string, messageId: string): string {
  return hashOf(JSON.stringify([network, account, messageId])).slice(0, 24);
}

/** So has an answer that somebody else wrote. */
export function foreignLineId(network: string, answerId: string): string {
  return hashOf(JSON.stringify(['answer', network, answerId])).slice(0, 24);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
