import { UnknownFailureError } from './handled-failure';

/** How events come to their function: as they are published, or through a queue that holds them back. */
export type DeliveryKind = 'direct' | 'queued';

/** What the mails to customers are called where delivery is said by name. */
export const apologies = 'Apologies';

/** How many runs of a function take from its queue at once where nobody says otherwise. */
const defaultConcurrency = 2;

/** What Lambda knows. */
const [leastConcurrency, mostConcurrency] = [2, 1000];

export interface DeliveryProps {
  readonly delivery?: Readonly<Record<string, DeliveryKind>> | undefined;
  readonly queuedConcurrency?: number | undefined;
  readonly reservedConcurrency?: number | undefined;
}

/**
 * Reads what is delivered through a queue.
 *
 * @param types the failure types that are handled
 * @returns for a failure type or the apologies: how many runs take from the queue at once, or nothing where there is none
 * @throws where it names what is not there, or says what cannot be
 */
export function queuedConcurrencies(
  types: readonly string[],
  { delivery = {}, queuedConcurrency = defaultConcurrency, reservedConcurrency }: DeliveryProps,
): (name: string) => number | undefined {
  const known = [...types, apologies];
  for (const [name, kind] of Object.entries<string>(delivery)) {
    if (!known.includes(name)) throw new UnknownFailureError(name, known);
    if (kind !== 'direct' && kind !== 'queued') {
      throw new Error(`The delivery of ${name} is 'direct' or 'queued', not '${kind}'.`);
    }
  }
  checkConcurrency(queuedConcurrency, reservedConcurrency);
  return (name) => (delivery[name] === 'queued' ? queuedConcurrency : undefined);
}

function checkConcurrency(queued: number, reserved: number | undefined): void {
  if (!Number.isInteger(queued) || queued < leastConcurrency || queued > mostConcurrency) {
    throw new Error(
      `queuedConcurrency is a whole number from ${leastConcurrency} to ${mostConcurrency}, not ${queued}.`,
    );
  }
  if (reserved !== undefined && reserved < queued) {
    throw new Error(
      `A queue that is read by ${queued} runs at once needs a function that may have as many, and reservedConcurrency is ` +
        `${reserved}. What is throttled would be given up on without having been tried.`,
    );
  }
}
