import type { Context } from 'aws-lambda';
import type { RequestSource } from '../../audit/audit-event';
import type { Observer } from '../../flow/record/observer';
import { handleOperatorRequest, refuseUnknown, type OperatorApiPorts } from '../../operator-api/operator-api';
import { sourceTarget } from '../../model/controls';
import { identityOf, type OperatorRole } from '../../operator-api/identity';
import type { OperatorResponse } from '../../operator-api/answers/operator-response';
import { operatorApiSettings } from '../environment/environment';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wireOperatorApi } from '../wiring/operator-api-wiring';
import { wiredHandler } from './wired-handler';

export interface WiredOperatorApi {
  readonly ports: OperatorApiPorts;
  /** What can be switched beside all: the failure types of this deployment, and its sources. */
  readonly targets: readonly string[];
  /** The roles whose sessions are operators. */
  readonly operators: readonly OperatorRole[];
}

/** What is read of a request to a function URL with IAM authentication (payload format 2.0). */
export interface FunctionUrlEvent {
  readonly rawPath: string;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: string | undefined;
  readonly isBase64Encoded?: boolean | undefined;
  readonly requestContext: {
    readonly requestId: string;
    readonly http: { readonly method: string; readonly sourceIp?: string; readonly userAgent?: string };
    readonly authorizer?: { readonly iam?: { readonly userArn?: string | null } | null } | null | undefined;
  };
}

/** What is read of a request to a REST API with IAM authorization (payload format 1.0). */
export interface RestApiEvent {
  readonly httpMethod: string;
  readonly path: string;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null | undefined;
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean | undefined;
  readonly requestContext: {
    readonly requestId: string;
    readonly identity: {
      readonly userArn?: string | null;
      readonly sourceIp?: string | null;
      readonly userAgent?: string | null;
      /** The VPC endpoint that it came through. */
      readonly vpceId?: string | null;
    };
  };
}

export type OperatorApiEvent = FunctionUrlEvent | RestApiEvent;

interface FunctionUrlResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/**
 * The Lambda handler behind the operator API's URL, or its private REST API. Whatever it throws becomes a server error,
 * and an alarm goes off.
 */
export function operatorApiHandler(
  wire: (observer: Observer) => WiredOperatorApi = wireFromEnvironment,
  tools: Telemetry = telemetry(),
): (event: OperatorApiEvent, context: Context) => Promise<FunctionUrlResponse> {
  return wiredHandler(wire, tools, async (event: OperatorApiEvent, { wired }) => {
    const { ports, targets, operators } = wired();
    const arn = arnIn(event);
    const identity = identityOf(arn, operators);
    const request = { ...placeOf(event), requestId: event.requestContext.requestId, from: sourceOf(event) };
    if (!identity.isKnown) {
      return urlResponse(await refuseUnknown({ ...request, actor: shortLine(arn), why: identity.why }, ports));
    }
    const asked = {
      ...request,
      query: event.queryStringParameters ?? {},
      body: bodyOf(event),
      caller: identity.caller,
    };
    return urlResponse(await handleOperatorRequest(asked, ports, targets));
  });
}

function wireFromEnvironment(observer: Observer): WiredOperatorApi {
  const settings = operatorApiSettings(process.env);
  return {
    ports: wireOperatorApi(settings, observer),
    targets: [...settings.FAILURE_TYPES, ...settings.SOURCES.map(sourceTarget)],
    operators: settings.OPERATORS,
  };
}

/**
 * Who signed the request, as IAM says: the whole ARN. That of an assumed role ends with the name of the session
 * (`…:assumed-role/Operators/ada`), and only the session names a person: the role alone would make one person of all
 * operators, and the id of an access key would be a new one at every sign-in.
 */
function arnIn(event: OperatorApiEvent): string | null | undefined {
  if (isFromRestApi(event)) return event.requestContext.identity.userArn;
  return event.requestContext.authorizer?.iam?.userArn;
}

function placeOf(event: OperatorApiEvent): { readonly method: string; readonly path: string } {
  if (isFromRestApi(event)) return { method: event.httpMethod, path: event.path };
  return { method: event.requestContext.http.method, path: event.rawPath };
}

function sourceOf(event: OperatorApiEvent): RequestSource {
  if (!isFromRestApi(event)) {
    const { sourceIp: ip, userAgent } = event.requestContext.http;
    return { ip, userAgent: shortLine(userAgent) };
  }
  const { sourceIp, userAgent, vpceId } = event.requestContext.identity;
  return {
    ip: sourceIp ?? undefined,
    userAgent: shortLine(userAgent),
    ...(vpceId && { vpcEndpointId: vpceId }),
  };
}

/** Programs say of themselves what they want, however long. */
function shortLine(text: string | null | undefined): string | undefined {
  return text?.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 200);
}

function isFromRestApi(event: OperatorApiEvent): event is RestApiEvent {
  return 'httpMethod' in event;
}

function bodyOf({ body, isBase64Encoded }: OperatorApiEvent): string | undefined {
  if (body === undefined || body === null) return undefined;
  return isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}

/** A response may hold personal data, so nothing on the way may cache it. */
function urlResponse({ status, body, allow }: OperatorResponse): FunctionUrlResponse {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', ...(allow && { allow }) };
  return { statusCode: status, headers, body: JSON.stringify(body) };
}
