import type { Entry } from '../../ledger/remedy-record';
import { lookLater } from '../../ledger/transitions';
import { moment } from './write-stamp';
import { saveOwn } from './save-own';
import type { TellPorts } from './publish';

/** Leaves an entry as it is, and looks again later. */
export async function lookAgain(entry: Entry, why: string, ports: TellPorts): Promise<void> {
  await saveOwn(lookLater(entry, why, moment(ports)), ports.ledger);
}
