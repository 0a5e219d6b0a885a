import middy from '@middy/core';
import type { Context, EventBridgeEvent } from 'aws-lambda';
import { applyEmailEvent, type EmailEventResult } from '../../flow/inbound/apply-email-event';
import type { Observer } from '../../flow/record/observer';
import { wireEmailEvents, type WiredEmailEvents } from '../wiring/email-event-wiring';
import { emailEventSettings } from '../environment/environment';
import { once } from '../telemetry/once';
import { telemetry, type Telemetry } from '../telemetry/telemetry';

type SesEvent = EventBridgeEvent<string, unknown>;

/** The Lambda handler that notes what SES says became of a mail. It throws where the event has to be delivered again. */
export function emailEventHandler(
  wire: (observer: Observer) => WiredEmailEvents = (observer) =>
    wireEmailEvents(emailEventSettings(process.env), observer),
  { observer, middleware }: Telemetry = telemetry(),
): (event: SesEvent, context: Context) => Promise<EmailEventResult> {
  const wired = once(() => wire(observer()));
  return middy<SesEvent, EmailEventResult>({ timeoutEarlyInMillis: 0 })
    .use(middleware)
    .handler(async (event) => {
      const { ports, read } = wired();
      const emailEvent = read(event.detail);
      return emailEvent ? applyEmailEvent(emailEvent, ports) : { result: 'not-ours' };
    });
}
