import type * as z from 'zod/mini';
import english from 'zod/v4/locales/en.cjs';
import type { Operation } from './operation';

/** A request as it came: the segments of its path that stand for ids, its query and its body. */
export interface RawRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: string | undefined;
}

/** What a valid request asks for. */
export interface RequestInput<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

export type Parsed<Value> =
  | { readonly isValid: true; readonly value: Value }
  /** Every problem, each with the path of its field. */
  | { readonly isValid: false; readonly problems: readonly string[] };

/** Reads a request by the contract of its operation. It names every problem, and repeats no value. */
export function parseRequest<Params, Query, Body>(
  operation: Operation<Params, Query, Body>,
  { params: rawParams, query: rawQuery, body: rawBody }: RawRequest,
): Parsed<RequestInput<Params, Query, Body>> {
  const params = parse(operation.params, rawParams, '(path)');
  if (!params.isValid) return params;
  const query = parse(operation.query, rawQuery, '(query)');
  if (!query.isValid) return query;
  const body = operation.method === 'GET' ? parse(operation.body, {}, '(body)') : parseBody(operation.body, rawBody);
  if (!body.isValid) return body;
  return { isValid: true, value: { params: params.value, query: query.value, body: body.value } };
}

function parseBody<Body>(schema: z.ZodMiniType<Body>, body: string | undefined): Parsed<Body> {
  if (body === undefined || body.trim() === '') return parse(schema, {}, '(body)');
  try {
    return parse(schema, JSON.parse(body), '(body)');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { isValid: false, problems: ['(body): is not valid JSON'] };
  }
}

function parse<Value>(schema: z.ZodMiniType<Value>, given: unknown, where: string): Parsed<Value> {
  const result = schema.safeParse(given, { error: english().localeError });
  if (result.success) return { isValid: true, value: result.data };
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || where}: ${message}`);
  return { isValid: false, problems };
}
