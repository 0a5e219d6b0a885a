import * as z from 'zod/mini';
import {
  defineFailure,
  type FailureDefinition,
  type OwnBudget,
  type GivenPart,
} from '../../lambdas/failures/definition/failure-definition';
import { defineWords } from '../../lambdas/failures/definition/type-words';
import { failureContract } from '../../lambdas/failures/definition/failure';
import {
  commonDefaults,
  commonOptionsShape,
  type CommonOptions,
  type PolicyView,
} from '../../lambdas/failures/definition/policy';
import type { PolicyDecision } from '../../lambdas/model/decision';
import type {
  CreditPart,
  EntitlementChange,
  EntitlementPart,
  RefundPart,
  RemedyPart,
  ReplacementPart,
} from '../../lambdas/model/remedy';
import { unreachable } from '../../lambdas/model/unreachable';
import type { Random } from './random';
import { leastSeverity } from './sim-company';
import { decideOnce, onceTypes } from './sim-made-good-once';

const hourMs = 3_600_000;

/** What the policies of a simulated company say now. Version and share change while the world runs. */
export interface Policies {
  version: number;
  /** What share of the price goes back. */
  share: number;
  readonly options: CommonOptions;
  /** What follows where no new one can be sent, or nothing given in kind. */
  readonly fallback: 'refund' | 'credit' | 'nothing';
  readonly answerWithinSeconds: number;
  /** What follows where the old one does not come back. Missing where it is not asked back. */
  readonly unreturned: 'let-go' | 'person' | undefined;
  /** Whether a person approves the words for a late parcel. */
  readonly wordsWait: boolean;
  /** Within how many hours it is owed, where it is. */
  readonly owedHours: number | undefined;
}

const schema = failureContract({
  thing: z.object({
    subject: z.string(),
    occurrence: z.string(),
    severity: z.number(),
    once: z.optional(
      z.object({
        span: z.optional(z.object({ kind: z.enum(['downtime', 'repair']), from: z.number(), until: z.number() })),
        shipmentId: z.optional(z.string()),
        pieces: z.optional(z.object({ quantity: z.number(), affectedIds: z.array(z.string()) })),
      }),
    ),
  }),
  parcel: z.object({ lines: z.array(z.object({ lineId: z.string(), amountMinor: z.number() })) }),
});

const optionsSchema = z.object(commonOptionsShape);

type SimDetail = z.infer<typeof schema>;
type View = PolicyView<CommonOptions>;
type Earns = (failure: SimDetail, view: View, policies: Policies) => RemedyPart[];

/** What each failure type earns, before the options say more. */
const earnings: Readonly<Record<string, Earns>> = {
  FilmStopped: (failure, _view, policies) => refunds(failure, policies, [1]),
  ParcelLate: (failure, _view, policies) => refunds(failure, policies, [0.5, 0.25]),
  GoodsLost: (failure, view, policies) => failure.parcel.lines.flatMap((line) => newOne(failure, line, view, policies)),
  ServiceDown: (failure, _view, policies) => {
    const call = { kind: 'callback', channel: 'phone', deadlineSeconds: policies.answerWithinSeconds } as const;
    return [...refunds(failure, policies, [0.5]), creditOf(failure, 100, 'goodwill'), call];
  },
  PassDead: anotherOne,
  ItemBroken: (failure, _view, policies) => {
    const amountMinor = shareOf(failure, policies, 0.25);
    const credits = amountMinor > 0 ? [creditOf(failure, amountMinor, 'price')] : [];
    return [...refunds(failure, policies, [0.5]), ...credits];
  },
};

const inKind: readonly EntitlementChange[] = [
  { action: 'restore' },
  { action: 'extend', period: 'P3D' },
  { action: 'grant', count: 1 },
];

const nothingOfItsOwn: Earns = () => [];

/** One person gives all of these, out of a budget of the day. */
export const typeOfGestures = 'ItemBroken';

const everyAmount = { GBP: 2_000, JPY: 2_000, ISK: 2_000, KWD: 2_000, MGA: 2_000 };

const ofGiver: OwnBudget = {
  name: 'giver/one',
  what: "the day's budget of who gives it",
  limit: { remedies: 3, amountMinor: everyAmount },
};

/** What the auditor knows of it. */
export const perGiverAndDay = ofGiver.limit;

export const failureTypes = [...Object.keys(earnings), ...onceTypes];

export function drawPolicies(random: Random): Policies {
  const { repeats, reported } = commonDefaults;
  return {
    version: 1,
    share: 1,
    options: {
      unreachableCard: random.pick(['person', 'credit'] as const),
      repeats: {
        ...repeats,
        then: random.pick(['nothing', 'nothing', 'goodwill'] as const),
        goodwillMinor: { GBP: 100, ISK: 100, KWD: 105, MGA: 150 },
      },
      reported: {
        ...reported,
        proofHours: random.pick([1, 6, 48]),
        withoutProof: random.pick(['give', 'person'] as const),
      },
    },
    fallback: random.pick(['refund', 'refund', 'credit', 'nothing'] as const),
    answerWithinSeconds: random.pick([60, 600, 3_600]),
    unreturned: random.chance(0.3) ? undefined : random.pick(['let-go', 'person'] as const),
    wordsWait: random.chance(0.5),
    owedHours: random.chance(0.5) ? undefined : random.pick([1, 24]),
  };
}

const simWords = defineWords(
  { sorry: {}, fault: {}, given: { text: 'text' } },
  { en: { sorry: 'We are sorry', fault: 'It was our fault.', given: '{text}' } },
);

/** The failure types of a simulated company. */
export function simDefinitions(policies: Policies): readonly FailureDefinition[] {
  return failureTypes.map((type) => definition(type, earnings[type] ?? nothingOfItsOwn, policies));
}

function definition(type: string, earns: Earns, policies: Policies): FailureDefinition {
  const { options } = policies;
  // Only one type asks for proof: what the others earn must not wait.
  const needs = type === 'ItemBroken' ? ('proof' as const) : ('believe' as const);
  return defineFailure({
    type,
    defaultSource: 'com.example.shop',
    owner: 'both',
    schema,
    subject: ({ thing }: SimDetail) => thing.subject,
    occurrence: ({ thing }: SimDetail) => thing.occurrence,
    policy: {
      get version() {
        return policies.version;
      },
      optionsSchema,
      defaults: { ...options, reported: { ...options.reported, needs } },
      decide: (failure: SimDetail, view: View) => decide(type, failure, view, policies, earns),
    },
    ...(type === typeOfGestures && { budgets: () => [ofGiver] }),
    apologise: (_failure: SimDetail, given) => ({
      subject: [simWords.say.sorry()],
      preview: [simWords.say.fault()],
      paragraphs: [[simWords.say.given({ text: given.map(asText).join(' ') })]],
    }),
    words: simWords,
    stories: [{ id: type, title: 'A simulated failure', detail: {} as SimDetail }],
  });
}

function decide(type: string, failure: SimDetail, view: View, policies: Policies, earns: Earns): PolicyDecision {
  const { severity, once = {} } = failure.thing;
  const reasons = [`severity ${severity}`];
  if (severity < leastSeverity) return { outcome: 'none', reasons };
  const decided = decideOnce(type, failure, once, view);
  if (decided) return decided;
  const parts = earns(failure, view, policies);
  if (parts.length === 0) return { outcome: 'none', reasons: ['nothing was paid'] };
  const { owedHours } = policies;
  const wordsWait = (type === 'ParcelLate' && policies.wordsWait) || undefined;
  const owedBy = owedHours === undefined ? undefined : new Date(view.now.getTime() + owedHours * hourMs).toISOString();
  const { currency, amountMinor } = failure.purchase;
  const recovery = { bearer: 'carrier', amountMinor, currency, why: 'it was theirs to look after' } as const;
  return { outcome: 'give', parts, reasons, owedBy, wordsWait, recovery: owedBy === undefined ? undefined : recovery };
}

/** The severity is in it, so that two detectors that saw it a little differently would come to other amounts. */
function shareOf({ thing, purchase }: SimDetail, policies: Policies, share: number): number {
  return Math.floor(purchase.amountMinor * share * policies.share - (thing.severity % 10));
}

function refunds(failure: SimDetail, policies: Policies, shares: readonly number[]): RefundPart[] {
  return shares
    .map((share) => shareOf(failure, policies, share))
    .filter((amountMinor) => amountMinor > 0)
    .map((amountMinor) => refundOf(failure, amountMinor, undefined));
}

function refundOf({ purchase }: SimDetail, amountMinor: number, lineId: string | undefined): RefundPart {
  const { currency, paymentId } = purchase;
  return { kind: 'refund', amountMinor, currency, paymentId, lineId };
}

function creditOf({ purchase, customer }: SimDetail, amountMinor: number, basis: CreditPart['basis']): CreditPart {
  return {
    kind: 'credit',
    amountMinor,
    currency: purchase.currency,
    accountId: customer.creditAccountId ?? customer.id,
    basis,
  };
}

/** A new one where the line has room for it, and otherwise what is left of its price. */
function newOne(
  failure: SimDetail,
  { lineId, amountMinor }: SimDetail['parcel']['lines'][number],
  view: View,
  policies: Policies,
): RemedyPart[] {
  const refundableMinor = view.refundableOfLineMinor(lineId, amountMinor);
  if (refundableMinor <= 0) return [];
  if (refundableMinor < amountMinor) return [refundOf(failure, refundableMinor, lineId)];
  const { answerWithinSeconds, unreturned } = policies;
  const part: ReplacementPart = {
    ...{ kind: 'replacement', lineId, sku: `sku-${lineId}`, quantity: 1, worthMinor: amountMinor },
    ...{ currency: failure.purchase.currency, express: false, giftWrap: false, answerWithinSeconds },
    ...{ returnLabel: unreturned !== undefined, ...(unreturned && { returnWithinDays: 2, unreturned }) },
  };
  return [{ ...part, fallback: fallbackOf(failure, part, policies) }];
}

/** The same again in kind where the purchase has room for it, and otherwise what is left of its price. */
function anotherOne(failure: SimDetail, view: View, policies: Policies): RemedyPart[] {
  const { orderId, lineId, paymentId, amountMinor, currency } = failure.purchase;
  const { refundableMinor } = view;
  if (refundableMinor <= 0) return [];
  if (refundableMinor < amountMinor) return [refundOf(failure, refundableMinor, undefined)];
  const change = inKind[failure.thing.severity % inKind.length] ?? { action: 'restore' };
  const { answerWithinSeconds } = policies;
  const right = { entitlementId: `right-${orderId}-${lineId ?? 'all'}-${paymentId}`, to: 'pass', lineId } as const;
  const part = {
    kind: 'entitlement',
    ...change,
    ...right,
    worthMinor: amountMinor,
    currency,
    answerWithinSeconds,
  } as const;
  return [{ ...part, fallback: fallbackOf(failure, part, policies) }];
}

function fallbackOf(
  failure: SimDetail,
  { worthMinor, lineId }: Pick<ReplacementPart | EntitlementPart, 'worthMinor' | 'lineId'>,
  { fallback }: Policies,
) {
  switch (fallback) {
    case 'refund':
      return refundOf(failure, worthMinor, lineId);
    case 'credit':
      return { ...creditOf(failure, worthMinor, 'price'), lineId };
    case 'nothing':
      return undefined;
    default:
      return unreachable(fallback);
  }
}

/** What a mail says of a part, in a form that can be compared with what was given. */
function asText(part: GivenPart): string {
  switch (part.kind) {
    case 'refund':
    case 'cancellation':
    case 'credit':
      return `[${part.kind} ${part.amountMinor} ${part.currency}]`;
    case 'replacement':
      return `[replacement ${part.lineId}]`;
    case 'entitlement':
      return `[entitlement ${part.worthMinor} ${part.currency}]`;
    case 'callback':
      return `[callback ${part.channel}]`;
    default:
      return unreachable(part);
  }
}
