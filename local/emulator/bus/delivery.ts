import { wait } from '../server/clock';
import type { Rule, RuleTarget } from '../template/rules';

/** Why a target did not accept an event, and whether a retry can help. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  constructor(
    /** The code in the dead-letter message. */
    readonly code: string,
    message: string,
    readonly retriable: boolean,
  ) {
    super(message);
  }
}

/** Delivers one event to one target, once. */
export type Deliver = () => Promise<void>;

export interface FailedDelivery {
  readonly delivered: false;
  readonly error: DeliveryError;
  readonly retries: number;
  /** Which limit of the retry policy was reached; neither, where a retry cannot help. */
  readonly exhausted?: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds' | undefined;
}

export type DeliveryEnd = { readonly delivered: true } | FailedDelivery;

/**
 * How much older an event is after each wait. In AWS the first retries come after seconds, later ones after minutes.
 */
const awsSecondsPerWait = 60;

/** Delivers an event to a target as often as the target's retry policy says, unless a retry cannot help. */
export async function deliver(
  deliverOnce: Deliver,
  target: RuleTarget,
  waitsMs: readonly number[],
  stopping: AbortSignal,
): Promise<DeliveryEnd> {
  for (let retries = 0; ; retries++) {
    const error = await attempt(deliverOnce);
    if (!error) return { delivered: true };
    if (!error.retriable || stopping.aborted) return { delivered: false, error, retries };
    if (retries >= target.maximumRetryAttempts) {
      return { delivered: false, error, retries, exhausted: 'MaximumRetryAttempts' };
    }
    if ((retries + 1) * awsSecondsPerWait > target.maximumEventAgeSeconds) {
      return { delivered: false, error, retries, exhausted: 'MaximumEventAgeInSeconds' };
    }
    await wait(waitsMs[retries] ?? waitsMs.at(-1) ?? 0, stopping);
  }
}

/** What EventBridge adds to an event in the dead-letter queue of a rule's target. The message itself is the event. */
export function deadLetterAttributes(
  rule: Rule,
  target: RuleTarget,
  { error, retries, exhausted }: FailedDelivery,
): Record<string, string> {
  return {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.arn,
    ERROR_CODE: error.code,
    ERROR_MESSAGE: error.message,
    ...(exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
    RETRY_ATTEMPTS: String(retries),
  };
}

async function attempt(deliverOnce: Deliver): Promise<DeliveryError | undefined> {
  try {
    await deliverOnce();
    return undefined;
  } catch (error) {
    if (error instanceof DeliveryError) return error;
    return new DeliveryError('SDK_CLIENT_ERROR', error instanceof Error ? error.message : String(error), true);
  }
}
