import { createHash } from 'node:crypto';
import { causeKey } from '../../channels/amplification/amplification';
import type { AmplifiedIncidents } from '../../channels/amplification/amplified-incidents';
import { complaintType, type ComplaintsAmplified, type MessageReceived } from '../../channels/events/channel-events';
import type { Line } from '../../conversation/conversation';
import { mostLinesOfThread } from '../../conversation/conversation';
import type { ReplyMarks } from '../../conversation/conversations';
import { ownerOfType } from '../../conversation/owners/conversation-owners';
import { ownerOf } from '../../conversation/owners/owner-of';
import { markName } from '../../conversation/reply-mark';
import type { LinePlace } from '../../conversation/threads/thread';
import {
  handleIdOf,
  handleText,
  messageLineId,
  threadEnvelope,
  threadOf,
  type ThreadWriter,
} from '../../conversation/threads/thread-keys';
import { threadType } from '../../conversation/threads/thread-type';
import { envelopeDays, isErased } from '../../ledger/envelope';
import type { RemedyKey } from '../../ledger/port/ledger';
import { dayMs } from '../../model/durations';
import type { ConverseContext } from '../converse/converse-context';
import { wasErasedMeanwhile } from '../converse/erased-meanwhile';
import { keepAddress } from '../converse/keep-address';
import { tellIfOpened, writeHearing } from '../converse/write-hearing';
import { isCustomerErased, linkThread } from './link-thread';

export type ThreadContext = ConverseContext & {
  /** What leads from a message to its conversation. */
  readonly marks: ReplyMarks;
  /** What many people write about. */
  readonly amplified: AmplifiedIncidents;
};

/** `heard`: it is in its conversation, also where it was before. */
export type HeardMessage = { readonly result: 'heard' | 'erased' | 'too-many'; readonly remedyId: string };

/** One that is full goes on in another, so often. Whoever fills them all writes to nobody. */
const mostParts = 50;

/**
 * Hears what somebody wrote on a network, in the conversation with them. Nobody guesses who they are: it is linked to a
 * customer where the company's own system knows the handle.
 *
 * @throws where it has to be delivered again
 */
export async function hearMessage(message: MessageReceived, context: ThreadContext): Promise<HeardMessage> {
  const { replyTo, author } = message;
  const { network, account } = replyTo;
  const writer = { network, account, who: author.handle ?? replyTo.threadId };
  const handle = handleText(writer);
  const line = lineOf(message);
  const { tombstone } = (await context.ledger.read(handleIdOf(handle), '')).customerRecord;
  const of = await placeFor(writer, tombstone?.until, line, context);
  // What was written before they were erased comes late, and stays away.
  if (isErased(tombstone, line.at) || (await isCustomerErased(message.customerId, line.at, context))) {
    return unheard(of, network, 'erased', 'whoever wrote it was erased', context);
  }
  const link = linkIn(message, line.at);
  const isKept = !link || (await keepPointer(of, link.customerId, handle, line.at, context));
  if (!isKept || !(await keepWords(of, handle, line, message, context))) {
    // What they wrote after that stays: it is of the conversation that begins anew.
    const { tombstone: now } = (await context.ledger.read(handleIdOf(handle), '')).customerRecord;
    if (isKept && now?.until !== tombstone?.until && !isErased(now, line.at)) return hearMessage(message, context);
    return unheard(of, network, 'erased', 'whoever wrote it was erased meanwhile', context);
  }
  const type = link?.remedyId === undefined ? threadType : complaintType;
  const owner = ownerOf(
    { failureType: type, channel: network },
    context.owners.rules,
    ownerOfType(context.owners, type),
  );
  const about = { ...of, type, owner, place: { network, name: nameOf(message) }, link };
  const hearing = await writeHearing(about, line, context);
  // Others filled it meanwhile, and there is room in the next one.
  if (hearing.is === 'too-many' && (await placeFor(writer, tombstone?.until, line, context)).remedyId !== of.remedyId) {
    return hearMessage(message, context);
  }
  await context.marks.keepMark(messageMark(replyTo), {
    ...of,
    template: line.id,
    lines: [],
    expiresAt: keptUntil(context),
  });
  if (hearing.is === 'too-many') return unheard(of, network, 'too-many', hearing.why, context);
  await keepPost(of, line, message, context);
  if (link) await linkThread(of, link, 'they gave the company this handle', context);
  // One that was there may have died before it was told.
  if (hearing.is === 'known' || hearing.opens) await tellIfOpened(about, line, context);
  const why = link ? 'of a customer who gave this handle' : 'of somebody whom nobody knows';
  context.observer.step({ step: 'message-heard', network, remedyId: of.remedyId, why });
  return { result: 'heard', remedyId: of.remedyId };
}

/** Keeps that many people write about one cause, for whoever looks at what they wrote. */
export async function hearAmplified({ schemaVersion: _, ...incident }: ComplaintsAmplified, context: ThreadContext) {
  await context.amplified.keep(incident, keptUntil(context));
  return { result: 'noted' } as const;
}

/** What is written about a cause that is counted is found by it, also what was written before it was an incident. */
async function keepPost(
  of: RemedyKey,
  { id: lineId, at }: Line,
  { cause, replyTo }: MessageReceived,
  context: ThreadContext,
): Promise<void> {
  if (cause === undefined) return;
  await context.amplified.keepPost(causeKey({ replyTo }, cause), { ...of, lineId, at }, keptUntil(context));
}

function keptUntil({ clock }: ThreadContext): string {
  return new Date(clock().getTime() + envelopeDays * dayMs).toISOString();
}

/** The mark that leads from a message to the line that it has. */
export function messageMark({ network, account, messageId }: MessageReceived['replyTo']): string {
  return markName('message', JSON.stringify([network, account, messageId]));
}

function unheard(
  { remedyId }: RemedyKey,
  network: string,
  result: 'erased' | 'too-many',
  why: string,
  { observer }: ThreadContext,
): HeardMessage {
  observer.step({ step: 'message-unheard', network, remedyId, why });
  return { result, remedyId };
}

function lineOf({ replyTo, text, isPublic, receivedAt, ways = [] }: MessageReceived): Line {
  const { network, account, messageId, writtenAt } = replyTo;
  const until = untilOf(ways);
  const on: LinePlace = { network, isPublic, receivedAt, ...(until !== undefined && { until }) };
  return {
    id: messageLineId(network, account, messageId),
    by: 'customer',
    at: new Date(writtenAt).toISOString(),
    hash: createHash('sha256').update(text, 'utf8').digest('hex'),
    on,
  };
}

/** The end of the last way that ends. Undefined where one does not. */
function untilOf(ways: NonNullable<MessageReceived['ways']>): string | undefined {
  const ends = ways.map(({ until }) => until).filter((until) => until !== undefined);
  return ends.length < ways.length ? undefined : ends.toSorted().at(-1);
}

function nameOf({ ways = [], channel }: MessageReceived): string {
  return ways[0]?.name ?? channel;
}

function linkIn({ customerId, remedyId }: MessageReceived, at: string) {
  if (customerId === undefined) return undefined;
  return { customerId, ...(remedyId !== undefined && { remedyId }), at, by: 'handle' } as const;
}

/** The conversation that has the line, or has room for it. */
async function placeFor(
  writer: ThreadWriter,
  erasedUntil: string | undefined,
  line: Line,
  { conversations }: ThreadContext,
): Promise<RemedyKey> {
  let of = threadOf(writer, erasedUntil, 0);
  for (let part = 1; part < mostParts; part++) {
    const stored = await conversations.read(of);
    if (!stored || stored.lines.length < mostLinesOfThread || stored.lines.some(({ id }) => id === line.id)) return of;
    of = threadOf(writer, erasedUntil, part);
  }
  return of;
}

/**
 * By it whoever erases the customer finds what they wrote here, and so it stands before anything else is kept.
 *
 * @returns false where the customer was erased meanwhile
 */
async function keepPointer(
  { remedyId }: RemedyKey,
  customerId: string,
  handle: string,
  writtenAt: string,
  context: ThreadContext,
): Promise<boolean> {
  const now = context.clock();
  const pointer = threadEnvelope({ customerId, remedyId }, { handle }, { writtenAt, now });
  if ((await context.ledger.keepEnvelope(pointer)) === 'stale') {
    const envelope = await context.ledger.readEnvelope(customerId, remedyId);
    await keepAddress({ customerId, remedyId }, { envelope }, context);
  }
  if (!(await isCustomerErased(customerId, writtenAt, context))) return true;
  await context.ledger.replaceEnvelope({ ...pointer, failure: {} });
  return false;
}

/**
 * Keeps what was written, and where an answer goes, before the conversation says that it was.
 *
 * @returns false where whoever wrote it was erased meanwhile
 */
async function keepWords(
  of: RemedyKey,
  handle: string,
  line: Line,
  message: MessageReceived,
  context: ThreadContext,
): Promise<boolean> {
  const { replyTo, author, text, ways = [], attachments, url } = message;
  const { name } = author;
  const now = context.clock();
  const envelope = threadEnvelope(of, { handle, name }, { writtenAt: line.at, now });
  if ((await context.ledger.keepEnvelope(envelope)) === 'stale') {
    await keepAddress(of, { envelope: await context.ledger.readEnvelope(of.customerId, of.remedyId) }, context);
  }
  const expiresAt = keptUntil(context);
  const heardOn = { replyTo, name, ways, attachments, url };
  await context.conversations.keepSaid({ ...of, lineId: line.id, text, heardOn, expiresAt });
  if (!(await wasErasedMeanwhile(of, line.id, context))) return true;
  await context.ledger.replaceEnvelope({ ...envelope, failure: {} });
  return false;
}
