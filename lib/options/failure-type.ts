import { catalog } from '../../lambdas/failures/catalog';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { withoutFailure } from '../../lambdas/model/judging/gesture';
import type { KindsByType } from '../../lambdas/words/lint/brand-words-problems';
import { Delivery } from './delivery';

/** The definition of a failure type of the catalog. */
export type CatalogDefinition = (typeof catalog)[number];

/** What a deployment may choose about a failure type of the catalog. */
export interface FailureTypeOptions<Definition extends FailureDefinition = FailureDefinition> {
  /**
   * Policy options that differ from the defaults. A given option replaces its whole default. The options of a type are
   * documented beside their defaults, in its `policy.ts`.
   *
   * @default - the defaults of the type's policy
   */
  readonly policy?: Partial<Definition['policy']['defaults']> | undefined;

  /**
   * Why options of the policy differ from the defaults, by their names: a sentence for whoever reads in the console
   * what is in force.
   *
   * @default - nothing is said of it
   */
  readonly policyReasons?:
    Readonly<Partial<Record<keyof Definition['policy']['defaults'] & string, string>>> | undefined;

  /**
   * How failures reach the function.
   *
   * @default Delivery.direct()
   */
  readonly delivery?: Delivery | undefined;

  /**
   * The event source that publishes the failure.
   *
   * @default - the definition's `defaultSource`, or `sources`
   */
  readonly source?: string | undefined;

  /**
   * The event sources that publish the failure, where there are several: the carrier's and the help desk's, say. Each
   * is granted by itself, and has the limits of a source by itself.
   *
   * @default - one, as `source` says
   */
  readonly sources?: Readonly<Record<string, SourceOptions>> | undefined;
}

/** What a deployment says about one of several sources of a failure type. */
export interface SourceOptions {
  /**
   * What all that it publishes counts as, whatever its events say: who only hears from customers detects nothing.
   *
   * @default - what each event says
   */
  readonly evidence?: 'detected' | 'reported' | undefined;

  /**
   * Whether it may answer for what another source reported first, such as with a proof that is waited for. Without it,
   * a person reads of both.
   *
   * @default false
   */
  readonly answersOthers?: boolean | undefined;

  /**
   * Within how many hours it publishes at least one failure of this type on any usual day: whole hours from 1 to 168.
   * If nothing comes for longer, an alarm asks whether the detector still works. It is silent until the first failure.
   *
   * @default - silence is nothing unusual
   */
  readonly expectedEveryHours?: number | undefined;
}

/** What a deployment says about a failure type of its own. */
export interface OwnFailureTypeOptions<
  Definition extends FailureDefinition = FailureDefinition,
> extends FailureTypeOptions<Definition> {
  /**
   * The absolute path of the file that exports the function: `export const handler = remedyHandler(trainDelayed)`, with
   * `remedyHandler` from `amends/runtime`.
   */
  readonly entry: string;
}

/** A failure type that is handled, and how. */
export class FailureType {
  /**
   * A failure type of the catalog, whose definition `amends/failures` exports, or one of your own, which needs an
   * `entry`.
   *
   * Names, sources, files and policy options are checked by {@link RefundAutomation}, which names all problems at once.
   */
  static of<Definition extends CatalogDefinition>(
    definition: Definition,
    options?: FailureTypeOptions<Definition>,
  ): FailureType;
  static of<Definition extends FailureDefinition>(
    definition: Definition,
    options: OwnFailureTypeOptions<Definition>,
  ): FailureType;
  static of(definition: FailureDefinition, options: Partial<OwnFailureTypeOptions> = {}): FailureType {
    return new FailureType(definition, options);
  }

  /**
   * The whole catalog with defaults, to add failure types of your own: `[...FailureType.catalog(), FailureType.of(…)]`.
   * What people give of their own accord, and calls that customers ask for, come with options of their own.
   */
  static catalog(): FailureType[] {
    return catalog.filter(({ type }) => !withoutFailure.includes(type)).map((definition) => FailureType.of(definition));
  }

  /** The failure type of the catalog with this name, with defaults. */
  static named(type: CatalogDefinition['type']): FailureType {
    const definition = catalog.find((known) => known.type === type);
    if (!definition) throw new Error(`${type} is not in the catalog`);
    return new FailureType(definition, {});
  }

  /** The event sources that publish the failure. */
  readonly sources: readonly string[];
  /** What all events of a source count as, where that is fixed. */
  readonly evidenceBySource: Readonly<Record<string, 'detected' | 'reported'>>;
  /** Which of them may answer for what another one reported. */
  readonly answeringSources: readonly string[];
  /** Within how many hours a source publishes at least one, where silence would be unusual. */
  readonly expectedEveryHours: Readonly<Record<string, number>>;
  /** How failures reach the function. */
  readonly delivery: Delivery;
  /** Policy options that differ from the defaults. */
  readonly policy: object;
  /** Why they do, by their names. */
  readonly policyReasons: Readonly<Record<string, string>>;
  /** The absolute path of the function's file. Undefined for a type of the catalog. */
  readonly entry: string | undefined;

  private constructor(
    readonly definition: FailureDefinition,
    { source, sources, delivery, policy, policyReasons, entry }: Partial<OwnFailureTypeOptions>,
  ) {
    if (source !== undefined && sources !== undefined) {
      throw new Error(`${definition.type}: name its source or its sources, and not both`);
    }
    this.sources = sources ? Object.keys(sources) : [source ?? definition.defaultSource];
    this.evidenceBySource = Object.fromEntries(
      Object.entries(sources ?? {}).flatMap(([name, { evidence }]) => (evidence ? [[name, evidence]] : [])),
    );
    this.answeringSources = Object.entries(sources ?? {}).flatMap(([name, { answersOthers }]) =>
      answersOthers ? [name] : [],
    );
    this.expectedEveryHours = Object.fromEntries(
      Object.entries(sources ?? {}).flatMap(([name, { expectedEveryHours }]) =>
        expectedEveryHours === undefined ? [] : [[name, checkedHours(definition.type, expectedEveryHours)]],
      ),
    );
    this.delivery = delivery ?? Delivery.direct();
    this.policy = policy ?? {};
    this.policyReasons = policyReasons ?? {};
    this.entry = entry;
  }

  /** The same, published from one more source. */
  alsoFrom(source: string, also: SourceOptions = {}): FailureType {
    const {
      definition,
      evidenceBySource,
      answeringSources,
      expectedEveryHours,
      delivery,
      policy,
      policyReasons,
      entry,
    } = this;
    const optionsOf = (name: string): SourceOptions => ({
      evidence: evidenceBySource[name],
      answersOthers: answeringSources.includes(name),
      expectedEveryHours: expectedEveryHours[name],
    });
    const sources = {
      ...Object.fromEntries(this.sources.map((name) => [name, optionsOf(name)])),
      [source]: also,
    };
    return new FailureType(definition, { sources, delivery, policy, policyReasons, entry });
  }

  /** The event's detail-type. */
  get type(): string {
    return this.definition.type;
  }
}

/** CloudWatch looks back for a week. */
function checkedHours(type: string, hours: number): number {
  if (Number.isInteger(hours) && hours >= 1 && hours <= 168) return hours;
  throw new Error(`${type}: expectedEveryHours is a whole number from 1 to 168, and not ${hours}`);
}

/** The sentences of all types of the catalog and of these, by their names. */
export function sentencesOf(failures: readonly FailureType[]): KindsByType {
  const definitions: readonly FailureDefinition[] = [...catalog, ...failures.map(({ definition }) => definition)];
  return Object.fromEntries(definitions.map(({ type, words: { kinds } }) => [type, kinds]));
}
