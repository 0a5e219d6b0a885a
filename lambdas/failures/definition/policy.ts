import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Covered, PolicyDecision } from '../../model/decision';
import { aboutUsd, amountsSchema } from '../../model/limits';
import type { TypeWithAmount } from '../../model/judging/gesture';
import { costIn, type RemedyPart } from '../../model/remedy';
import type { Failure } from './failure';

/** Options that every failure type has in addition to its own. */
export const commonOptionsShape = {
  /** What a failure needs that only the customer or an agent reported. */
  reported: z.object({
    /** `believe`: nothing. `proof`: a reference to a photo, a scan or a document. `person`: a person's approval. */
    needs: z.enum(['believe', 'proof', 'person']),
    /** How long proof is awaited. */
    proofHours: z.int().check(z.positive(), z.lte(24 * 60)),
    /** What follows where none arrived: the customer is believed anyway, or a person decides. */
    withoutProof: z.enum(['give', 'person']),
  }),
  /** What follows where a refund cannot reach the card: a credit of the same amount, or a person finds another way. */
  unreachableCard: z.enum(['credit', 'person']),
  /** What a customer gets on top of the remedy when failures repeat. */
  repeats: z.object({
    withinDays: z.int().check(z.positive(), z.lte(400)),
    /** From which failure within these days on: 2 is the second. */
    from: z.int().check(z.gte(2)),
    then: z.enum(['nothing', 'goodwill', 'person']),
    /** The goodwill credit, in minor units by currency. In a currency without an amount a person decides. */
    goodwillMinor: amountsSchema,
    /**
     * From which failure within these days on the owner writes the mail: the money goes back as ever. 3 without it;
     * with 0 never.
     */
    ownerFrom: z.optional(z.int().check(z.nonnegative())),
    /** How many hours the owner has to write it. After them a plain notice of what was given leaves. 4 without it. */
    ownerHours: z.optional(z.int().check(z.positive(), z.lte(30 * 24))),
  }),
};

export type CommonOptions = z.infer<z.ZodMiniObject<typeof commonOptionsShape>>;

/** The default options: the customer is believed, and repeated failures get nothing extra. */
export const commonDefaults: CommonOptions = {
  reported: { needs: 'believe', proofHours: 48, withoutProof: 'person' },
  unreachableCard: 'person',
  repeats: { withinDays: 30, from: 2, then: 'nothing', goodwillMinor: aboutUsd(5) },
};

/** An earlier remedy of the same customer. */
export interface EarlierRemedy {
  readonly remedyId: string;
  /** The failure type. Missing where the record does not have it. */
  readonly type?: string | undefined;
  readonly orderId: string;
  readonly lineId?: string | undefined;
  /** When it was committed. ISO 8601. */
  readonly at: string;
  readonly parts: readonly RemedyPart[];
  /** What it makes good: the decision of its failure type says so. */
  readonly covers?: readonly Covered[] | undefined;
}

/** What a policy may use in addition to the failure. */
export interface PolicyView<Options> {
  readonly options: Options;
  readonly now: Date;
  /** Other ids of the purchase's payment, by which an earlier failure may have named it. @default - none is known */
  readonly otherPaymentIds?: readonly string[] | undefined;
  /**
   * The refundable amount: how much of what was paid for the purchase may still go back, in minor units of its
   * currency.
   */
  readonly refundableMinor: number;
  /** The same for one line of the order, for which `paidMinor` was paid. */
  refundableOfLineMinor(lineId: string, paidMinor: number): number;
  /**
   * Earlier remedies of the customer for other failures of the same order, and the latest of others, the latest first.
   */
  readonly earlier: readonly EarlierRemedy[];
  /**
   * How many remedies of one failure type the customer was given since then, or of all, by whole days.
   *
   * @default - those of `earlier`
   */
  readonly countSince?: ((since: Date, type?: string) => number) | undefined;
  /**
   * What the remedies of one failure type cost that the customer was given since then, in minor units of one currency,
   * by whole days. The ledger keeps it for types of which a policy limits the amount (`typesWithAmount`).
   *
   * @default - that of `earlier`
   */
  readonly amountSince?: ((since: Date, type: TypeWithAmount, currency: string) => number) | undefined;
  /**
   * Remedies of the customer for other failures that wait for a person, the latest first. They may never be given.
   *
   * @default - there are none
   */
  readonly held?: readonly EarlierRemedy[] | undefined;
}

/** How many remedies of one failure type the customer was given since then, or of all. */
export function countedSince(
  { earlier, countSince }: Pick<PolicyView<unknown>, 'earlier' | 'countSince'>,
  since: Date,
  type?: string,
): number {
  if (countSince) return countSince(since, type);
  return earlier.filter((one) => Date.parse(one.at) >= since.getTime() && (type === undefined || one.type === type))
    .length;
}

/** What the remedies of one failure type cost that the customer was given since then. */
export function costSince(
  { earlier, amountSince }: Pick<PolicyView<unknown>, 'earlier' | 'amountSince'>,
  since: Date,
  type: TypeWithAmount,
  currency: string,
): number {
  if (amountSince) return amountSince(since, type, currency);
  const before = earlier.filter((one) => one.type === type && Date.parse(one.at) >= since.getTime());
  return costIn(
    before.flatMap(({ parts }) => parts),
    currency,
  );
}

/** What a failure type earns its customer: options as data, and a pure function that decides by them. */
export interface Policy<Detail extends Failure, Options extends CommonOptions> {
  /** Incremented with every change to `decide`. The ledger keeps it with a hash of the options. */
  readonly version: number;
  readonly optionsSchema: z.ZodMiniType<Options>;
  /** The options of a deployment that sets none. */
  readonly defaults: Options;
  decide(failure: Detail, view: PolicyView<Options>): PolicyDecision;
  /**
   * How many days back `decide` counts remedies with `countedSince`. The ledger keeps what it counts for so long.
   *
   * @default - as far back as the option `repeats` and the customer's limit look
   */
  countsBackDays?(options: Options): number;
}

/** A deployment set policy options that are not valid. Names every problem by its path. */
export class PolicyOptionsError extends Error {
  override readonly name = 'PolicyOptionsError';
  constructor(
    readonly failureType: string,
    readonly problems: readonly string[],
  ) {
    super(`The policy options of ${failureType} are not valid: ${problems.join('; ')}`);
  }
}

/**
 * The defaults with the overrides of a deployment. An option that is set replaces its default as a whole.
 *
 * @throws {@link PolicyOptionsError}
 */
export function optionsOf<Options extends CommonOptions>(
  type: string,
  { optionsSchema, defaults }: Pick<Policy<never, Options>, 'optionsSchema' | 'defaults'>,
  overrides: unknown,
): Options {
  if (typeof overrides !== 'object' || overrides === null || Array.isArray(overrides)) {
    throw new PolicyOptionsError(type, ['options must be an object']);
  }
  const unknown = Object.keys(overrides).filter((name) => !(name in defaults));
  const result = optionsSchema.safeParse({ ...defaults, ...overrides });
  const problems = [
    ...unknown.map((name) => `${name}: is not an option; the options are ${Object.keys(defaults).join(', ')}`),
    ...(result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
  ];
  if (!result.success || problems.length > 0) throw new PolicyOptionsError(type, problems);
  return result.data;
}

/** What the ledger keeps about a policy: which code decided, and a hash of its options. */
export function policyVersionOf(type: string, version: number, options: CommonOptions): string {
  const hash = createHash('sha256').update(canonical(options), 'utf8').digest('hex').slice(0, 8);
  return `${type}/${version}-${hash}`;
}

/** A text that is the same for the same options, whatever their order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
