import type { Cors } from '../template/function-urls';
import type { HttpResponse } from './response';

interface Asking {
  readonly method: string;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The question of a browser whether it may send what a page of another origin wants to send. */
export function isPreflight({ method, headers }: Asking): boolean {
  return method === 'OPTIONS' && 'origin' in headers && 'access-control-request-method' in headers;
}

/** Lambda answers it by itself: the function is not invoked. To an origin that is not allowed it says nothing of it. */
export function preflightAnswer(cors: Cors, { headers }: Asking): HttpResponse {
  const origin = allowedOrigin(cors, headers);
  if (origin === undefined) return { status: 200, headers: {}, body: '' };
  return {
    status: 200,
    headers: {
      ...common(cors, origin),
      'access-control-allow-methods': cors.allowMethods.join(','),
      ...(cors.allowHeaders.length > 0 && { 'access-control-allow-headers': cors.allowHeaders.join(',') }),
      ...(cors.maxAgeSeconds !== undefined && { 'access-control-max-age': String(cors.maxAgeSeconds) }),
    },
    body: '',
  };
}

/** What a function answers a page of an allowed origin, so that the browser lets the page read it. */
export function withCors(answered: HttpResponse, cors: Cors, { headers }: Asking): HttpResponse {
  const origin = allowedOrigin(cors, headers);
  if (origin === undefined) return answered;
  const exposed = cors.exposeHeaders.length > 0 && { 'access-control-expose-headers': cors.exposeHeaders.join(',') };
  return { ...answered, headers: { ...answered.headers, ...common(cors, origin), ...exposed } };
}

/** Whether pages of that origin may call the function. */
export function allows({ allowOrigins }: Cors, origin: string): boolean {
  return allowOrigins.includes('*') || allowOrigins.includes(origin);
}

function allowedOrigin(cors: Cors, { origin }: Asking['headers']): string | undefined {
  return origin !== undefined && allows(cors, origin) ? origin : undefined;
}

function common({ allowCredentials }: Cors, origin: string): Record<string, string> {
  const credentials = allowCredentials && { 'access-control-allow-credentials': 'true' };
  return { 'access-control-allow-origin': origin, vary: 'Origin', ...credentials };
}
