import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { ChannelDefinition } from '../../channels/port/channel-definition';
import type { DoorRequest } from '../../channels/port/door';
import type { InboundMessage } from '../../channels/port/inbound-message';
import type { Observer } from '../../flow/record/observer';
import { unreachable } from '../../model/unreachable';
import { UpdateTooLongError } from '../../received/queue-text';
import { wiredHandler, type FunctionHandler } from '../handlers/wired-handler';
import { answerAboutSecrets } from '../secrets/answer-about-secrets';
import { asksAboutSecrets, type SecretsAnswer } from '../secrets/secrets-question';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { channelWebhookSettings } from './channel-settings';
import { wireDoor, type DoorPorts } from './door-wiring';

export interface ChannelResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The longest body that is looked at, in bytes: a signature is made over every one of them. */
const mostBodyBytes = 256 * 1024;

/**
 * The Lambda handler behind the URL of a channel. It believes only what is signed, and puts each message on a queue: it
 * reads none itself. Whatever it throws becomes a server error, after which the network sends again.
 */
export function channelWebhookHandler<Settings>(
  channel: ChannelDefinition<Settings>,
  wire: (observer: Observer) => DoorPorts = (observer) =>
    wireDoor(channel, channelWebhookSettings(process.env), observer),
  tools: Telemetry = telemetry(),
): FunctionHandler<APIGatewayProxyEventV2, ChannelResponse | SecretsAnswer> {
  return wiredHandler<APIGatewayProxyEventV2, ChannelResponse | SecretsAnswer, DoorPorts>(
    wire,
    tools,
    (request, { wired }): Promise<ChannelResponse | SecretsAnswer> =>
      asksAboutSecrets(request) ? answerAboutSecrets(['SIGNING_SECRET_NAME']) : respond(request, wired()),
  );
}

async function respond(event: APIGatewayProxyEventV2, ports: DoorPorts): Promise<ChannelResponse> {
  const { door, observer } = ports;
  const { method } = event.requestContext.http;
  const tooLong = bytesOf(event) > mostBodyBytes;
  const request = requestOf(event, tooLong ? '' : rawBodyOf(event), ports);
  const refuse = (statusCode: number, why: string): ChannelResponse => {
    observer.step({ step: 'webhook-refused', isSigned: door.isSigned(request), why });
    return answer(statusCode, why);
  };
  if (method !== 'POST' && method !== 'GET') return refuse(405, 'only GET and POST');
  if (tooLong) return refuse(413, `the body is longer than ${mostBodyBytes} bytes`);
  const opened = await door.open(request);
  switch (opened.type) {
    case 'invalid-signature':
    case 'invalid-payload':
      return refuse(400, opened.why);
    case 'challenge':
      return answer(200, opened.body, opened.contentType);
    case 'messages':
      // Whatever a door says: reading an address changes nothing.
      if (method === 'GET') return refuse(405, 'only POST');
      for (const why of new Set(opened.ignored)) observer.step({ step: 'webhook-ignored', why });
      return (await areKept(opened.messages, ports))
        ? answer(200, opened.reply ?? 'ok')
        : refuse(413, 'a message is too long');
    default:
      return unreachable(opened);
  }
}

/** @throws where it is not certain that the queue has them */
async function areKept(messages: readonly InboundMessage[], { received, clock }: DoorPorts): Promise<boolean> {
  try {
    await received.keep(messages, clock());
    return true;
  } catch (error) {
    if (error instanceof UpdateTooLongError) return false;
    throw error;
  }
}

/** Text or JSON, which no browser takes for a page. */
function answer(statusCode: number, body: string, contentType = 'text/plain'): ChannelResponse {
  return {
    statusCode,
    headers: { 'content-type': `${contentType}; charset=utf-8`, 'x-content-type-options': 'nosniff' },
    body,
  };
}

function requestOf(event: APIGatewayProxyEventV2, rawBody: string, { clock }: DoorPorts): DoorRequest {
  return {
    method: event.requestContext.http.method,
    query: event.queryStringParameters ?? {},
    headers: event.headers,
    rawBody,
    now: clock(),
  };
}

/** Signatures are made over these very bytes. */
function rawBodyOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): string {
  return isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}

/** Without decoding it first. */
function bytesOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): number {
  return Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8');
}
