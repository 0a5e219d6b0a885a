/** The range of concurrency that Lambda allows for a queue. */
const [minConcurrency, maxConcurrency] = [2, 1000];

/** The least is enough: each has as much under way as the provider answers, and asks for more until it is refused. */
const usualConcurrency = minConcurrency;

/** A queue in front of a function. */
export interface QueuedDeliveryOptions {
  /**
   * How many concurrent invocations read from the queue, at most: a whole number from 2 to 1000. Each finds out by
   * itself how many a second the provider takes, or SES, however many others ask it too, and takes as many from the
   * queue. A new account of AWS has ten concurrent invocations in all: three queued types with the default, and the
   * mails, leave two for all other functions.
   *
   * @default 2: a hundred refunds a second of 1.5 s
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
   * Events wait in a queue, and the function handles as many a second as the provider takes. For storms: it outlasts
   * the six hours for which Lambda keeps an event.
   *
   * @throws Error where the concurrency is out of Lambda's range
   */
  static queued({ concurrency = usualConcurrency }: QueuedDeliveryOptions = {}): Delivery {
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
