import type * as z from 'zod/mini';
import type { Arrival, RemedyPart, Shipment } from '../../model/remedy';
import type { MailContent } from './sentence';
import type { BudgetLimit } from '../../model/limits';
import type { Failure } from './failure';
import type { CommonOptions, Policy } from './policy';
import type { TypeWords } from './type-words';

/** The department that is responsible for a failure type. */
export type Owner = 'marketing' | 'contact-center' | 'both';

/** One part that was given or is being given, with what the apology may say about it. */
export type GivenPart = RemedyPart & {
  /** When the money of a refund arrives, where the provider says so. */
  readonly arrival?: Arrival | undefined;
  /** What the company is called on statements, where it says so. */
  readonly statementName?: string | undefined;
  /** The shipment of a replacement, where the partner who sends it says so. */
  readonly shipment?: Shipment | undefined;
  /** Until when what was given digitally is the customer's, where the partner who gives it says so. ISO 8601. */
  readonly validUntil?: string | undefined;
  /** By when somebody makes a call who has accepted it, or that it was made. Missing while nobody has: promise none. */
  readonly call?: { readonly by: string } | 'made' | undefined;
  /** What was to be given, where that could not be and this is given in its place. */
  readonly insteadOf?: RemedyPart | undefined;
};

/** A case that a failure type was made for, with a realistic event. Its customer lives at example.com. */
export interface Story<Detail extends Failure> {
  /** Short and unique in the catalog, such as `parcel-in-snow`. */
  readonly id: string;
  /** What happened, in a sentence. */
  readonly title: string;
  readonly detail: Detail;
}

/** An older version of a contract, which is still accepted. */
export interface FormerContract<Detail extends Failure> {
  readonly schemaVersion: number;
  /** Parses a detail of that version. */
  readonly schema: z.ZodMiniType<object>;
  /** The same failure in the newest version. Pure. */
  upgrade(former: object): Detail;
}

/** A limit of a calendar day that only some failures count against, beside those of all. */
export interface OwnBudget {
  /** Unique, without the day, and without a slash but after its kind: `giver/Zk3…`. No name of a person. */
  readonly name: string;
  /** What it limits, as the reason of a hold says it. */
  readonly what: string;
  readonly limit: BudgetLimit;
}

/**
 * Everything that is specific to one failure type. Its rule, function, queues, alarms, JSON Schema and sample are
 * generated from it. The functions are pure.
 */
export interface FailureDefinition<
  Detail extends Failure = Failure,
  Options extends CommonOptions = CommonOptions,
  Type extends string = string,
> {
  /** The event's detail-type, in PascalCase. Its folder beside the catalog has the same name in kebab-case. */
  readonly type: Type;
  /** The event source, where a deployment names no other. */
  readonly defaultSource: string;
  readonly owner: Owner;
  /** The newest contract. */
  readonly schema: z.ZodMiniType<Detail>;
  /** @default - there are no older versions */
  readonly formerly?: readonly FormerContract<Detail>[] | undefined;
  /** What failed, in business ids. Two detectors of one failure must get the same subject. */
  subject(failure: Detail): string;
  /** Which failure of the subject it is, where the subject can fail more than once. */
  occurrence(failure: Detail): string;
  /** What the failure earns its customer, before the rules that hold for all failure types. */
  readonly policy: Policy<Detail, Options>;
  /**
   * Limits of the day that it counts against beside those of all types. What exceeds one is held.
   *
   * @default - there are none
   */
  budgets?(failure: Detail, options: Options): readonly OwnBudget[];
  /**
   * Whether its policy may give money back through the payment provider. Where it may not, its function is given no key
   * of the provider, and a refund that the policy decides all the same is not made.
   *
   * @default true
   */
  readonly movesMoney?: boolean | undefined;
  /** Who signs the apology: the person who signs all apologies, or an executive of the company. @default 'signatory' */
  readonly signedBy?: 'signatory' | 'executive' | undefined;
  /** What the apology says, once the parts are given, in no language yet. */
  apologise(failure: Detail, given: readonly GivenPart[]): MailContent;
  /** The words of its own sentences, by language. */
  readonly words: TypeWords;
  /** The cases it was made for. Documents show the first one. */
  readonly stories: readonly [Story<Detail>, ...Story<Detail>[]];
}

/** Checks the types of a definition where it is written. */
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
