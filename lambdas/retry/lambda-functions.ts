import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { FailedCall, FunctionCaller } from './retry-queue';

/** Invokes functions through Lambda's API. */
export class LambdaFunctions implements FunctionCaller {
  constructor(private readonly client: LambdaClient) {}

  async call(functionName: string, payload: unknown): Promise<{ readonly failed: false } | FailedCall> {
    const response = await this.client.send(
      new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(payload)) }),
    );
    if (response.FunctionError === undefined) return { failed: false };
    const error = JSON.parse(Buffer.from(response.Payload ?? []).toString() || '{}') as { errorType?: string };
    return { failed: true, errorName: error.errorType ?? response.FunctionError };
  }
}
