import type { Context, EventBridgeEvent } from 'aws-lambda';
import { applyAnswerEvent, isOfAnswer } from '../../flow/converse/apply-answer-event';
import { applyEmailEvent, type EmailEventResult } from '../../flow/inbound/apply-email-event';
import type { Observer } from '../../flow/record/observer';
import { emailEventSettings } from '../environment/environment';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wireEmailEvents, type WiredEmailEvents } from '../wiring/email-event-wiring';
import { wiredHandler } from './wired-handler';

type SesEvent = EventBridgeEvent<string, unknown>;

/**
 * The Lambda handler that records what SES reports about a mail. It throws where the event has to be delivered again.
 */
export function emailEventHandler(
  wire: (observer: Observer) => WiredEmailEvents = (observer) =>
    wireEmailEvents(emailEventSettings(process.env), observer),
  tools: Telemetry = telemetry(),
): (event: SesEvent, context: Context) => Promise<EmailEventResult> {
  return wiredHandler(wire, tools, async ({ detail }: SesEvent, { wired }): Promise<EmailEventResult> => {
    const { ports, read } = wired();
    const emailEvent = read(detail);
    if (!emailEvent) return { result: 'not-ours' };
    if (!isOfAnswer(emailEvent)) return applyEmailEvent(emailEvent, ports);
    const { conversations } = ports;
    return conversations ? applyAnswerEvent(emailEvent, { ...ports, conversations }) : { result: 'not-ours' };
  });
}
