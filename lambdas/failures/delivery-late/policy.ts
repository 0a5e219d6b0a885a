import * as z from 'zod/mini';
import type { PolicyDecision } from '../../model/decision';
import { hourMs } from '../../model/durations';
import { aboutUsd, amountsSchema } from '../../model/limits';
import {
  commonDefaults,
  commonOptionsShape,
  type EarlierRemedy,
  type Policy,
  type PolicyView,
} from '../definition/policy';
import { wasCoveredInOrder } from '../definition/covered-before';
import { dayInReasons } from '../shared/day-in-english';
import { apologyOnly, giveOrHold, withoutMoneyDefaults, withoutMoneyOptionsShape } from '../shared/give-or-hold';
import { goodwillCredit, goodwillDoubts } from '../shared/goodwill-credit';
import { parcelPrefix } from '../shared/parcel';
import { refundUpTo } from '../shared/refund-up-to';
import type { LateDeliveryFailure } from './contract';

const optionsSchema = z.object({
  ...commonOptionsShape,
  ...withoutMoneyOptionsShape,
  /**
   * How many hours a parcel may come later than promised and still count as in time.
   *
   * @default 0
   */
  graceHours: z.int().check(z.nonnegative(), z.lte(30 * 24)),
  /**
   * Whether the customer gets back what was paid for shipping.
   *
   * @default true
   */
  refundShipping: z.boolean(),
  /**
   * The goodwill credit, in minor units by currency; 0 for none. In a currency without an amount a person decides.
   *
   * @default about ten US dollars
   */
  goodwillMinor: amountsSchema,
  /**
   * For how many days the credit can be used, from the decision on. `null`: it does not expire.
   *
   * @default 365
   */
  creditDays: z.nullable(z.int().check(z.positive(), z.lte(10 * 366))),
});

export type DeliveryLateOptions = z.infer<typeof optionsSchema>;

export const deliveryLatePolicy: Policy<LateDeliveryFailure, DeliveryLateOptions> = {
  version: 4,
  optionsSchema,
  defaults: {
    ...commonDefaults,
    ...withoutMoneyDefaults,
    graceHours: 0,
    refundShipping: true,
    goodwillMinor: aboutUsd(10),
    creditDays: 365,
  },
  decide: decideDeliveryLate,
};

/** The parcel still comes, so its price is not given back. The shipping was paid for a day that is not met. */
function decideDeliveryLate(failure: LateDeliveryFailure, view: PolicyView<DeliveryLateOptions>): PolicyDecision {
  const { parcel, purchase } = failure;
  const { options, now, refundableMinor } = view;
  const lateMs = Date.parse(parcel.expectedBy) - Date.parse(parcel.promisedBy);
  if (lateMs <= 0) return { outcome: 'none', reasons: ['it is expected by when it was promised'] };
  const missing = missingBefore(failure, view.earlier);
  if (missing === 'same') return { outcome: 'none', reasons: ['it had a remedy as lost or stolen before'] };
  if (lateMs <= options.graceHours * hourMs) {
    return apologyOnly(options.withoutMoney, [`it is late by no more than ${options.graceHours} hours`]);
  }

  const { shipping, goodwill } = claimsOf(failure);
  const isNew = (claim: 'shipping' | 'goodwill'): boolean => isNewInOrder(claim, failure, view);
  const refund =
    options.refundShipping && isNew('shipping')
      ? refundUpTo(purchase, parcel.shippingMinor, refundableMinor)
      : undefined;
  const credit = isNew('goodwill')
    ? goodwillCredit(failure, options.goodwillMinor, { now, creditDays: options.creditDays })
    : undefined;
  const parts = [refund, credit].filter((part) => part !== undefined);
  // Another parcel that is late is news to the customer, also where nothing is given for it.
  if (parts.length === 0)
    return apologyOnly(options.withoutMoney, [whyNothing(isNew('shipping') && isNew('goodwill'))]);
  const late = lateInWords(failure);
  const reasons = [
    ...(refund ? [`the shipping back, ${late}`] : []),
    ...(credit ? [`a goodwill credit, ${late}`] : []),
  ];
  const doubts = [
    ...(missing === 'perhaps'
      ? ['a parcel of the same order had a remedy as lost or stolen before, and it may be this one']
      : []),
    ...(isNew('goodwill') ? goodwillDoubts(options.goodwillMinor, purchase.currency) : []),
  ];
  const covers = [...(refund ? [{ what: shipping }] : []), ...(credit ? [{ what: goodwill }] : [])];
  return giveOrHold({ parts, covers }, reasons, doubts);
}

/**
 * What was paid once goes back once: the shipping of an order with several parcels. We are sorry once, too: one
 * goodwill credit for an order that is late, and not one for each of its parcels.
 */
function claimsOf(
  { parcel: { shipmentId, shippingPer = 'order' }, purchase }: LateDeliveryFailure,
  paymentId = purchase.paymentId,
) {
  // The boxes of a subscription are sent under one order, with the shipping paid each month.
  const shipping = `shipping/${paymentId}`;
  const goodwill = `goodwill/late/${paymentId}`;
  return { shipping: shippingPer === 'order' ? shipping : `${shipping}/${shipmentId}`, goodwill };
}

/** Whether no other remedy for the order makes that good, by whichever id it named the payment. */
function isNewInOrder(
  claim: keyof ReturnType<typeof claimsOf>,
  failure: LateDeliveryFailure,
  view: PolicyView<DeliveryLateOptions>,
): boolean {
  const { orderId, paymentId } = failure.purchase;
  const names = [paymentId, ...(view.otherPaymentIds ?? [])].map((id) => claimsOf(failure, id)[claim]);
  return !names.some((what) => wasCoveredInOrder(view, orderId, what));
}

function whyNothing(isFirst: boolean): string {
  return isFirst
    ? 'no shipping is left to give back, and no credit is set'
    : 'another parcel of the order was late too, and its remedy made that good';
}

function lateInWords({ parcel, customer }: LateDeliveryFailure): string {
  const [promised, expected] = [parcel.promisedBy, parcel.expectedBy].map((at) => dayInReasons(at, customer));
  return `because it was promised by ${promised ?? ''} and is expected by ${expected ?? ''}`;
}

/**
 * Whether the parcel was replaced or refunded as missing before. A remedy that names its parcel is about that one. An
 * earlier remedy may name only its order and lines: then a failure that names no line may be about another parcel of
 * the order, and a parcel that was promised since may be the replacement.
 */
function missingBefore(
  { purchase: { orderId, lineId }, parcel: { promisedBy, shipmentId } }: LateDeliveryFailure,
  earlier: readonly EarlierRemedy[],
): 'no' | 'same' | 'perhaps' {
  const remedies = earlier.filter((remedy) => remedy.orderId === orderId).filter(isAboutMissing);
  if (remedies.some((remedy) => isOfParcel(remedy, shipmentId))) return 'same';
  const found = remedies
    .filter(({ covers = [] }) => covers.length === 0)
    .flatMap(({ parts, at }) => parts.flatMap((part) => ('lineId' in part ? { lineId: part.lineId, at } : [])))
    .filter((line) => lineId === undefined || line.lineId === undefined || line.lineId === lineId);
  if (found.length === 0) return 'no';
  const isSame = found.some((line) => line.lineId === lineId && Date.parse(promisedBy) <= Date.parse(line.at));
  return lineId !== undefined && isSame ? 'same' : 'perhaps';
}

function isAboutMissing({ type }: EarlierRemedy): boolean {
  return type === 'ParcelLost' || type === 'ParcelStolen';
}

function isOfParcel({ covers = [] }: EarlierRemedy, shipmentId: string): boolean {
  return covers.some(({ what }) => what.startsWith(parcelPrefix(shipmentId)));
}
