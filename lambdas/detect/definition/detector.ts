import type * as z from 'zod/mini';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import { detectorPrefix } from '../../model/controls';
import type { Reference } from '../../shop/shop';

/** A failure type, as far as a detector has to know it: its contract, and what tells its failures apart. */
export type DetectedType = Pick<FailureDefinition, 'type' | 'schema' | 'formerly' | 'subject' | 'occurrence'>;

/** A failure that a detector has seen, before anybody knows whose it is. */
export interface Suspect<Facts = unknown> {
  /** The failure type. A subject is suspected of each once. */
  readonly type: string;
  /** When it happened. ISO 8601. */
  readonly occurredAt: string;
  /** Where what was seen can be looked up: ids at whoever sent the signals, and never what they said. */
  readonly evidence: readonly string[];
  /** What was seen, for the detail of the event. */
  readonly facts: Facts;
}

/** What a detector makes of all that it has seen of one subject. */
export interface Judgement<Facts = unknown> {
  readonly suspects: readonly Suspect<Facts>[];
  /** Whether it cannot judge before it knows what was bought. */
  readonly wantsPurchase?: boolean | undefined;
  /** When to judge again, if no signal comes before. ISO 8601. Missing where time alone changes nothing. */
  readonly lookAgainAt?: string | undefined;
}

/**
 * A detector: what it keeps of signals, what it makes of that, and what it publishes. All of it is pure. Signals come
 * twice, late and in any order, and what it keeps must be the same in the end.
 */
export interface DetectorDefinition<
  Signal = unknown,
  State = unknown,
  Options extends object = object,
  Found = unknown,
  Facts = unknown,
> {
  /** In kebab-case. Its folder has the same name, and its events the source `detector.` and the name. */
  readonly name: string;
  /** The failure types that it publishes. */
  readonly types: readonly DetectedType[];
  readonly optionsSchema: z.ZodMiniType<Options>;
  /** The options of a deployment that sets none, each with its reason beside it. */
  readonly defaults: Options;
  /** A signal as it lies in the queue: facts alone, and nothing of who they are about. */
  readonly signalSchema: z.ZodMiniType<Signal>;
  /** What is kept of a subject. */
  readonly stateSchema: z.ZodMiniType<State>;
  /** What the shop has to say of a purchase for this detector. */
  readonly foundSchema: z.ZodMiniType<Found>;
  /**
   * Whether a subject fails once, of whichever type: one that is called something else afterwards has failed before.
   *
   * @default false: once of each type
   */
  readonly failsOnce?: boolean | undefined;
  /** What the signal is about: a parcel, a session. Signals about one subject are kept together. */
  subjectOf(signal: Signal): string;
  /** What is known after one more signal. The same object where it says nothing new. */
  fold(state: State | undefined, signal: Signal): State;
  /** How the shop finds the purchase. */
  referenceOf(state: State): Reference;
  /** What is worth keeping of the purchase to judge by: days and ids, no person. @default - nothing */
  learn?(state: State, found: Found): State;
  judge(state: State, now: Date, options: Options): Judgement<Facts>;
  /**
   * Since when the subject is what it is now, where a key is used again: what was published before was of another one.
   * ISO 8601. @default - a key is never used again
   */
  beganAt?(state: State): string | undefined;
  /**
   * Why the purchase that the shop named cannot be the one that the signals are about, in a sentence that names no
   * value. It is listed then, and nobody is paid. @default - it is taken to be that one
   */
  misfit?(state: State, found: Found, options: Options): string | undefined;
  /**
   * The event's detail, but for what all details have. Undefined where with this purchase it is no failure.
   *
   * @param found the purchase that the shop named for exactly this subject's reference
   * @throws {@link NoFailureError} where a person has to look: it is listed beside what nobody could join
   */
  detailOf(suspect: Suspect<Facts>, found: Found, state: State, now: Date): object | undefined;
}

/** With what the shop knows of it no failure can be told, and nothing is guessed. */
export class NoFailureError extends Error {
  override readonly name = 'NoFailureError';
}

/** Checks the types of a definition where it is written. */
export function defineDetector<Signal, State, Options extends object, Found, Facts>(
  definition: DetectorDefinition<Signal, State, Options, Found, Facts>,
): DetectorDefinition<Signal, State, Options, Found, Facts> {
  return definition;
}

/** The source of all that a detector publishes. */
export function sourceOfDetector({ name }: Pick<DetectorDefinition, 'name'>): string {
  return `${detectorPrefix}${name}`;
}

/** A deployment set options that a detector does not have. Names every problem by its path. */
export class DetectorOptionsError extends Error {
  override readonly name = 'DetectorOptionsError';
  constructor(
    readonly detector: string,
    readonly problems: readonly string[],
  ) {
    super(`The options of the detector ${detector} are not valid: ${problems.join('; ')}`);
  }
}

/**
 * The defaults with what a deployment sets.
 *
 * @throws {@link DetectorOptionsError}
 */
export function detectorOptions<Options extends object>(
  {
    name,
    optionsSchema,
    defaults,
  }: Pick<DetectorDefinition<never, never, Options>, 'name' | 'optionsSchema' | 'defaults'>,
  given: object,
): Options {
  const unknown = Object.keys(given).filter((option) => !(option in defaults));
  const result = optionsSchema.safeParse({ ...defaults, ...given });
  const problems = [
    ...unknown.map((option) => `${option}: is not an option; the options are ${Object.keys(defaults).join(', ')}`),
    ...(result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
  ];
  if (!result.success || problems.length > 0) throw new DetectorOptionsError(name, problems);
  return result.data;
}
