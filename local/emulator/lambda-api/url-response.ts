import * as z from 'zod';
import type { InvocationResult } from '../events/invocation';
import { jsonResponse, type HttpResponse } from './response';

const responseSchema = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
});

const internalError: HttpResponse = {
  status: 502,
  headers: { 'Content-Type': 'application/json' },
  body: 'Internal Server Error',
};

/** The HTTP answer that a function's result stands for. What has no status code is the body of a success. */
export function urlResponse(result: InvocationResult): HttpResponse {
  if (result.outcome === 'failed') return internalError;
  const { value } = result;
  if (typeof value !== 'object' || value === null || !('statusCode' in value)) return plainValue(value);
  const read = responseSchema.safeParse(value);
  if (!read.success) return internalError;
  const { statusCode, headers, cookies, body = '', isBase64Encoded } = read.data;
  const given = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), String(text)]));
  return {
    status: statusCode,
    headers: { 'content-type': 'application/json', ...given, ...(cookies ? { 'set-cookie': cookies } : {}) },
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  };
}

/** A text is the body as it is; anything else is JSON. */
function plainValue(value: unknown): HttpResponse {
  if (typeof value === 'string') return { status: 200, headers: { 'Content-Type': 'application/json' }, body: value };
  return jsonResponse(200, value);
}
