import type * as z from 'zod/mini';
import type { operations } from '../../lambdas/operator-api/operation';
import { idInPath } from '../../lambdas/operator-api/path-id';
import { errorSchema, type CohortView } from '../../lambdas/operator-api/response-schemas';
import { OperatorApiError, type OperatorApi } from './operator-api';

type Operations = typeof operations;
type AnyOperation = Operations[keyof Operations];

/** What came of a request: what was asked for, or a refusal with its reason. */
export type Answer<Value> = { readonly is: 'done'; readonly value: Value } | Refusal;

/** A refusal is a value: a page shows it, and what was typed is kept. */
export interface Refusal {
  readonly is: 'refused';
  /** 400 not valid, 403 not permitted, 404 nothing there, 409 something has changed or does not allow it. */
  readonly status: 400 | 403 | 404 | 409;
  readonly why: string;
  readonly problems: readonly string[];
  /** Where more waits than was seen: how much it is now. */
  readonly cohort?: CohortView | undefined;
}

/** What an operation takes: the ids of its path as they are, the values of its query as text. */
export interface Asked<Operation extends AnyOperation> {
  readonly params?: Readonly<Record<keyof z.input<Operation['params']>, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: z.input<Operation['body']>;
}

/**
 * Asks for one operation of the operator API, by its contract.
 *
 * @throws {@link OperatorApiError} where there is no answer that this version understands
 */
export async function ask<Operation extends AnyOperation>(
  api: OperatorApi,
  operation: Operation,
  { params, query = {}, body }: Asked<Operation> = {},
): Promise<Answer<z.output<Operation['response']>>> {
  const answer = await api.send({
    method: operation.method,
    path: pathOf(operation.path, params ?? {}),
    query: Object.fromEntries(
      Object.entries(query).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])),
    ),
    ...(operation.method === 'POST' && { body: body ?? {} }),
  });
  if (answer.status === 200) {
    const schema: z.ZodMiniType<z.output<Operation['response']>> = operation.response as never;
    const parsed = schema.safeParse(answer.body);
    if (parsed.success) return { is: 'done', value: parsed.data };
    throw new OperatorApiError('The operator API gave an answer that this version of the console does not know.');
  }
  return refusalOf(answer.status, answer.body);
}

function refusalOf(status: number, body: unknown): Refusal {
  const { why, problems = [], cohort } = errorSchema.safeParse(body).data ?? { why: 'AWS accepts no such request' };
  if (status === 400 || status === 403 || status === 404 || status === 409) {
    return { is: 'refused', status, why, problems, cohort };
  }
  throw new OperatorApiError(`The operator API failed with ${status}. Look into its log, and at what was done.`);
}

/** `/remedies/{customerId}/{remedyId}` with its ids. */
function pathOf(path: string, ids: Readonly<Record<string, string>>): string {
  return path.slice(1).replaceAll(/\{(\w+)\}/g, (_, name: string) => idInPath(ids[name] ?? ''));
}
