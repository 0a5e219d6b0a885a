import { writerIdOf } from '../../conversation/letter-keys';
import { handleIdOf } from '../../conversation/threads/thread-keys';
import { keepingMs, type SentMails } from '../../email/sent/sent-mails';
import { commitmentsUntil, type Commitment } from '../../ledger/customer-record';
import type { Tombstone } from '../../ledger/envelope';
import type { Ledger } from '../../ledger/port/ledger';
import type { FlowContext } from '../record/flow-context';
import { refused, type Refused } from './refused';

export type EraseContext = Pick<FlowContext, 'observer' | 'clock'> & {
  readonly ledger: Pick<Ledger, 'read' | 'saveCustomerRecord' | 'eraseEnvelopes' | 'addressesToErase'>;
  /** @default - no mails are kept as they left */
  readonly sentMails?: KeptToForget | undefined;
};

/** Where mails are kept as they left. */
export interface KeptToForget {
  readonly mails: Pick<SentMails, 'forget'>;
  readonly wait: (ms: number) => Promise<void>;
}

/** Whose data goes, and who says so. */
export interface Erasure {
  readonly customerId: string;
  /**
   * When that person decided it. What is detected later stays, so that a request that is sent once more erases nothing
   * that the first one did not. ISO 8601.
   */
  readonly seenAt: string;
  /** The verified identity of the person who erases. */
  readonly actor: string;
  readonly why: string;
}

/**
 * How many envelopes there were, and until when what was detected is erased. Asked again it erases what is left, which
 * is none.
 */
export type EraseResult =
  | {
      readonly answer: 'done';
      readonly erased: number;
      readonly until: string;
      /** How many mails as they left were deleted. Missing where none are kept. */
      readonly mails?: number;
    }
  | Refused;

/** How often to read the customer record again after somebody else wrote it first. */
const mostReads = 24;

/**
 * How far from ours the clock of whoever asks may be, in ms. One that is behind would leave what was detected since,
 * and with one that is ahead a copy of the request would erase what nobody has seen.
 */
const clockOffMs = 60_000;

/** What a request takes beyond its time-out to reach what it was sent to. */
const spareMs = 500;

/**
 * Empties every envelope of a customer: all that is stored here of their name, address and purchase. What the ledger
 * says of the money stays, under a pseudonymous id, for it is needed to pay nothing twice.
 *
 * What is on its way, in whatever queue, still pays, and is neither mailed nor stored any more: the customer record
 * says so to whoever decides, and an emptied envelope to whoever writes, each in a read that they make anyway. The
 * customer record comes first. Whoever committed before is seen in it, and gets an emptied envelope; whoever commits
 * later has read it. A failure that is detected afterwards brings its own envelope.
 *
 * Letters are kept under their writer, whom nobody has joined to a customer, and what is written on networks under the
 * handle: who wrote from an address, or by a handle, that stands in one of these envelopes is erased first. Where that
 * fails the addresses are still there when it is asked again.
 *
 * Mails as they left go last. Whoever has just sent one keeps it within seconds after they saw that its envelope was
 * not emptied, or never: so long is waited before it is looked what is there.
 */
export async function eraseCustomer(
  { customerId, seenAt, actor, why }: Erasure,
  context: EraseContext,
): Promise<EraseResult> {
  const now = context.clock();
  const aheadMs = Date.parse(seenAt) - now.getTime();
  if (aheadMs > clockOffMs) {
    return refused(`it was asked for at ${seenAt}, which is still to come: set the clock right`);
  }
  if (aheadMs < -clockOffMs) {
    return refused(
      `it was asked for at ${seenAt}, and here it is ${now.toISOString()}: set the clock right, and ask anew`,
    );
  }
  const until = new Date(Math.min(Date.parse(seenAt), now.getTime())).toISOString();
  const at = now.toISOString();
  const buried = await bury(customerId, { until, at }, context);
  if (!buried) return refused(busy);
  const addresses = await context.ledger.addressesToErase(customerId, buried.tombstone);
  let erased = 0;
  const mailed = [customerId];
  for (const address of addresses) {
    const writerId = idOfWriter(address);
    if (writerId === customerId) continue;
    // Of whoever wrote nothing, nothing is to stay behind: a tombstone would keep a hash of their address for ever.
    // A handle stands here only because somebody wrote, whose words may still be on their way.
    const hasWritten = isHandle(address) || (await hasLetters(writerId, buried.tombstone, context));
    if (!hasWritten) continue;
    const writer = await bury(writerId, { until: buried.tombstone.until, at }, context);
    if (!writer) return refused(busy);
    erased += await empty(writerId, writer, context);
    mailed.push(writerId);
  }
  erased += await empty(customerId, buried, context);
  const forgotten = await forgetMails(mailed, context);
  // The log says who erased and why, and not whose data it was.
  context.observer.step({ step: 'erased', count: erased, actor, why });
  return { answer: 'done', erased, until: buried.tombstone.until, ...forgotten };
}

/** On a network: a list as JSON, which no address is. */
function isHandle(address: string): boolean {
  return address.startsWith('[');
}

function idOfWriter(address: string): string {
  return isHandle(address) ? handleIdOf(address) : writerIdOf(address);
}

async function hasLetters(writerId: string, tombstone: Tombstone, { ledger }: EraseContext): Promise<boolean> {
  return (await ledger.addressesToErase(writerId, tombstone)).length > 0;
}

const busy = 'others are writing at the same time; ask again';

function empty(customerId: string, { tombstone, underWay }: Buried, { ledger }: EraseContext): Promise<number> {
  const remedyIds = underWay.map(({ remedyId }) => remedyId);
  return ledger.eraseEnvelopes(customerId, tombstone, remedyIds);
}

async function forgetMails(
  customerIds: readonly string[],
  { sentMails }: EraseContext,
): Promise<{ readonly mails?: number }> {
  if (!sentMails) return {};
  await sentMails.wait(keepingMs + spareMs);
  let mails = 0;
  for (const customerId of customerIds) mails += await sentMails.mails.forget(customerId);
  return { mails };
}

/** A tombstone in the customer record, and the commitments that were made without knowing of it. */
interface Buried {
  readonly tombstone: Tombstone;
  readonly underWay: readonly Commitment[];
}

/** Writes a tombstone that reaches so far, unless there is one. */
async function bury(customerId: string, tombstone: Tombstone, { ledger }: EraseContext): Promise<Buried | undefined> {
  for (let reads = 0; reads < mostReads; reads++) {
    // No remedy is asked for: the customer record alone is wanted.
    const { customerRecord } = await ledger.read(customerId, '');
    const known = customerRecord.tombstone;
    if (known && Date.parse(known.until) >= Date.parse(tombstone.until)) {
      return { tombstone: known, underWay: commitmentsUntil(customerRecord, known.at) };
    }
    const next = { ...customerRecord, version: customerRecord.version + 1, tombstone };
    if ((await ledger.saveCustomerRecord(next)) === 'saved') return { tombstone, underWay: customerRecord.commitments };
  }
  return undefined;
}
