import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { FailedCall, FunctionCaller } from './retry-queue';

/** Runs functions through Lambda's own API. */
export class LambdaFunctions implements FunctionCaller {
  constructor(private readonly client: LambdaClient) {}

  async call(functionName: string, payload: unknown): Promise<{ readonly failed: false } | FailedCall> {
    const answer = await this.client.send(
      new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(payload)) }),
    );
    if (answer.FunctionError === undefined) return { failed: false };
    const error = JSON.parse(Buffer.from(answer.Payload ?? []).toString() || '{}') as { errorType?: string };
    return { failed: true, errorName: error.errorType ?? answer.FunctionError };
  }
}
