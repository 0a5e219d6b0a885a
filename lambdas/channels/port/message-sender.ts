import type { AnswerOutcome } from './answer';

/** A message that a company begins, ready to leave. */
export interface MessageToBegin {
  /** As the customer gave it. */
  readonly handle: string;
  readonly text: string;
  /** What the network gives back when it reports what became of the message. */
  readonly tag: string;
  /** Words that the network has approved, where it has to have. Undefined where the customer wrote shortly before. */
  readonly template?: TemplateUse | undefined;
}

/** An approved template and what stands at its places. */
export interface TemplateUse {
  readonly name: string;
  /** As the network names languages. */
  readonly language: string;
  readonly values: readonly string[];
}

/** Begins messages on a network. No network that does it has keys: what is in doubt is not sent again. */
export interface MessageSender {
  begin(message: MessageToBegin): Promise<AnswerOutcome>;
}
