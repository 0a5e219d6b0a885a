import type { $ZodType } from 'zod/v4/core';

/** A realistic event, and what it is about. */
export interface EventExample {
  readonly title: string;
  readonly detail: object;
}

/**
 * `handleFailures`: product systems publish failures. `publishOutcomes`: Amends publishes how remedies ended.
 * `requestParts`: Amends requests parts from partners. `receiveResponses`: partners respond. `askSources`: Amends asks
 * who published a failure for more. `receiveAnswers`: they answer. `hearFixes`: they say that it is mended.
 * `publishMessages`: Amends says what came on a channel, and what became of answers there. `sendAnswers`: whoever may
 * answer hands an answer over.
 */
export type Operation =
  | 'handleFailures'
  | 'publishOutcomes'
  | 'requestParts'
  | 'receiveResponses'
  | 'askSources'
  | 'receiveAnswers'
  | 'hearFixes'
  | 'publishMessages'
  | 'sendAnswers';

/** One event on the bus, as its documents describe it. */
export interface EventContract {
  /** The detail-type. */
  readonly type: string;
  /** The event source, where a deployment names no other. */
  readonly source: string;
  /** What it is about, in a sentence. */
  readonly title: string;
  /** The contract of its `detail`, whose `schemaVersion` is a literal. */
  readonly schema: $ZodType;
  /** The operation of the AsyncAPI document that handles it. */
  readonly operation: Operation;
  /** Realistic, with addresses at example.com. */
  readonly examples: readonly EventExample[];
  /** The name of the schema, where several events share one. @default - the type */
  readonly schemaName?: string | undefined;
  /** Contracts of older versions, which are still accepted. @default - there are none */
  readonly formerly?: readonly { readonly schema: $ZodType }[] | undefined;
}
