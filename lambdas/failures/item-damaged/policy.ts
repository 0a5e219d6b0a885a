import * as z from 'zod/mini';
import type { PolicyDecision, Recovery } from '../../model/decision';
import { dayMs } from '../../model/durations';
import { costIn, type RemedyPart } from '../../model/remedy';
import {
  replaceOrRefund,
  replacementDefaults,
  replacementOptionsShape,
  type FailedLine,
  type LineProposal,
} from '../shared/replace-or-refund';
import { commonDefaults, commonOptionsShape, type Policy, type PolicyView } from '../definition/policy';
import type { ItemDamagedFailure } from './contract';

const optionsSchema = z.object({
  ...commonOptionsShape,
  ...replacementOptionsShape,
  /**
   * The new one goes by express.
   *
   * @default false
   */
  express: z.boolean(),
  /**
   * A prepaid label for the old one goes with the new one.
   *
   * @default true
   */
  returnLabel: z.boolean(),
  /**
   * The old one is wanted back within so many days. `null`: it is not wanted back. Without a label it never is.
   *
   * @default 30
   */
  returnWithinDays: z.nullable(z.int().check(z.positive(), z.lte(365))),
  /**
   * What follows where the old one does not come back in time: nothing more, or somebody looks. Never a charge.
   *
   * @default 'let-go'
   */
  unreturned: z.enum(['let-go', 'person']),
  /**
   * What a customer broke is replaced as well, the first time.
   *
   * @default true
   */
  goodwillFirstTime: z.boolean(),
  /**
   * It is the first time where nothing damaged was made good for the customer in so many days before, whoever had broken it.
   *
   * @default 365
   */
  goodwillWithinDays: z.int().check(z.positive(), z.lte(400)),
  /**
   * What a customer earns who broke something and for whom there is no goodwill, or no more: nothing, or somebody looks.
   *
   * @default 'person'
   */
  withoutGoodwill: z.enum(['none', 'person']),
});

export type ItemDamagedOptions = z.infer<typeof optionsSchema>;

export const itemDamagedPolicy: Policy<ItemDamagedFailure, ItemDamagedOptions> = {
  version: 1,
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
};

/** The new one comes before the old one goes back, so that nobody is without it meanwhile. */
function decideItemDamaged(failure: ItemDamagedFailure, view: PolicyView<ItemDamagedOptions>): PolicyDecision {
  const unkind = failure.damage.cause === 'customer' ? whyNoGoodwill(view) : undefined;
  if (unkind !== undefined && view.options.withoutGoodwill === 'none') return { outcome: 'none', reasons: [unkind] };

  const made = replaceOrRefund(failure, [damagedLine(failure)], () => proposalFor(failure, view.options), view);
  if (made.parts.length === 0) return { outcome: 'none', reasons: made.reasons };

  const gift = { parts: made.parts, recovery: recoveryOf(failure, made.parts) };
  const doubts = [...(unkind === undefined ? [] : [`${unkind}, and a person decides`]), ...made.doubts];
  const reasons = [...doubts, ...made.reasons];
  return doubts.length > 0 ? { outcome: 'hold', ...gift, reasons } : { outcome: 'give', ...gift, reasons };
}

/** An order that names no lines has one, and the thing itself stands for it. */
function damagedLine({ purchase, item: { sku } }: ItemDamagedFailure): FailedLine {
  return { lineId: purchase.lineId ?? sku, sku, quantity: 1, amountMinor: purchase.amountMinor };
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

function whyNoGoodwill({ options, now, earlier }: PolicyView<ItemDamagedOptions>): string | undefined {
  if (!options.goodwillFirstTime) return 'it broke in the hands of the customer';
  const since = now.getTime() - options.goodwillWithinDays * dayMs;
  const isFirst = !earlier.some(({ type, at }) => type === 'ItemDamaged' && Date.parse(at) >= since);
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
