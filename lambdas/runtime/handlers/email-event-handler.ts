import middy from '@middy/core';
import type { Context, EventBridgeEvent } from 'aws-lambda';
import { hearMailNews, type MailNewsResult } from '../../flow/inbound/apply-email-event';
import type { Observer } from '../../flow/record/observer';
import { wireMailNews, type WiredMailNews } from '../wiring/email-event-wiring';
import { deliverySettings } from '../environment/environment';
import { once } from '../telemetry/once';
import { telemetry, type Telemetry } from '../telemetry/telemetry';

type SesEvent = EventBridgeEvent<string, unknown>;

/** The Lambda handler that notes what SES says became of a mail. It throws where the event has to be delivered again. */
export function deliveryHandler(
  wire: (observer: Observer) => WiredMailNews = (observer) => wireMailNews(deliverySettings(process.env), observer),
  { observer, middleware }: Telemetry = telemetry(),
): (event: SesEvent, context: Context) => Promise<MailNewsResult> {
  const wired = once(() => wire(observer()));
  return middy<SesEvent, MailNewsResult>({ timeoutEarlyInMillis: 0 })
    .use(middleware)
    .handler(async (event) => {
      const { ports, read } = wired();
      const news = read(event.detail);
      return news ? hearMailNews(news, ports) : { result: 'not-ours' };
    });
}
