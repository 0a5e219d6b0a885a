import type { Observer } from '../record/observer';
import { RetryableError } from '../record/retryable-error';
import type { Ledger } from '../../ledger/port/ledger';
import type { CallPublisher } from '../../phone/call-publisher';
import type { CallEnd, CallRecord } from '../../phone/call-record';
import type { CallStore } from '../../phone/call-store';
import type { ContactCenter } from '../../phone/contact-center';
import type { PhoneSetting } from '../../phone/phone-setting';

/** What calls are made with. */
export interface PhonePorts {
  readonly calls: CallStore;
  readonly center: ContactCenter;
  readonly publisher: CallPublisher;
  /** Has the number to call, as long as the customer was not erased. */
  readonly ledger: Pick<Ledger, 'readEnvelope'>;
  readonly setting: PhoneSetting;
  readonly observer: Observer;
  readonly clock: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Others write about the same call all the time. */
export class CallBusyError extends RetryableError {
  override readonly name = 'CallBusyError';
  constructor(key: string) {
    super(`others write about the call ${key} all the time; this has to come again`);
  }
}

const mostWrites = 8;

/**
 * Writes what follows from the stored record, read again where somebody else wrote first.
 *
 * @param change gives undefined where nothing is to be changed
 * @returns the record as it is stored then
 */
export async function changeCall(
  record: CallRecord,
  change: (before: CallRecord) => Omit<CallRecord, 'version'> | undefined,
  { calls }: Pick<PhonePorts, 'calls'>,
): Promise<CallRecord> {
  let before = record;
  for (let writes = 0; writes < mostWrites; writes++) {
    const changed = change(before);
    if (!changed) return before;
    const next = { ...changed, version: before.version + 1 };
    if ((await calls.save(next)) === 'saved') return next;
    before = (await calls.find(record.key)) ?? before;
  }
  throw new CallBusyError(record.key);
}

/**
 * Writes how it ended, and says so on the bus. The first end stays: what came of a call is never said in two ways. An
 * event that comes again says the same again, because nobody knows whether it was said.
 */
export async function endCall(record: CallRecord, end: CallEnd, ports: PhonePorts): Promise<CallRecord> {
  const ended = await changeCall(record, (before) => (before.end ? undefined : { ...before, end }), ports);
  await publishEnd(ended, ports);
  return ended;
}

export async function publishEnd(
  record: CallRecord,
  { publisher, observer }: Pick<PhonePorts, 'publisher' | 'observer'>,
): Promise<void> {
  const { end, remedyId } = record;
  if (!end || end.as === 'withdrawn') return;
  if (end.as === 'completed') await publisher.completed(record, end.contactId ?? record.key);
  else await publisher.missed(record, end.reason ?? 'other', end.contactId);
  observer.step({ step: 'call-ended', remedyId, why: end.reason ?? end.as });
}
