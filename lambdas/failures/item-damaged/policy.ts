import * as z from 'zod/mini';
import type { PolicyDecision, Recovery } from '../../model/decision';
import { dayMs } from '../../model/durations';
import { costIn, type RemedyPart } from '../../model/remedy';
import { piecesLeft } from '../shared/affected';
import { apologyOnly, giveOrHold } from '../shared/give-or-hold';
import {
  replaceOrRefund,
  replacementDefaults,
  replacementOptionsShape,
  type FailedLine,
  type LineProposal,
} from '../shared/replace-or-refund';
import { commonDefaults, commonOptionsShape, type Policy, type PolicyView, countedSince } from '../definition/policy';
import type { ItemDamagedFailure } from './contract';

const optionsSchema = z.object({
  ...commonOptionsShape,
  ...replacementOptionsShape,
  /**
   * Whether the new one is sent by express.
   *
   * @default false
   */
  express: z.boolean(),
  /**
   * Whether a prepaid return label for the old one comes with the new one.
   *
   * @default true
   */
  returnLabel: z.boolean(),
  /**
   * Within how many days the old one is expected back. `null`: it is not expected back. Without a label it never is.
   *
   * @default 30
   */
  returnWithinDays: z.nullable(z.int().check(z.positive(), z.lte(365))),
  /**
   * What follows where the old one does not come back in time: nothing, or a person reviews it. Never a charge.
   *
   * @default 'let-go'
   */
  unreturned: z.enum(['let-go', 'person']),
  /**
   * Whether something the customer broke is replaced too, the first time.
   *
   * @default true
   */
  goodwillFirstTime: z.boolean(),
  /**
   * It counts as the first time if the customer had no remedy for a damaged item in the last so many days, whoever
   * broke it.
   *
   * @default 365
   */
  goodwillWithinDays: z.int().check(z.positive(), z.lte(400)),
  /**
   * What follows where a customer broke something and gets no goodwill: no remedy, or a person decides.
   *
   * @default 'person'
   */
  withoutGoodwill: z.enum(['none', 'person']),
});

export type ItemDamagedOptions = z.infer<typeof optionsSchema>;

export const itemDamagedPolicy: Policy<ItemDamagedFailure, ItemDamagedOptions> = {
  version: 3,
  optionsSchema,
  defaults: {
    ...commonDefaults,
    ...replacementDefaults,
    express: false,
    returnLabel: true,
    returnWithinDays: 30,
    unreturned: 'let-go',
    goodwillFirstTime: true,
    goodwillWithinDays: 365,
    withoutGoodwill: 'person',
  },
  decide: decideItemDamaged,
  countsBackDays: ({ goodwillWithinDays }) => goodwillWithinDays,
};

/** The new one arrives before the old one goes back, so that the customer is never without one. */
function decideItemDamaged(failure: ItemDamagedFailure, view: PolicyView<ItemDamagedOptions>): PolicyDecision {
  const refusal = failure.damage.cause === 'customer' ? whyNoGoodwill(view) : undefined;
  if (refusal !== undefined && view.options.withoutGoodwill === 'none') return { outcome: 'none', reasons: [refusal] };

  const { item, purchase } = failure;
  // An order that names no lines has one line, and the SKU stands in for its id.
  const lineId = purchase.lineId ?? item.sku;
  const left = piecesLeft(item, { orderId: purchase.orderId, lineId }, view);
  if (!left) return { outcome: 'none', reasons: ['another remedy made it good before'] };
  const { affected, covers } = left;
  const line: FailedLine = { lineId, sku: item.sku, affected, amountMinor: purchase.amountMinor };
  const planned = replaceOrRefund(failure, [line], () => proposalFor(failure, view.options), view);
  const { parts, reasons } = planned;
  // What a customer broke is no failure of ours, and calls for no apology of ours alone.
  const isOurs = failure.damage.cause !== 'customer';
  if (parts.length === 0) return apologyOnly(isOurs ? view.options.withoutMoney : 'none', reasons);

  const doubts = [...(refusal === undefined ? [] : [`${refusal}, and a person decides`]), ...planned.doubts];
  return giveOrHold({ parts, covers, recovery: recoveryOf(failure, parts) }, reasons, doubts);
}

function proposalFor({ item, damage: { cause } }: ItemDamagedFailure, options: ItemDamagedOptions): LineProposal {
  if (!item.inStock) return { unavailable: `${brokenHow(cause)}, and none is in stock` };
  const isWanted = options.returnLabel && options.returnWithinDays !== null;
  return {
    send: {
      express: options.express,
      giftWrap: false,
      returnLabel: options.returnLabel,
      ...(isWanted && { returnWithinDays: options.returnWithinDays ?? undefined, unreturned: options.unreturned }),
    },
    why: `a new one before the old one is back, because ${brokenHow(cause)}`,
  };
}

function brokenHow(cause: ItemDamagedFailure['damage']['cause']): string {
  switch (cause) {
    case 'transit':
      return 'it was damaged on the way';
    case 'defect':
      return 'it had a defect';
    case 'customer':
      return 'it broke in the hands of the customer, whom we want to please';
  }
}

function whyNoGoodwill(view: PolicyView<ItemDamagedOptions>): string | undefined {
  const { options, now } = view;
  if (!options.goodwillFirstTime) return 'it broke in the hands of the customer';
  const since = new Date(now.getTime() - options.goodwillWithinDays * dayMs);
  const isFirst = countedSince(view, since, 'ItemDamaged') === 0;
  return isFirst
    ? undefined
    : 'it broke in the hands of the customer, and not for the first time something was damaged';
}

function recoveryOf({ damage: { cause }, purchase }: ItemDamagedFailure, parts: readonly RemedyPart[]): Recovery {
  const { currency } = purchase;
  const cost = { amountMinor: costIn(parts, currency), currency };
  switch (cause) {
    case 'transit':
      return { bearer: 'carrier', ...cost, why: 'it was damaged on the way' };
    case 'defect':
      return { bearer: 'platform', ...cost, why: 'it had a defect when it was sold' };
    case 'customer':
      return { bearer: 'platform', ...cost, why: 'it is goodwill' };
  }
}
