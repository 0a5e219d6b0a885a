import type { Context } from 'aws-lambda';
import type { Observer } from '../../flow/record/observer';
import { handleOperatorRequest, type OperatorApiPorts, type OperatorResponse } from '../../operator-api/operator-api';
import { identityOf, type OperatorRole } from '../../operator-api/identity';
import { operatorApiSettings } from '../environment/environment';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wireOperatorApi } from '../wiring/operator-api-wiring';
import { wiredHandler } from './wired-handler';

export interface WiredOperatorApi {
  readonly ports: OperatorApiPorts;
  /** The failure types of this deployment, which can be switched. */
  readonly failureTypes: readonly string[];
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
    readonly http: { readonly method: string };
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
  readonly requestContext: { readonly identity: { readonly userArn?: string | null } };
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
    const { ports, failureTypes, operators } = wired();
    const identity = identityOf(arnIn(event), operators);
    if (!identity.isKnown) return urlResponse({ status: 403, body: { why: identity.why } });
    const { caller } = identity;
    const request = { ...placeOf(event), query: event.queryStringParameters ?? {}, body: bodyOf(event), caller };
    return urlResponse(await handleOperatorRequest(request, ports, failureTypes));
  });
}

function wireFromEnvironment(observer: Observer): WiredOperatorApi {
  const settings = operatorApiSettings(process.env);
  return {
    ports: wireOperatorApi(settings, observer),
    failureTypes: settings.FAILURE_TYPES,
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
