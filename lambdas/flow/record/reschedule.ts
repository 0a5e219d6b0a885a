import type { RemedyRecord } from '../../ledger/remedy-record';
import { withNextPoll } from '../../ledger/transitions';
import { stamp } from './write-stamp';
import { saveOwn } from './save-own';
import type { PublishPorts } from './publish';

/** Leaves an entry as it is, and looks again later. */
export async function reschedule(record: RemedyRecord, why: string, ports: PublishPorts): Promise<void> {
  await saveOwn(withNextPoll(record, why, stamp(ports)), ports.ledger);
}
