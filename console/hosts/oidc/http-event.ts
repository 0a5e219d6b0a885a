import type { Arrival } from '../../session/arrival';

/** What is read of a request to an HTTP API (payload format 2.0). */
export interface HttpApiEvent {
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[] | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string | undefined;
  readonly isBase64Encoded?: boolean | undefined;
  readonly requestContext: {
    readonly requestId: string;
    readonly domainName: string;
    readonly http: { readonly method: string; readonly sourceIp?: string; readonly userAgent?: string };
  };
}

export interface HttpApiResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly cookies: string[];
  readonly body: string;
}

/** The request as a browser sent it. */
export function requestIn({ rawPath, rawQueryString, cookies, requestContext, ...event }: HttpApiEvent): Request {
  const { domainName, http } = requestContext;
  const headers = new Headers({ host: domainName });
  for (const [name, value] of Object.entries(event.headers)) if (value !== undefined) headers.set(name, value);
  if (cookies) headers.set('cookie', cookies.join('; '));
  const url = `https://${domainName}${rawPath}${rawQueryString && `?${rawQueryString}`}`;
  if (event.body === undefined || http.method === 'GET' || http.method === 'HEAD') {
    return new Request(url, { method: http.method, headers });
  }
  const body = Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  headers.set('content-length', String(body.length));
  return new Request(url, { method: http.method, headers, body });
}

/** Programs say of themselves what they want, however long. */
export function arrivalIn({ requestContext: { requestId, http } }: HttpApiEvent): Arrival {
  const { sourceIp: ip, userAgent } = http;
  return { requestId, from: { ip, userAgent: userAgent?.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 200) } };
}

/** A browser that was here once comes by https alone, for a year. */
const strictTransport = { 'strict-transport-security': 'max-age=31536000' };

/** All that the console shows is text. */
export async function responseOf(response: Response): Promise<HttpApiResponse> {
  const headers = [...response.headers].filter(([name]) => name !== 'set-cookie');
  return {
    statusCode: response.status,
    headers: { ...Object.fromEntries(headers), ...strictTransport },
    cookies: response.headers.getSetCookie(),
    body: await response.text(),
  };
}
