import type { PartOutcome } from '../../fulfilment/port/part-outcome';
import type { Partners } from '../../fulfilment/port/partner';
import { isKeyUsable, NotAttemptedError, type RefundProvider } from '../../fulfilment/port/refund-provider';
import { commitmentOf, isStillRefundable, isGiving, withRelease } from '../../ledger/customer-record';
import { liveParts, stateOf, type RemedyRecord, type PartRecord } from '../../ledger/remedy-record';
import { expectingReturn } from '../../ledger/record-of';
import { moveRemedy, takeExecution } from '../../ledger/transitions';
import { leaseEnd } from '../record/lease';
import { fulfilPart, lookUp, type RequestContext } from './fulfil';
import { reschedule } from '../record/reschedule';
import { stamp } from '../record/write-stamp';
import { saveOwn } from '../record/save-own';
import { saveAndPublish, type PublishPorts } from '../record/publish';
import { requestContextOf } from './request-context';

export interface ExecutePorts extends PublishPorts {
  readonly refunds: RefundProvider;
  readonly partners: Partners;
}

/** How often to read an account again after somebody else wrote it first. */
const recordReads = 8;

/** Carries out what a person approved, exactly as it was decided, if the order still has room for it. */
export async function executeApproved(record: RemedyRecord, ports: ExecutePorts, deadlineMs: number): Promise<void> {
  const released = await release(record, ports);
  if (released === 'contended') return reschedule(record, 'the account is being written by others', ports);
  if (released === 'no room') {
    const why = 'the line of the order has been given back in another way since it was held';
    await saveAndPublish(moveRemedy(record, { to: 'needs-attention', why }, stamp(ports)), ports);
    return;
  }
  await execute(record, ports, deadlineMs);
}

/**
 * Carries out the parts that nobody knows the end of, each with its own key, and writes down what became of them. That the
 * keys are in use is stored before the provider is asked.
 */
export async function execute(record: RemedyRecord, ports: ExecutePorts, deadlineMs: number): Promise<void> {
  const now = ports.clock();
  const token = ports.newToken();
  const at = now.toISOString();
  const execution = { token, leaseUntil: leaseEnd(now) };
  const parts = record.parts.map((part) => (isOpen(part) ? { ...part, keySince: part.keySince ?? at } : part));
  const begun =
    record.state === 'executing'
      ? takeExecution({ ...record, parts }, execution, { at, token: token })
      : moveRemedy(record, { to: 'executing', why: 'being carried out', parts, execution }, { at, token: token });
  if ((await saveOwn(begun, ports.ledger)) === 'stale') return;
  await carryOut(begun, ports, deadlineMs);
}

async function carryOut(begun: RemedyRecord, ports: ExecutePorts, deadlineMs: number): Promise<void> {
  const context = await requestContextOf(begun, ports.ledger);
  const parts: PartRecord[] = [];
  for (const part of begun.parts) {
    const outcome = isOpen(part) ? await outcomeOfPart(context, part, ports, deadlineMs) : part.outcome;
    parts.push(expectingReturn({ ...part, outcome }, ports.clock().toISOString()));
  }
  const to = stateOf(liveParts({ parts }));
  const why = to === 'unknown' ? 'the provider gave no certain answer' : `the provider says ${to}`;
  await saveAndPublish(moveRemedy(begun, { to, why, parts }, stamp(ports)), ports);
}

async function outcomeOfPart(
  context: RequestContext,
  part: PartRecord,
  ports: ExecutePorts,
  deadlineMs: number,
): Promise<PartOutcome> {
  try {
    if (part.keySince !== undefined && isKeyUsable(part.keySince, ports.clock())) {
      return await fulfilPart(context, part, ports, deadlineMs);
    }
    const found = await lookUp(context, part, ports);
    return found.state === 'not-found' ? { state: 'unknown', why: 'not found at the provider' } : found;
  } catch (error) {
    if (!(error instanceof NotAttemptedError)) throw error;
    return { state: 'unknown', why: 'the provider was not reached' };
  }
}

/** A part that still has to end. One that failed for good does not come back. */
function isOpen({ outcome }: PartRecord): boolean {
  return outcome.state === 'planned' || outcome.state === 'unknown';
}

/** Counts a held remedy as given, unless more would then go back for its line than was paid for it. */
async function release(
  record: RemedyRecord,
  { ledger, clock }: ExecutePorts,
): Promise<'released' | 'no room' | 'contended'> {
  for (let reads = 0; reads < recordReads; reads++) {
    const { customerRecord } = await ledger.read(record.customerId, record.remedyId);
    const commitment = commitmentOf(customerRecord, record.remedyId);
    if (!commitment) throw new Error(`${record.remedyId} was approved, but its claim is not in the account any more`);
    if (!isStillRefundable(customerRecord, commitment)) return 'no room';
    if (isGiving(commitment)) return 'released';
    const released = withRelease(customerRecord, record.remedyId, clock().toISOString());
    if ((await ledger.saveCustomerRecord(released)) === 'saved') return 'released';
  }
  return 'contended';
}
