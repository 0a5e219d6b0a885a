import { awsJson } from '../../../local/emulator/server/aws-json';
import { serve } from '../../../local/emulator/server/loopback-server';
import { startStripeEmulator } from '../stripe-emulator';

export interface NullServices {
  /** All services of AWS. */
  readonly aws: string;
  readonly provider: string;
}

/** A request to a service of AWS. */
export interface Asked {
  readonly operation: string;
  readonly input: unknown;
}

/** Services that are quick to answer and keep nothing: to them every customer is new. */
export async function startNullServices(
  secrets: Readonly<Record<string, string>>,
): Promise<NullServices & { readonly asked: readonly Asked[]; stop(): Promise<void> }> {
  const answers: Readonly<Record<string, (input: unknown) => object>> = {
    'DynamoDB_20120810.BatchGetItem': (input) => ({ Responses: emptyFor(input), UnprocessedKeys: {} }),
    'DynamoDB_20120810.GetItem': () => ({}),
    'DynamoDB_20120810.PutItem': () => ({}),
    'DynamoDB_20120810.UpdateItem': () => ({}),
    'AWSEvents.PutEvents': () => ({ FailedEntryCount: 0, Entries: [{ EventId: 'taken' }] }),
    'secretsmanager.GetSecretValue': (input) => secretOf(secrets, input),
  };
  const asked: Asked[] = [];
  const operations = Object.entries(answers).map(([target, answer]) => {
    const operation = target.split('.')[1] ?? '';
    return [target, (input: unknown) => (asked.push({ operation, input }), answer(input))] as const;
  });
  const aws = await serve(0, awsJson(Object.fromEntries(operations)));
  const provider = await startStripeEmulator(0);
  return {
    asked,
    aws: aws.url,
    provider: provider.url,
    stop: async () => {
      await Promise.all([aws.stop(), provider.stop()]);
    },
  };
}

function emptyFor(input: unknown): Record<string, []> {
  const { RequestItems = {} } = input as { readonly RequestItems?: Readonly<Record<string, unknown>> };
  return Object.fromEntries(Object.keys(RequestItems).map((table) => [table, []]));
}

function secretOf(secrets: Readonly<Record<string, string>>, input: unknown): object {
  const { SecretId: name = '' } = input as { readonly SecretId?: string };
  return { ARN: name, Name: name, SecretString: secrets[name] };
}
