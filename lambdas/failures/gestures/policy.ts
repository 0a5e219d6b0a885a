import * as z from 'zod/mini';
import { costOf, costIn, type RemedyPart } from '../../model/remedy';
import type { PolicyDecision } from '../../model/decision';
import { dayMs } from '../../model/durations';
import { defaultGestureCodes, gestureType } from '../../model/judging/gesture';
import { codeNamed } from '../../model/judging/reason-code';
import { aboutUsd, amountsSchema, limitIn } from '../../model/limits';
import { written } from '../../model/money';
import { unreachable } from '../../model/unreachable';
import {
  commonDefaults,
  commonOptionsShape,
  costSince,
  countedSince,
  type Policy,
  type PolicyView,
} from '../definition/policy';
import { giveOrHold } from '../shared/give-or-hold';
import { goodwillCredit } from '../shared/goodwill-credit';
import { refundUpTo } from '../shared/refund-up-to';
import type { GivenGoodwill } from './contract';

const budgetSchema = z.object({ gestures: z.int().check(z.nonnegative()), amountMinor: amountsSchema });

const optionsSchema = z.object({
  ...commonOptionsShape,
  /**
   * The reasons for which people give. A retired one is offered no longer.
   *
   * @default - `defaultGestureCodes` of `lambdas/model/judging/gesture.ts`
   */
  codes: z
    .array(
      z.object({
        code: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/)),
        label: z.string().check(z.minLength(1), z.maxLength(60)),
        isRetired: z.optional(z.boolean()),
      }),
    )
    .check(z.minLength(1), z.maxLength(25)),
  /**
   * How much one person gives in a calendar day without asking anybody, by what they may do: an approver, or an agent.
   * More is held for another person.
   *
   * @default ten gestures and about 100 US dollars of an agent, 25 and about 500 of an approver
   */
  perGiverAndDay: z.object({ agent: budgetSchema, approver: budgetSchema }),
  /**
   * How much one customer is given so in a while. More is held for another person.
   *
   * @default three gestures and about 60 US dollars in 90 days
   */
  perCustomer: z.extend(budgetSchema, { windowDays: z.int().check(z.positive(), z.lte(400)) }),
  /**
   * One gesture of more than this is held for another person, as is one in a currency without an amount.
   *
   * @default about 25 US dollars
   */
  secondPersonAboveMinor: amountsSchema,
  /**
   * For how many days a credit can be used, from the decision on. `null`: it does not expire.
   *
   * @default 365
   */
  creditDays: z.nullable(z.int().check(z.positive(), z.lte(10 * 366))),
  /**
   * How soon after the decision a person has to have called.
   *
   * @default 86,400: a day
   */
  callWithinSeconds: z.int().check(z.positive(), z.lte(7 * 24 * 60 * 60)),
  /**
   * How long a partner who sends something or gives access has to confirm.
   *
   * @default 86,400: a day
   */
  answerWithinSeconds: z.int().check(z.positive(), z.lte(7 * 24 * 60 * 60)),
});

export type GoodwillGivenOptions = z.infer<typeof optionsSchema>;

const daySeconds = 24 * 60 * 60;

export const goodwillGivenPolicy: Policy<GivenGoodwill, GoodwillGivenOptions> = {
  version: 1,
  optionsSchema,
  defaults: {
    ...commonDefaults,
    codes: [...defaultGestureCodes],
    perGiverAndDay: {
      agent: { gestures: 10, amountMinor: aboutUsd(100) },
      approver: { gestures: 25, amountMinor: aboutUsd(500) },
    },
    perCustomer: { gestures: 3, amountMinor: aboutUsd(60), windowDays: 90 },
    secondPersonAboveMinor: aboutUsd(25),
    creditDays: 365,
    callWithinSeconds: daySeconds,
    answerWithinSeconds: daySeconds,
  },
  decide: decideGoodwillGiven,
  countsBackDays: ({ perCustomer }) => perCustomer.windowDays,
};

/** Whoever gives names an amount; how much of it is given is decided here, and by the limits of all remedies. */
function decideGoodwillGiven(failure: GivenGoodwill, view: PolicyView<GoodwillGivenOptions>): PolicyDecision {
  const { gesture } = failure;
  const part = partOf(failure, view);
  if (!part) return { outcome: 'none', reasons: ['nothing is left of what was paid for it'] };
  const named = codeNamed(gesture.code, view.options.codes);
  const asked = { amountMinor: gesture.amountMinor ?? 0, currency: failure.purchase.currency };
  const isLess = part.kind === 'refund' && part.amountMinor < asked.amountMinor;
  const reasons = [
    `a gesture of a person: ${named.isOffered ? named.reason.label : gesture.code}`,
    ...(isLess ? [`${written(asked)} was asked for, and no more than ${written(part)} is left`] : []),
  ];
  const doubts = [
    ...(named.isOffered ? [] : [`the reason ${gesture.code} ${named.why}`]),
    ...doubtsAboutAmount(part, view),
    ...doubtsAboutCustomer(part, failure, view),
  ];
  return giveOrHold({ parts: [part], askedBy: gesture.by }, reasons, doubts);
}

function partOf(
  { gesture, purchase, customer }: GivenGoodwill,
  { options, now, refundableMinor }: PolicyView<GoodwillGivenOptions>,
): RemedyPart | undefined {
  const { gives, amountMinor = 0, item, entitlement } = gesture;
  const { currency, amountMinor: worthMinor, lineId } = purchase;
  const answerWithinSeconds = options.answerWithinSeconds;
  switch (gives) {
    case 'refund':
      return refundUpTo(purchase, amountMinor, refundableMinor);
    case 'credit':
      return goodwillCredit(
        { customer, purchase },
        { [currency]: amountMinor },
        { now, creditDays: options.creditDays },
      );
    case 'callback':
      return { kind: 'callback', channel: 'phone', deadlineSeconds: options.callWithinSeconds };
    case 'replacement':
      if (!item || lineId === undefined || refundableMinor < worthMinor) return undefined;
      return {
        kind: 'replacement',
        lineId,
        sku: item.sku,
        quantity: item.quantity,
        worthMinor,
        currency,
        express: false,
        giftWrap: false,
        returnLabel: false,
        answerWithinSeconds,
      };
    case 'entitlement':
      if (!entitlement || refundableMinor < worthMinor) return undefined;
      return {
        kind: 'entitlement',
        action: 'grant',
        count: 1,
        ...entitlement,
        worthMinor,
        currency,
        ...(lineId !== undefined && { lineId }),
        answerWithinSeconds,
      };
    default:
      return unreachable(gives);
  }
}

function doubtsAboutAmount(part: RemedyPart, { options }: PolicyView<GoodwillGivenOptions>): string[] {
  const cost = costOf(part);
  if (!cost) return [];
  const most = options.secondPersonAboveMinor[cost.currency];
  if (most === undefined) return [`no amount is set in ${cost.currency} that one person gives alone`];
  if (cost.amountMinor <= most) return [];
  return [
    `${written(cost)} is more than ${written({ amountMinor: most, currency: cost.currency })}, which one person gives alone`,
  ];
}

function doubtsAboutCustomer(
  part: RemedyPart,
  { purchase: { currency } }: GivenGoodwill,
  view: PolicyView<GoodwillGivenOptions>,
): string[] {
  const { windowDays, gestures, amountMinor } = view.options.perCustomer;
  const since = new Date(view.now.getTime() - windowDays * dayMs);
  const count = countedSince(view, since, gestureType) + 1;
  if (count > gestures) {
    return [`it is the customer's gesture number ${count} in ${windowDays} days, and the limit is ${gestures}`];
  }
  const sum = costIn([part], currency) + costSince(view, since, gestureType, currency);
  const most = limitIn(amountMinor, currency);
  if (sum <= most) return [];
  const all = { amountMinor: sum, currency };
  return [
    `with this, the customer would have ${written(all)} of gestures in ${windowDays} days, and the limit is ${written({ ...all, amountMinor: most })}`,
  ];
}
