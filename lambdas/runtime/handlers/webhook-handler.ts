import middy from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { applyPartUpdate } from '../../flow/inbound/apply-part-update';
import type { Observer } from '../../flow/record/observer';
import type { WebhookVerifier } from '../../fulfilment/port/webhook-event';
import { unreachable } from '../../model/unreachable';
import { webhookSettings } from '../environment/environment';
import { once } from '../telemetry/once';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wireWebhook, type WebhookPorts } from '../wiring/webhook-wiring';

interface Answer {
  readonly statusCode: number;
  readonly body: string;
}

/**
 * The Lambda handler behind the URL that the payment provider calls, and the endpoint of partners. It believes nothing but a signature. Whatever it
 * throws is answered with a server error, on which the provider calls again later.
 */
export function webhookHandler(
  wire: (observer: Observer) => WebhookPorts = (observer) => wireWebhook(webhookSettings(process.env), observer),
  { observer, middleware }: Telemetry = telemetry(),
): (event: APIGatewayProxyEventV2, context: Context) => Promise<Answer> {
  const wired = once(() => wire(observer()));
  return middy<APIGatewayProxyEventV2, Answer>({ timeoutEarlyInMillis: 0 })
    .use(middleware)
    .handler(async (event) => hear(event, wired()));
}

async function hear(event: APIGatewayProxyEventV2, ports: WebhookPorts): Promise<Answer> {
  if (event.requestContext.http.method !== 'POST') return { statusCode: 405, body: 'only POST' };
  const event = await verify(event, ports);
  switch (event.event) {
    case 'refused':
      ports.observer.step({ step: 'webhook-refused', remedyId: '', failureType: '' });
      return { statusCode: 400, body: event.why };
    case 'not-ours':
      return { statusCode: 200, body: 'not ours' };
    case 'dispute':
      // A dispute moves no money of ours. The reconciliation finds those that meet a refund.
      ports.observer.step({ step: 'dispute-told', remedyId: '', failureType: '' });
      return { statusCode: 200, body: 'noted' };
    case 'refund':
    case 'part':
      return { statusCode: 200, body: (await applyPartUpdate(event, ports)).result };
    default:
      return unreachable(news);
  }
}

/** The provider is asked first. Whoever else may sign is believed about parts only, and one secret may be that of both. */
async function verify(event: APIGatewayProxyEventV2, { news, partnerEvent, clock }: WebhookPorts) {
  const told = await read(event, news, clock());
  if (!partnerEvent || (told.event !== 'refused' && told.event !== 'not-ours')) return told;
  const toldByPartner = await read(event, partnerEvent, clock());
  return toldByPartner.event === 'refused' ? told : toldByPartner;
}

function read(event: APIGatewayProxyEventV2, reader: WebhookVerifier, now: Date) {
  const { signatureHeader, timestampHeader } = reader;
  return reader.verify({
    rawBody: rawBodyOf(event),
    signature: event.headers[signatureHeader],
    timestamp: timestampHeader && event.headers[timestampHeader],
    now,
  });
}

/** Signatures are made over these very bytes. */
function rawBodyOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): string {
  return isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}
