import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { PolicyDecision } from '../../model/decision';
import { aboutUsd, amountsSchema } from '../../model/limits';
import type { RemedyPart } from '../../model/remedy';
import type { Failure } from './failure';

/** Options that every failure type has beside its own. */
export const commonOptionsShape = {
  /** What a failure needs that no machine saw, and only the customer or an agent reported. */
  reported: z.object({
    /** `believe`: nothing. `proof`: a reference to a photo, a scan or a paper. `person`: somebody looks. */
    needs: z.enum(['believe', 'proof', 'person']),
    /** How long proof is waited for. */
    proofHours: z.int().check(z.positive(), z.lte(24 * 60)),
    /** What follows where none came: the customer is believed all the same, or somebody looks. */
    withoutProof: z.enum(['give', 'person']),
  }),
  /** What follows where a refund cannot reach the card: a credit of the same amount, or a person finds a way. */
  unreachableCard: z.enum(['credit', 'person']),
  /** What the customer's next failure earns beside its remedy. */
  repeats: z.object({
    withinDays: z.int().check(z.positive(), z.lte(400)),
    /** From which failure in so many days on: 2 is the second. */
    from: z.int().check(z.gte(2)),
    then: z.enum(['nothing', 'goodwill', 'person']),
    /** The goodwill credit, in minor units by currency. In a currency that is not named a person decides. */
    goodwillMinor: amountsSchema,
  }),
};

export type CommonOptions = z.infer<z.ZodMiniObject<typeof commonOptionsShape>>;

/** What holds where a deployment says nothing else: the customer is believed, and everybody gets the same. */
export const commonDefaults: CommonOptions = {
  reported: { needs: 'believe', proofHours: 48, withoutProof: 'person' },
  unreachableCard: 'person',
  repeats: { withinDays: 30, from: 2, then: 'nothing', goodwillMinor: aboutUsd(5) },
};

/** A remedy the customer was promised before. */
export interface EarlierRemedy {
  readonly remedyId: string;
  /** The failure type. Missing for claims from before it was kept. */
  readonly type?: string | undefined;
  readonly orderId: string;
  readonly lineId?: string | undefined;
  /** When it was promised. ISO 8601. */
  readonly at: string;
  readonly parts: readonly RemedyPart[];
}

/** What a policy may look at beside the failure. */
export interface PolicyView<Options> {
  readonly options: Options;
  readonly now: Date;
  /** What is still to be given back of what was paid for the purchase, in minor units of its currency. */
  readonly refundableMinor: number;
  /** The same for one line of the order, of which so much was paid. */
  refundableOfLineMinor(lineId: string, paidMinor: number): number;
  /** What the customer was promised before for other failures, the latest first, as far as claims are kept. */
  readonly earlier: readonly EarlierRemedy[];
}

/** What a failure type earns its customer: options as data, and a pure function of them. */
export interface Policy<Detail extends Failure, Options extends CommonOptions> {
  /** One more with every change to `decide`. With the options' hash it is what the ledger keeps. */
  readonly version: number;
  readonly optionsSchema: z.ZodMiniType<Options>;
  /** What holds where a deployment says nothing else. */
  readonly defaults: Options;
  decide(failure: Detail, view: PolicyView<Options>): PolicyDecision;
}

/** The options of a policy that were given cannot be. It names every problem by its path. */
export class PolicyOptionsError extends Error {
  override readonly name = 'PolicyOptionsError';
  constructor(
    readonly failureType: string,
    readonly problems: readonly string[],
  ) {
    super(`The policy options of ${failureType} cannot be: ${problems.join('; ')}`);
  }
}

/**
 * The defaults, with what a deployment says otherwise. An option that is given takes the whole place of its default.
 *
 * @throws {@link PolicyOptionsError}
 */
export function optionsOf<Options extends CommonOptions>(
  type: string,
  { optionsSchema, defaults }: Pick<Policy<never, Options>, 'optionsSchema' | 'defaults'>,
  overrides: unknown,
): Options {
  if (typeof overrides !== 'object' || overrides === null || Array.isArray(overrides)) {
    throw new PolicyOptionsError(type, ['options are an object']);
  }
  const unknown = Object.keys(overrides).filter((name) => !(name in defaults));
  const result = optionsSchema.safeParse({ ...defaults, ...overrides });
  const problems = [
    ...unknown.map((name) => `${name}: is no option; there are ${Object.keys(defaults).join(', ')}`),
    ...(result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
  ];
  if (!result.success || problems.length > 0) throw new PolicyOptionsError(type, problems);
  return result.data;
}

/** What the ledger keeps of a policy: which code decided, and a hash of the options it had. */
export function policyVersionOf(type: string, version: number, options: CommonOptions): string {
  const hash = createHash('sha256').update(canonical(options), 'utf8').digest('hex').slice(0, 8);
  return `${type}/${version}-${hash}`;
}

/** The same options are the same text, in whatever order they were written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
