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

interface Response {
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
): (event: APIGatewayProxyEventV2, context: Context) => Promise<Response> {
  const wired = once(() => wire(observer()));
  return middy<APIGatewayProxyEventV2, Response>({ timeoutEarlyInMillis: 0 })
    .use(middleware)
    .handler(async (request) => respond(request, wired()));
}

async function respond(request: APIGatewayProxyEventV2, ports: WebhookPorts): Promise<Response> {
  if (request.requestContext.http.method !== 'POST') return { statusCode: 405, body: 'only POST' };
  const event = await verify(request, ports);
  switch (event.event) {
    case 'invalid-signature':
      ports.observer.step({ step: 'webhook-refused' });
      return { statusCode: 400, body: event.why };
    case 'unrelated':
      return { statusCode: 200, body: 'not ours' };
    case 'dispute':
      // A dispute moves no money of ours. The reconciliation finds those that meet a refund.
      ports.observer.step({ step: 'dispute-reported' });
      return { statusCode: 200, body: 'noted' };
    case 'refund':
    case 'part':
      return { statusCode: 200, body: (await applyPartUpdate(event, ports)).result };
    default:
      return unreachable(event);
  }
}

/** The provider is asked first. Whoever else may sign is believed about parts only, and one secret may be that of both. */
async function verify(request: APIGatewayProxyEventV2, { verifier, partnerVerifier, clock }: WebhookPorts) {
  const event = await read(request, verifier, clock());
  if (!partnerVerifier || (event.event !== 'invalid-signature' && event.event !== 'unrelated')) return event;
  const partnerEvent = await read(request, partnerVerifier, clock());
  return partnerEvent.event === 'invalid-signature' ? event : partnerEvent;
}

function read(request: APIGatewayProxyEventV2, verifier: WebhookVerifier, now: Date) {
  const { signatureHeader, timestampHeader } = verifier;
  return verifier.verify({
    rawBody: rawBodyOf(request),
    signature: request.headers[signatureHeader],
    timestamp: timestampHeader && request.headers[timestampHeader],
    now,
  });
}

/** Signatures are made over these very bytes. */
function rawBodyOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): string {
  return isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}
