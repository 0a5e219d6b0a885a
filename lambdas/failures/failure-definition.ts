import type * as z from 'zod/mini';
import type { Apology } from '../model/apology';
import type { Decision } from '../model/decision';
import type { Arrival, RemedyPart } from '../model/remedy';
import type { Failure } from './failure';

/** Who looks after a failure type. */
export type Owner = 'marketing' | 'contact-center' | 'both';

/** One part that was given, as the apology may speak of it. */
export type GivenPart = RemedyPart & { readonly arrival?: Arrival | undefined };

/**
 * Everything that is true of one failure type only. Rule, function, queue, alarms, JSON Schema and sample follow from it.
 * The functions are pure.
 */
export interface FailureDefinition<Detail extends Failure = Failure> {
  /** The event's detail-type, in PascalCase. The folder beside the catalog is its kebab-case. */
  readonly type: string;
  /** The event source that publishes it where a deployment names no other. */
  readonly defaultSource: string;
  readonly owner: Owner;
  readonly schema: z.ZodMiniType<Detail>;
  /** What failed, in business ids. Two detectors of one failure must come to the same one. */
  subject(failure: Detail): string;
  /** Which failure of that subject it is, where it can fail more than once. */
  occurrence(failure: Detail): string;
  /** What the failure earns its customer, before the rules that hold for all failure types. */
  decide(failure: Detail): Decision;
  /** The words of the apology, once the parts are given. */
  apologise(failure: Detail, given: readonly GivenPart[]): Apology;
  /** A true-to-life detail of such an event, for documents and tests. Its customer lives at example.com. */
  readonly sample: Detail;
}

/** Keeps the detail's type inside a definition, while the catalog lists definitions of different details. */
export function defineFailure<Detail extends Failure>(definition: FailureDefinition<Detail>): FailureDefinition {
  // Sound because nobody calls the functions but with what `schema` of the same definition has parsed.
  return definition;
}

/** The folder of a failure type beside the catalog: VideoPlaybackFailed lives in video-playback-failed. */
export function failureFolder(type: string): string {
  return type.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}
