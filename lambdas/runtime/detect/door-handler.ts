import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { SignalDoor, SignalRequest } from '../../detect/definition/signal-door';
import { unreachable } from '../../model/unreachable';
import { answerAboutSecrets } from '../secrets/answer-about-secrets';
import { asksAboutSecrets, type SecretsAnswer } from '../secrets/secrets-question';
import { wiredHandler } from '../handlers/wired-handler';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import type { TelemetryObserver } from '../telemetry/telemetry-observer';
import { doorSettings } from './detector-settings';
import { wireDoor, type DoorPorts } from './detector-wiring';

interface DoorResponse {
  readonly statusCode: number;
  readonly body: string;
}

/** The longest body that is looked at, in bytes. A tracker with a hundred scans takes forty thousand. */
const mostBodyBytes = 256 * 1024;

/**
 * The Lambda handler behind a URL to which a detector's source sends. It believes only what is signed, and puts the
 * facts of it on a queue: it judges nothing, and knows no purchase.
 */
export function doorHandler<Signal extends object>(
  door: SignalDoor<Signal>,
  wire: () => DoorPorts = () => wireDoor(door.detector, doorSettings(process.env)),
  tools: Telemetry = telemetry(),
): (event: APIGatewayProxyEventV2, context: Context) => Promise<DoorResponse | SecretsAnswer> {
  return wiredHandler(
    wire,
    tools,
    async (event: APIGatewayProxyEventV2, { wired, observer }): Promise<DoorResponse | SecretsAnswer> =>
      asksAboutSecrets(event) ? answerAboutSecrets(['SIGNAL_SECRET_NAME']) : respond(event, door, wired(), observer),
  );
}

async function respond<Signal extends object>(
  event: APIGatewayProxyEventV2,
  door: SignalDoor<Signal>,
  { secret, queue, clock }: DoorPorts,
  observer: Pick<TelemetryObserver, 'step'>,
): Promise<DoorResponse> {
  const now = clock();
  const request = requestIn(event, now);
  const refuse = (statusCode: number, why: string): DoorResponse => {
    observer.step({ step: 'webhook-refused', isSigned: door.isSigned(request), why });
    return { statusCode, body: why };
  };
  if (event.requestContext.http.method !== 'POST') return refuse(405, 'only POST');
  if (Buffer.byteLength(request.rawBody, 'utf8') > mostBodyBytes) {
    return refuse(413, `the body is longer than ${mostBodyBytes} bytes`);
  }
  if (!door.isSigned(request)) return refuse(400, 'there is no signature');
  const received = await secret.verify(now, (value) => {
    const result = door.receive(request, value);
    return result.type === 'invalid-signature' ? { type: result.type, why: result.why } : result;
  });
  switch (received.type) {
    case 'invalid-signature':
    case 'invalid-payload':
      return refuse(400, received.why);
    case 'unrelated':
      observer.step({ step: 'webhook-ignored', why: received.why });
      return { statusCode: 200, body: 'not ours' };
    case 'signals':
      await queue.keep(received.signals, now);
      return { statusCode: 200, body: 'kept' };
    default:
      return unreachable(received);
  }
}

function requestIn(event: APIGatewayProxyEventV2, now: Date): SignalRequest {
  const { headers, queryStringParameters: query = {}, body = '', isBase64Encoded } = event;
  return { headers, query, rawBody: isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body, now };
}
