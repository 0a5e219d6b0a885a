/** One attempt to run a function on one payload. */
export interface InvocationIdentity {
  readonly functionName: string;
  /** Stays the same when Lambda tries again. */
  readonly requestId: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** The X-Ray header of this attempt. The SDK sends it along with every request. */
  readonly traceId: string;
}

export interface InvocationError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

export type InvocationResult =
  | { readonly outcome: 'succeeded'; readonly value: unknown }
  | { readonly outcome: 'failed'; readonly error: InvocationError };

export type LogContent =
  | { readonly format: 'json'; readonly value: Readonly<Record<string, unknown>> }
  | { readonly format: 'text'; readonly text: string };
