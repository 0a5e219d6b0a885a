/** The range of concurrency that Lambda allows for a queue. */
const [minConcurrency, maxConcurrency] = [2, 1000];

/** A queue in front of a function. */
export interface QueuedDeliveryOptions {
  /**
   * How many concurrent invocations read from the queue, at most: a whole number from 2 to 1000. Each handles the
   * failures of five customers at a time, or one email.
   *
   * @default 2: Lambda's minimum. Ten refunds in flight, of 0.4 s each, are the 25 requests a second that Stripe takes
   * at one endpoint. Every queued failure type has its own, so two storms at once exceed the rate, and what Stripe
   * turns away is retried.
   */
  readonly concurrency?: number | undefined;
}

/** How events reach their function. */
export class Delivery {
  /** Each event invokes the function as it is published. The quickest. */
  static direct(): Delivery {
    return new Delivery(undefined);
  }

  /**
   * Events wait in a queue, and the function handles about ten at a time. For storms: it spares the provider and
   * outlasts the six hours for which Lambda keeps an event.
   *
   * @throws Error where the concurrency is out of Lambda's range
   */
  static queued({ concurrency = minConcurrency }: QueuedDeliveryOptions = {}): Delivery {
    if (!Number.isInteger(concurrency) || concurrency < minConcurrency || concurrency > maxConcurrency) {
      throw new Error(
        `The concurrency of a queued delivery is a whole number from ${minConcurrency} to ${maxConcurrency}, not ${concurrency}.`,
      );
    }
    return new Delivery(concurrency);
  }

  private constructor(
    /** How many concurrent invocations read from the queue, at most. Undefined: there is no queue. */
    readonly queuedConcurrency: number | undefined,
  ) {}
}

/**
 * Checks that the function may have as many invocations as read from its queue: messages that are throttled would use
 * up their attempts.
 *
 * @throws Error where the function may have fewer
 */
export function checkConcurrency({ queuedConcurrency }: Delivery, reservedConcurrency: number | undefined): void {
  if (queuedConcurrency === undefined || reservedConcurrency === undefined) return;
  if (reservedConcurrency >= queuedConcurrency) return;
  throw new Error(
    `A queue with a concurrency of ${queuedConcurrency} needs a function with at least as much, and reservedConcurrency is ` +
      `${reservedConcurrency}. Raise it, or lower the concurrency of Delivery.queued.`,
  );
}

/** Room for requests, apart from that of the failure functions. */
interface Reservations {
  readonly reservedConcurrency?: number | undefined;
  readonly publicConcurrency?: number | undefined;
  readonly operatorConcurrency?: number | undefined;
}

/**
 * The concurrency of functions with a URL.
 *
 * @throws Error where it is no number of requests: none would close the URL, and keep operators out
 */
export function checkedReservations({
  reservedConcurrency,
  publicConcurrency = reservedConcurrency,
  operatorConcurrency = reservedConcurrency,
}: Reservations): Omit<Reservations, 'reservedConcurrency'> {
  for (const [name, value] of Object.entries({ publicConcurrency, operatorConcurrency })) {
    if (value === undefined || (Number.isInteger(value) && value >= 1)) continue;
    throw new Error(
      `${name} is a whole number from 1, not ${value}. To close the public URLs, set publicWebhook: false.`,
    );
  }
  return { publicConcurrency, operatorConcurrency };
}
