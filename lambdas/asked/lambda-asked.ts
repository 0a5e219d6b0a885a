import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type * as z from 'zod/mini';

/** Another function of ours, and what it answers. */
export interface Asked<Answer> {
  readonly functionName: string;
  readonly schema: z.ZodMiniType<Answer>;
  /** The error that says that there was no answer. `why` is a sentence without a full stop. */
  readonly noAnswer: (why: string) => Error;
}

/**
 * Asks another function of ours, and waits for its answer.
 *
 * @throws what `noAnswer` makes, where the function failed or answered something else
 */
export async function askFunction<Answer>(
  client: LambdaClient,
  { functionName, schema, noAnswer }: Asked<Answer>,
  question: object,
): Promise<Answer> {
  const Payload = Buffer.from(JSON.stringify(question));
  const response = await client.send(new InvokeCommand({ FunctionName: functionName, Payload }));
  if (response.FunctionError !== undefined) throw noAnswer(response.FunctionError);
  const answer = schema.safeParse(JSON.parse(Buffer.from(response.Payload ?? []).toString() || 'null'));
  if (answer.success) return answer.data;
  throw noAnswer('it answered something else');
}
