import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Observer } from '../../flow/record/observer';
import { handleOperatorRequest, type OperatorResponse, type OperatorApiPorts } from '../../operator-api/operator-api';
import { operatorApiSettings } from '../environment/environment';
import { once } from '../telemetry/once';
import { wireOperatorApi } from '../wiring/operator-api-wiring';
import { telemetry, type Telemetry } from '../telemetry/telemetry';

export interface WiredOperatorApi {
  readonly ports: OperatorApiPorts;
  /** What is made right here, and can be switched. */
  readonly failureTypes: readonly string[];
}

/** What is read of a request to a function URL with IAM's signature (payload format 2.0). */
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

interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/**
 * The Lambda handler behind the URL at which people decide. Whatever it throws is answered with a server error, and an alarm
 * rings.
 */
export function operatorApiHandler(
  wire: (observer: Observer) => WiredOperatorApi = wireReally,
  { observer, middleware }: Telemetry = telemetry(),
): (event: OperatorApiEvent, context: Context) => Promise<HttpResponse> {
  const wired = once(() => wire(observer()));
  return middy<OperatorApiEvent, HttpResponse>({ timeoutEarlyInMillis: 0 })
    .use(middleware)
    .handler(async (event) => {
      const by = callerOf(event);
      if (by === undefined) return httpResponse(unsigned);
      const { rawPath: path, queryStringParameters: query = {}, requestContext } = event;
      const request = { method: requestContext.http.method, path, query, body: bodyOf(event), by };
      const { ports, failureTypes } = wired();
      return httpResponse(await handleOperatorRequest(request, ports, failureTypes));
    });
}

function wireReally(observer: Observer): WiredOperatorApi {
  const settings = operatorApiSettings(process.env);
  return { ports: wireOperatorApi(settings, observer), failureTypes: settings.FAILURE_TYPES };
}

/**
 * Who signed the request, as IAM says: the whole ARN. Of an assumed role it ends with the name of the session
 * (`…:assumed-role/Operators/ada`), and only with it does it name a person; the role alone would make one person of all
 * operators, and the id of a key a new one of everybody who signs in again. So two things have to hold outside this code:
 * the identity provider sets the session's name to the person's and leaves no choice (a condition on `sts:RoleSessionName` in
 * the role's trust policy), and a person can assume only one of the roles that may use the desk.
 */
function callerOf({ requestContext }: OperatorApiEvent): string | undefined {
  return requestContext.authorizer?.iam?.userArn ?? undefined;
}

const unsigned: OperatorResponse = {
  status: 403,
  body: { why: 'nobody is known to have signed this request; the URL of this function has to ask for IAM' },
};

function bodyOf({ body, isBase64Encoded }: OperatorApiEvent): string | undefined {
  return body !== undefined && isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}

/** An answer may hold a customer's data, so nobody on the way keeps any. */
function httpResponse({ status, body, allow }: OperatorResponse): HttpResponse {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', ...(allow && { allow }) };
  return { statusCode: status, headers, body: JSON.stringify(body) };
}
