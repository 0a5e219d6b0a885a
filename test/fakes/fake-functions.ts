import type { FailedCall, FunctionCaller } from '../../lambdas/retry/retry-queue';

/** Functions that can be run by name. */
export class FakeFunctions implements FunctionCaller {
  readonly calls: { readonly functionName: string; readonly payload: unknown }[] = [];
  private readonly bodies = new Map<string, (payload: unknown) => Promise<unknown>>();

  deploy(functionName: string, body: (payload: unknown) => Promise<unknown>): void {
    this.bodies.set(functionName, body);
  }

  async call(functionName: string, payload: unknown): Promise<{ readonly failed: false } | FailedCall> {
    this.calls.push({ functionName, payload });
    const body = this.bodies.get(functionName);
    if (!body) throw new Error(`there is no function ${functionName}`);
    try {
      await body(payload);
      return { failed: false };
    } catch (error) {
      return { failed: true, errorName: error instanceof Error ? error.name : 'Error' };
    }
  }
}
