import type { Context } from 'aws-lambda';
import type { ConverseContext } from '../../flow/converse/converse-context';
import { lookAfterConversations, type LookedAfter } from '../../flow/converse/look-after';
import type { Observer } from '../../flow/record/observer';
import { wiredHandler } from '../handlers/wired-handler';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { lookSettings } from './replies-settings';
import { wireConversations } from './replies-wiring';

/** The Lambda handler that looks after conversations, every five minutes. */
export function lookHandler(
  wire: (observer: Observer) => ConverseContext = (observer) => wireConversations(lookSettings(process.env), observer),
  tools: Telemetry = telemetry(),
): (event: unknown, context: Context) => Promise<LookedAfter> {
  return wiredHandler(wire, tools, async (_event: unknown, { wired }) => lookAfterConversations(wired()));
}
