import type { PartOutcome } from '../../fulfilment/port/part-outcome';
import type { Partners } from '../../fulfilment/port/partner';
import { NotAttemptedError, type RefundProvider } from '../../fulfilment/port/refund-provider';
import { commitmentOf, hasRoomFor, isGiving, withRelease } from '../../ledger/customer-record';
import { standingParts, stateOf, type Entry, type EntryPart } from '../../ledger/remedy-record';
import { expectingReturn } from '../../ledger/record-of';
import { moveEntry, takeExecution } from '../../ledger/transitions';
import { leaseEnd } from '../record/lease';
import { fulfilPart, isKeyUsable, lookUp, type Whose } from './fulfil';
import { lookAgain } from '../record/reschedule';
import { moment } from '../record/write-stamp';
import { saveOwn } from '../record/save-own';
import { saveAndTell, type TellPorts } from '../record/publish';
import { whoseOf } from './request-context';

export interface ExecutePorts extends TellPorts {
  readonly refunds: RefundProvider;
  readonly partners: Partners;
}

/** How often to read an account again after somebody else wrote it first. */
const recordReads = 8;

/** Carries out what a person approved, exactly as it was decided, if the order still has room for it. */
export async function executeApproved(entry: Entry, ports: ExecutePorts, deadlineMs: number): Promise<void> {
  const released = await release(entry, ports);
  if (released === 'contended') return lookAgain(entry, 'the account is being written by others', ports);
  if (released === 'no room') {
    const why = 'the line of the order has been given back in another way since it was held';
    await saveAndTell(moveEntry(entry, { to: 'manual', why }, moment(ports)), ports);
    return;
  }
  await execute(entry, ports, deadlineMs);
}

/**
 * Carries out the parts that nobody knows the end of, each with its own key, and writes down what became of them. That the
 * keys are in use is stored before the provider is asked.
 */
export async function execute(entry: Entry, ports: ExecutePorts, deadlineMs: number): Promise<void> {
  const now = ports.clock();
  const token = ports.newToken();
  const at = now.toISOString();
  const execution = { token, leaseUntil: leaseEnd(now) };
  const parts = entry.parts.map((part) => (isOpen(part) ? { ...part, keySince: part.keySince ?? at } : part));
  const begun =
    entry.state === 'executing'
      ? takeExecution({ ...entry, parts }, execution, { at, by: token })
      : moveEntry(entry, { to: 'executing', why: 'being carried out', parts, execution }, { at, by: token });
  if ((await saveOwn(begun, ports.ledger)) === 'stale') return;
  await carryOut(begun, ports, deadlineMs);
}

async function carryOut(begun: Entry, ports: ExecutePorts, deadlineMs: number): Promise<void> {
  const whose = await whoseOf(begun, ports.ledger);
  const parts: EntryPart[] = [];
  for (const part of begun.parts) {
    const outcome = isOpen(part) ? await outcomeOfPart(whose, part, ports, deadlineMs) : part.outcome;
    parts.push(expectingReturn({ ...part, outcome }, ports.clock().toISOString()));
  }
  const to = stateOf(standingParts({ parts }));
  const why = to === 'unknown' ? 'the provider gave no certain answer' : `the provider says ${to}`;
  await saveAndTell(moveEntry(begun, { to, why, parts }, moment(ports)), ports);
}

async function outcomeOfPart(
  whose: Whose,
  part: EntryPart,
  ports: ExecutePorts,
  deadlineMs: number,
): Promise<PartOutcome> {
  try {
    if (part.keySince !== undefined && isKeyUsable(part.keySince, ports.clock())) {
      return await fulfilPart(whose, part, ports, deadlineMs);
    }
    const found = await lookUp(whose, part, ports);
    return found.state === 'not-found' ? { state: 'unknown', why: 'not found at the provider' } : found;
  } catch (error) {
    if (!(error instanceof NotAttemptedError)) throw error;
    return { state: 'unknown', why: 'the provider was not reached' };
  }
}

/** A part that still has to end. One that failed for good does not come back. */
function isOpen({ outcome }: EntryPart): boolean {
  return outcome.state === 'planned' || outcome.state === 'unknown';
}

/** Counts a held remedy as given, unless more would then go back for its line than was paid for it. */
async function release(entry: Entry, { ledger, clock }: ExecutePorts): Promise<'released' | 'no room' | 'contended'> {
  for (let reads = 0; reads < recordReads; reads++) {
    const { customerRecord } = await ledger.read(entry.customerId, entry.remedyId);
    const commitment = commitmentOf(customerRecord, entry.remedyId);
    if (!commitment) throw new Error(`${entry.remedyId} was approved, but its claim is not in the account any more`);
    if (!hasRoomFor(customerRecord, commitment)) return 'no room';
    if (isGiving(commitment)) return 'released';
    const released = withRelease(customerRecord, entry.remedyId, clock().toISOString());
    if ((await ledger.saveCustomerRecord(released)) === 'saved') return 'released';
  }
  return 'contended';
}
