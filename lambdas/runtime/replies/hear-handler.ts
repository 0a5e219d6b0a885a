import type { Context } from 'aws-lambda';
import { hearReply, type HeardResult } from '../../flow/converse/hear-reply';
import type { Observer } from '../../flow/record/observer';
import { wiredHandler } from '../handlers/wired-handler';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { hearSettings } from './replies-settings';
import { wireHearing, type WiredHearing } from './replies-wiring';

/** SES says something of a mail that this version of the code cannot read. Nothing is guessed. */
export class ReceiptError extends Error {
  override readonly name = 'ReceiptError';
  constructor() {
    super('This is no event of SES about a mail that came: compare it with the documentation of its Lambda action');
  }
}

/** The Lambda handler that hears what customers answer. It throws where a mail has to be delivered again. */
export function hearHandler(
  wire: (observer: Observer) => WiredHearing = (observer) => wireHearing(hearSettings(process.env), observer),
  tools: Telemetry = telemetry(),
): (event: unknown, context: Context) => Promise<HeardResult> {
  return wiredHandler(wire, tools, async (event: unknown, { wired }) => {
    const { ports, read } = wired();
    const received = read(event);
    if (!received) throw new ReceiptError();
    return hearReply(received, ports);
  });
}
