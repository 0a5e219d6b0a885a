import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { applyPartUpdate } from '../../flow/inbound/apply-part-update';
import type { Observer } from '../../flow/record/observer';
import type { WebhookVerification, WebhookVerifier } from '../../fulfilment/port/webhook-event';
import { unreachable } from '../../model/unreachable';
import { webhookSettings } from '../environment/environment';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wireWebhook, type WebhookPorts } from '../wiring/webhook-wiring';
import { wiredHandler } from './wired-handler';

interface WebhookResponse {
  readonly statusCode: number;
  readonly body: string;
}

/**
 * The Lambda handler behind the URL that the payment provider and the partners' endpoint call. It believes only what is
 * signed. Whatever it throws becomes a server error, after which the provider sends the event again.
 */
export function webhookHandler(
  wire: (observer: Observer) => WebhookPorts = (observer) => wireWebhook(webhookSettings(process.env), observer),
  tools: Telemetry = telemetry(),
): (event: APIGatewayProxyEventV2, context: Context) => Promise<WebhookResponse> {
  return wiredHandler(wire, tools, (request: APIGatewayProxyEventV2, { wired }) => respond(request, wired()));
}

async function respond(request: APIGatewayProxyEventV2, ports: WebhookPorts): Promise<WebhookResponse> {
  if (request.requestContext.http.method !== 'POST') return { statusCode: 405, body: 'only POST' };
  const event = await verify(request, ports);
  switch (event.type) {
    case 'invalid-signature':
    case 'invalid-payload':
      ports.observer.step({ step: 'webhook-refused' });
      return { statusCode: 400, body: event.why };
    case 'unrelated':
      if (event.why !== undefined) ports.observer.step({ step: 'webhook-ignored', why: event.why });
      return { statusCode: 200, body: 'not ours' };
    case 'dispute':
      // A dispute moves no money of ours. The reconciliation finds those of payments that we refunded.
      ports.observer.step({ step: 'dispute-reported' });
      return { statusCode: 200, body: 'noted' };
    case 'refund':
    case 'part':
      return { statusCode: 200, body: (await applyPartUpdate(event, ports)).result };
    default:
      return unreachable(event);
  }
}

/** The provider comes first: a partner may report only about parts, and both may sign with the same secret. */
async function verify(
  request: APIGatewayProxyEventV2,
  { verifier, partnerVerifier, clock }: WebhookPorts,
): Promise<WebhookVerification> {
  const event = await verifyWith(verifier, request, clock());
  if (!partnerVerifier || isOurs(event)) return event;
  const partnerEvent = await verifyWith(partnerVerifier, request, clock());
  return isRefused(partnerEvent) ? event : partnerEvent;
}

function isRefused({ type }: WebhookVerification): boolean {
  return type === 'invalid-signature' || type === 'invalid-payload';
}

function isOurs(event: WebhookVerification): boolean {
  return !isRefused(event) && event.type !== 'unrelated';
}

function verifyWith(
  verifier: WebhookVerifier,
  request: APIGatewayProxyEventV2,
  now: Date,
): Promise<WebhookVerification> {
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
