import * as z from 'zod/mini';
import type { Covered } from '../../model/decision';
import type { Failure } from '../definition/failure';
import { coveredBefore } from '../definition/covered-before';
import { affectedOf } from './affected';
import {
  replaceOrRefund,
  replacementDefaults,
  replacementOptionsShape,
  type PlannedParts,
  type LineProposal,
} from './replace-or-refund';
import { lineOfParcel, type MissingParcel, type ParcelLine } from './parcel';
import { dayInReasons } from './day-in-english';
import type { PolicyView } from '../definition/policy';
import { dayMs } from '../../model/durations';

/** Options of the failure types about a parcel that is missing. */
export const missingParcelOptionsShape = {
  ...replacementOptionsShape,
  /**
   * When a new one is sent by express. `when-needed`: where it would otherwise be late, or be close to late
   * (`expressWhenNeededWithinDays`).
   *
   * @default 'when-needed' for a lost parcel, 'always' for a stolen one
   */
  express: z.enum(['always', 'when-needed', 'never']),
  /**
   * What is needed within so many days is sent by express, even where normal delivery should be fast enough.
   *
   * @default 7
   */
  expressWhenNeededWithinDays: z.int().check(z.nonnegative(), z.lte(60)),
  /**
   * How many calendar days a new one takes from the decision to the door. What is needed earlier is refunded instead.
   *
   * @default 5 days normally, 2 by express
   */
  deliveryDays: z.object({
    normal: z.int().check(z.positive(), z.lte(90)),
    express: z.int().check(z.positive(), z.lte(90)),
  }),
};

export const missingParcelDefaults = {
  ...replacementDefaults,
  express: 'when-needed',
  expressWhenNeededWithinDays: 7,
  deliveryDays: { normal: 5, express: 2 },
} as const;

type MissingParcelOptions = z.infer<z.ZodMiniObject<typeof missingParcelOptionsShape>>;

/** A failure about a missing parcel. */
type MissingParcelFailure = Failure & { readonly parcel: MissingParcel };

/** What the lines of a missing parcel get. */
interface PlannedForParcel extends PlannedParts {
  readonly covers: readonly Covered[];
  /** By another remedy, all of it. */
  readonly isMadeGood?: boolean;
}

/**
 * A new one for each missing line, sent so that it arrives in time, or a refund of its price where that is not
 * possible. A line of this parcel that another remedy makes good is left out: lost and stolen are two names for it.
 *
 * @param because why, in plain words
 */
export function replaceMissingParcel(
  failure: MissingParcelFailure,
  view: PolicyView<MissingParcelOptions>,
  because: string,
): PlannedForParcel {
  const { parcel } = failure;
  const covered = new Set(coveredBefore(view).map(({ what }) => what));
  const lines = parcel.lines.filter(({ lineId }) => !covered.has(lineOfParcel(parcel, lineId)));
  if (lines.length === 0) return { parts: [], reasons: [madeGood], doubts: [], covers: [], isMadeGood: true };
  const failed = lines.map((line) => ({ ...line, affected: affectedOf(line) }));
  const planned = replaceOrRefund(failure, failed, (line) => proposalFor(line, failure, view, because), view);
  const given = new Set(planned.parts.map((part) => ('lineId' in part ? part.lineId : undefined)));
  return {
    ...planned,
    reasons: [...planned.reasons, ...(lines.length < parcel.lines.length ? [`of the rest, ${madeGood}`] : [])],
    covers: lines
      .filter(({ lineId }) => given.has(lineId))
      .map(({ lineId }) => ({ what: lineOfParcel(parcel, lineId) })),
  };
}

const madeGood = 'another remedy made it good that this parcel is missing';

function proposalFor(
  { inStock, giftWrap }: Pick<ParcelLine, 'inStock' | 'giftWrap'>,
  { customer, parcel: { neededBy } }: MissingParcelFailure,
  { options, now }: PolicyView<MissingParcelOptions>,
  because: string,
): LineProposal {
  if (!inStock) return { unavailable: 'none is in stock' };
  const { normal, express: byExpress } = options.deliveryDays;
  const daysLeft = neededBy === undefined ? Infinity : (Date.parse(neededBy) - now.getTime()) / dayMs;
  const isPressing = daysLeft < normal || daysLeft <= options.expressWhenNeededWithinDays;
  const express = options.express === 'always' || (options.express === 'when-needed' && isPressing);

  const needed = neededBy === undefined ? undefined : dayInReasons(neededBy, customer);
  if (daysLeft < (express ? byExpress : normal)) return { unavailable: `none can arrive by ${needed ?? 'then'}` };
  return {
    send: { express, neededBy, giftWrap: giftWrap ?? false, returnLabel: false },
    why: `a new one${express ? ' by express' : ''}, because ${because}${needed === undefined ? '' : ` and is needed by ${needed}`}`,
  };
}
