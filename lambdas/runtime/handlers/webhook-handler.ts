import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { UpdateTooLongError } from '../../received/queue-text';
import type { ReceivedEvent } from '../../received/received-update';
import type { Observer } from '../../flow/record/observer';
import type { WebhookVerification } from '../../fulfilment/port/webhook-event';
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
 * The longest body that is looked at, in bytes. An event about a refund takes a few thousand; a function URL takes six
 * million, and a signature is made over every one of them.
 */
const mostBodyBytes = 256 * 1024;

/**
 * The Lambda handler behind a URL that the payment provider, or the partners' endpoint, calls. It believes only what is
 * signed, and puts it on a queue: it applies nothing itself. It answers with success once the queue has it. Whatever it
 * throws becomes a server error, after which the event is sent again.
 */
export function webhookHandler(
  wire: (observer: Observer) => WebhookPorts = (observer) => wireWebhook(webhookSettings(process.env), observer),
  tools: Telemetry = telemetry(),
): (event: APIGatewayProxyEventV2, context: Context) => Promise<WebhookResponse> {
  return wiredHandler(wire, tools, (request: APIGatewayProxyEventV2, { wired }) => respond(request, wired()));
}

async function respond(request: APIGatewayProxyEventV2, ports: WebhookPorts): Promise<WebhookResponse> {
  const refuse = (statusCode: number, why: string): WebhookResponse => {
    const isSigned = signatureIn(request, ports) !== undefined;
    ports.observer.step({ step: 'webhook-refused', isSigned, why });
    return { statusCode, body: why };
  };
  if (request.requestContext.http.method !== 'POST') return refuse(405, 'only POST');
  if (bytesOf(request) > mostBodyBytes) return refuse(413, `the body is longer than ${mostBodyBytes} bytes`);
  const event = await verify(request, ports);
  switch (event.type) {
    case 'invalid-signature':
    case 'invalid-payload':
      return refuse(400, event.why);
    case 'unrelated':
      if (event.why !== undefined) ports.observer.step({ step: 'webhook-ignored', why: event.why });
      return { statusCode: 200, body: 'not ours' };
    case 'dispute':
    case 'fraud-warning':
      // It moves no money of ours, and keeps back what would be given of the payment. The reconciliation finds those of
      // payments that we refunded.
      ports.observer.step({ step: event.type === 'dispute' ? 'dispute-reported' : 'fraud-warned' });
      return (await isKept(event, ports)) ? { statusCode: 200, body: 'kept' } : refuse(413, 'the event is too long');
    case 'refund':
    case 'part':
      return (await isKept(event, ports)) ? { statusCode: 200, body: 'kept' } : refuse(413, 'the event is too long');
    default:
      return unreachable(event);
  }
}

/** @throws where it is not certain that the queue has it */
async function isKept(event: ReceivedEvent, { received, clock }: WebhookPorts): Promise<boolean> {
  try {
    await received.keep(event, clock());
    return true;
  } catch (error) {
    if (error instanceof UpdateTooLongError) return false;
    throw error;
  }
}

function verify(request: APIGatewayProxyEventV2, ports: WebhookPorts): Promise<WebhookVerification> {
  const { verifier, clock } = ports;
  return verifier.verify({
    rawBody: rawBodyOf(request),
    signature: signatureIn(request, ports),
    timestamp: verifier.timestampHeader && request.headers[verifier.timestampHeader],
    now: clock(),
  });
}

function signatureIn({ headers }: APIGatewayProxyEventV2, { verifier }: WebhookPorts): string | undefined {
  return headers[verifier.signatureHeader];
}

/** Signatures are made over these very bytes. */
function rawBodyOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): string {
  return isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}

/** Without decoding it first. */
function bytesOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): number {
  return Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8');
}
