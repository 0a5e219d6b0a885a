import { randomUUID } from 'node:crypto';
import type { SignedRequest } from './url-caller';

export interface UrlEventFacts {
  readonly functionName: string;
  readonly account: string;
  /** Missing where the URL asks for no signature. */
  readonly accessKeyId: string | undefined;
  readonly sourceIp: string;
  readonly atMs: number;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * The event of a request to a function URL: payload format version 2.0. Here the access key id is the caller's name:
 * `alice` is a user, `ASIA.support.alice` her session of the role `support`.
 */
export function urlEvent(request: SignedRequest, rawPath: string, rawQuery: string, facts: UrlEventFacts): unknown {
  const { cookie, ...headers } = request.headers;
  const { functionName, account, accessKeyId, sourceIp, atMs } = facts;
  const domainPrefix = functionName.toLowerCase();
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: rawQuery,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(rawQuery === '' ? {} : { queryStringParameters: joinedParameters(request.query) }),
    requestContext: {
      accountId: accessKeyId === undefined ? 'anonymous' : account,
      apiId: domainPrefix,
      ...(accessKeyId === undefined ? {} : { authorizer: { iam: identityOf(accessKeyId, account) } }),
      domainName: request.headers['host'] ?? '',
      domainPrefix,
      http: {
        method: request.method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: logTime(new Date(atMs)),
      timeEpoch: Math.floor(atMs),
    },
    ...bodyOf(request),
  };
}

function identityOf(accessKeyId: string, account: string): unknown {
  return {
    accessKey: accessKeyId,
    accountId: account,
    callerId: accessKeyId,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: arnOf(accessKeyId, account),
    userId: accessKeyId,
  };
}

/** Temporary credentials begin with ASIA at AWS, too. */
const sessionKey = /^ASIA\.([\w-]+)\.([\w-]+)$/;

function arnOf(accessKeyId: string, account: string): string {
  const [, role, session] = sessionKey.exec(accessKeyId) ?? [];
  if (role === undefined || session === undefined) return `arn:aws:iam::${account}:user/${accessKeyId}`;
  return `arn:aws:sts::${account}:assumed-role/${role}/${session}`;
}

/** Values of one name are joined by commas. */
function joinedParameters(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]));
}

/** Text is passed on unchanged; everything else in base64. */
function bodyOf({ headers, body }: SignedRequest): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  const text = body.toString('utf8');
  const asText = isText(headers['content-type'] ?? '') && Buffer.from(text, 'utf8').equals(body);
  if (asText && headers['content-encoding'] === undefined) return { body: text, isBase64Encoded: false };
  return { body: body.toString('base64'), isBase64Encoded: true };
}

function isText(contentType: string): boolean {
  return /^(text\/|application\/(json|javascript|xml|[\w.-]+\+(json|xml))\s*(;|$))/i.test(contentType.trim());
}

/** `21/Nov/2026:23:34:31 +0000` */
function logTime(date: Date): string {
  const [day, time] = date.toISOString().split('T');
  const [year, month, dayOfMonth] = (day ?? '').split('-');
  return `${dayOfMonth}/${months[Number(month) - 1]}/${year}:${(time ?? '').slice(0, 8)} +0000`;
}
