import type { $ZodType } from 'zod/v4/core';

/** An event true to life, and what it tells. */
export interface EventExample {
  readonly title: string;
  readonly detail: object;
}

/**
 * `makeRight`: a failure that others publish. `tell`: how it ended, as Amends publishes. `ask`: what Amends asks a partner for.
 * `hear`: what a partner answers.
 */
export type Operation = 'makeRight' | 'tell' | 'ask' | 'hear';

/** One event on the bus, as its documents need it. */
export interface EventContract {
  /** The detail-type. */
  readonly type: string;
  /** The source it comes from, where a deployment names no other. */
  readonly source: string;
  /** What it tells, in a sentence. */
  readonly title: string;
  /** The contract of its `detail`, whose `schemaVersion` is a literal. */
  readonly schema: $ZodType;
  /** What happens with it: an operation of the AsyncAPI document. */
  readonly operation: Operation;
  /** True to life, with people who live at example.com. */
  readonly examples: readonly EventExample[];
  /** The name of the schema, where several events share one. @default - the type */
  readonly schemaName?: string | undefined;
  /** Contracts of older versions, which are still understood. @default - there are none */
  readonly formerly?: readonly { readonly schema: $ZodType }[] | undefined;
}
