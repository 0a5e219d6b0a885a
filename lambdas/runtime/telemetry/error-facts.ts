import { redacted } from '../../model/guards/redacted';

/** What a log says of an error. */
export interface ErrorFacts {
  readonly errorName: string;
  readonly errorMessage: string;
  /** What it came of, from the nearest on, each as `name: message`. */
  readonly causes?: readonly string[];
}

/** A chain of causes that leads back to itself has an end all the same. */
const mostCauses = 5;

/** An error as it may be logged, with what it came of: each message without what is nobody's business in a log. */
export function errorFacts(error: unknown): ErrorFacts {
  const causes = causesOf(error).map((cause) => `${nameOf(cause)}: ${messageOf(cause)}`);
  return { errorName: nameOf(error), errorMessage: messageOf(error), ...(causes.length > 0 && { causes }) };
}

/**
 * The same error for Lambda, which logs whatever a function throws, with everything that the error holds, and keeps it
 * beside a failed event. Its class and its name stay, for retries and people go by them. The rest stays here: in an
 * error of an SDK that is the whole answer, and in one of Stripe's the whole request.
 */
export function redactedError(error: unknown, causesLeft = mostCauses): Error {
  const { errorName, errorMessage } = errorFacts(error);
  const [, ...frames] = (error instanceof Error ? (error.stack ?? '') : '').split(/\n(?=[ \t]+at )/);
  const cause = causeOf(error);
  const isKept = cause !== undefined && causesLeft > 0;
  const made = new Error(errorMessage, isKept ? { cause: redactedError(cause, causesLeft - 1) } : undefined);
  if (error instanceof Error) Object.setPrototypeOf(made, Object.getPrototypeOf(error) as object);
  Object.defineProperty(made, 'name', { value: errorName, enumerable: false });
  made.stack = [`${errorName}: ${errorMessage}`, ...frames].join('\n');
  return made;
}

function causesOf(error: unknown): unknown[] {
  const found: unknown[] = [];
  for (let next = causeOf(error); next !== undefined && found.length < mostCauses; next = causeOf(next)) {
    if (found.includes(next)) break;
    found.push(next);
  }
  return found;
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function messageOf(error: unknown): string {
  if (error instanceof Error) return redacted(error.message);
  return typeof error === 'string' ? redacted(error) : '';
}
