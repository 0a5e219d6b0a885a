import type { Context } from 'aws-lambda';
import type { Observer } from '../../flow/record/observer';
import { handleOperatorRequest, type OperatorApiPorts, type OperatorResponse } from '../../operator-api/operator-api';
import { operatorApiSettings } from '../environment/environment';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wireOperatorApi } from '../wiring/operator-api-wiring';
import { wiredHandler } from './wired-handler';

export interface WiredOperatorApi {
  readonly ports: OperatorApiPorts;
  /** The failure types of this deployment, which can be switched. */
  readonly failureTypes: readonly string[];
}

/** What is read of a request to a function URL with IAM authentication (payload format 2.0). */
export interface OperatorApiEvent {
  readonly rawPath: string;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: string | undefined;
  readonly isBase64Encoded?: boolean | undefined;
  readonly requestContext: {
    readonly http: { readonly method: string };
    readonly authorizer?: { readonly iam?: { readonly userArn?: string | null } | null } | null | undefined;
  };
}

interface FunctionUrlResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/**
 * The Lambda handler behind the operator API's URL. Whatever it throws becomes a server error, and an alarm goes off.
 */
export function operatorApiHandler(
  wire: (observer: Observer) => WiredOperatorApi = wireFromEnvironment,
  tools: Telemetry = telemetry(),
): (event: OperatorApiEvent, context: Context) => Promise<FunctionUrlResponse> {
  return wiredHandler(wire, tools, async (event: OperatorApiEvent, { wired }) => {
    const actor = callerOf(event);
    if (actor === undefined) return urlResponse(unsigned);
    const { rawPath: path, queryStringParameters: query = {}, requestContext } = event;
    const request = { method: requestContext.http.method, path, query, body: bodyOf(event), actor };
    const { ports, failureTypes } = wired();
    return urlResponse(await handleOperatorRequest(request, ports, failureTypes));
  });
}

function wireFromEnvironment(observer: Observer): WiredOperatorApi {
  const settings = operatorApiSettings(process.env);
  return { ports: wireOperatorApi(settings, observer), failureTypes: settings.FAILURE_TYPES };
}

/**
 * Who signed the request, as IAM says: the whole ARN. The ARN of an assumed role ends with the name of the session
 * (`…:assumed-role/Operators/ada`), and only the session names a person: the role alone would make one person of all
 * operators, and the id of an access key would be a new one at every sign-in. So two things have to be ensured outside
 * this code: the identity provider sets the session's name to the person's (a condition on `sts:RoleSessionName` in the
 * role's trust policy), and a person can assume only one of the roles that may use the operator API.
 */
function callerOf({ requestContext }: OperatorApiEvent): string | undefined {
  return requestContext.authorizer?.iam?.userArn ?? undefined;
}

const unsigned: OperatorResponse = {
  status: 403,
  body: { why: 'nobody is known to have signed this request; the URL of this function has to use IAM authentication' },
};

function bodyOf({ body, isBase64Encoded }: OperatorApiEvent): string | undefined {
  return body !== undefined && isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}

/** A response may hold personal data, so nothing on the way may cache it. */
function urlResponse({ status, body, allow }: OperatorResponse): FunctionUrlResponse {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', ...(allow && { allow }) };
  return { statusCode: status, headers, body: JSON.stringify(body) };
}
