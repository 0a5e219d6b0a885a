import type * as z from 'zod/mini';
import type { Apology } from '../../model/apology';
import type { Arrival, RemedyPart, Shipment } from '../../model/remedy';
import type { Failure } from './failure';
import type { CommonOptions, Policy } from './policy';

/** Who looks after a failure type. */
export type Owner = 'marketing' | 'contact-center' | 'both';

/** One part that was given or is being given, as the apology may speak of it. */
export type GivenPart = RemedyPart & {
  /** How soon the money shows, of a refund whose provider says so. */
  readonly arrival?: Arrival | undefined;
  /** Where it is, of a replacement whose sender says so. */
  readonly shipment?: Shipment | undefined;
  /** True of a part that stands in for another one, which could not be given. */
  readonly isFallback?: boolean | undefined;
};

/** One story a failure type was made for, with an event true to life. Its customer lives at example.com. */
export interface Story<Detail extends Failure> {
  /** What happened, in a sentence. */
  readonly title: string;
  readonly detail: Detail;
}

/** An older version of a contract, which still parses. */
export interface FormerContract<Detail extends Failure> {
  readonly schemaVersion: number;
  /** Parses a detail of that version. */
  readonly schema: z.ZodMiniType<object>;
  /** The same failure in the version of today. Pure. */
  upgrade(former: object): Detail;
}

/**
 * Everything that is true of one failure type only. Rule, function, queue, alarms, JSON Schema and sample follow from it.
 * The functions are pure.
 */
export interface FailureDefinition<
  Detail extends Failure = Failure,
  Options extends CommonOptions = CommonOptions,
  Type extends string = string,
> {
  /** The event's detail-type, in PascalCase. The folder beside the catalog is its kebab-case. */
  readonly type: Type;
  /** The event source that publishes it where a deployment names no other. */
  readonly defaultSource: string;
  readonly owner: Owner;
  /** The contract of today. */
  readonly schema: z.ZodMiniType<Detail>;
  /** @default - there was none before */
  readonly formerly?: readonly FormerContract<Detail>[] | undefined;
  /** What failed, in business ids. Two detectors of one failure must come to the same one. */
  subject(failure: Detail): string;
  /** Which failure of that subject it is, where it can fail more than once. */
  occurrence(failure: Detail): string;
  /** What the failure earns its customer, before the rules that hold for all failure types. */
  readonly policy: Policy<Detail, Options>;
  /** Who signs: whoever signs all apologies, or an executive of the company. @default 'signatory' */
  readonly signedBy?: 'signatory' | 'executive' | undefined;
  /** The words of the apology, once the parts are given. */
  apologise(failure: Detail, given: readonly GivenPart[]): Apology;
  /** What it was made for. The first one stands for all in documents. */
  readonly stories: readonly [Story<Detail>, ...Story<Detail>[]];
}

/** Checks a definition's types where it is written. */
export function defineFailure<
  Detail extends Failure,
  Options extends CommonOptions,
  const Type extends string = string,
>(definition: FailureDefinition<Detail, Options, Type>): FailureDefinition<Detail, Options, Type> {
  return definition;
}

/** The folder of a failure type beside the catalog: VideoPlaybackFailed lives in video-playback-failed. */
export function failureFolder(type: string): string {
  return type.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}
