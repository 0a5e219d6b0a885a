import * as z from 'zod/mini';
import type { PolicyDecision } from '../../model/decision';
import { dayMs, hourMs } from '../../model/durations';
import { aboutTen, amountsSchema } from '../../model/limits';
import type { CreditPart, RefundPart } from '../../model/remedy';
import { dayInReasons } from '../shared/replace-missing-parcel';
import {
  commonDefaults,
  commonOptionsShape,
  gestureIn,
  type EarlierRemedy,
  type Policy,
  type PolicyView,
} from '../definition/policy';
import type { LateDeliveryFailure } from './contract';

const optionsSchema = z.object({
  ...commonOptionsShape,
  /**
   * Later than promised by no more than so many hours is in time.
   *
   * @default 0
   */
  graceHours: z.int().check(z.nonnegative(), z.lte(30 * 24)),
  /**
   * What the customer paid for the shipping goes back.
   *
   * @default true
   */
  refundShipping: z.boolean(),
  /**
   * The goodwill credit, in minor units by currency; 0 for none. In a currency that is not named a person decides.
   *
   * @default about ten US dollars
   */
  goodwillMinor: amountsSchema,
  /**
   * The credit can be used for so many days, from the decision on. `null`: it does not run out.
   *
   * @default 365
   */
  creditDays: z.nullable(z.int().check(z.positive(), z.lte(10 * 366))),
});

export type DeliveryLateOptions = z.infer<typeof optionsSchema>;

export const deliveryLatePolicy: Policy<LateDeliveryFailure, DeliveryLateOptions> = {
  version: 1,
  optionsSchema,
  defaults: { ...commonDefaults, graceHours: 0, refundShipping: true, goodwillMinor: aboutTen(1), creditDays: 365 },
  decide: decideDeliveryLate,
};

/** The parcel still comes, so its price stays. The shipping was paid for a day that is not kept. */
function decideDeliveryLate(failure: LateDeliveryFailure, view: PolicyView<DeliveryLateOptions>): PolicyDecision {
  const { parcel, customer, purchase } = failure;
  const { options } = view;
  const lateMs = Date.parse(parcel.expectedBy) - Date.parse(parcel.promisedBy);
  if (lateMs <= 0) return { outcome: 'none', reasons: ['it is expected by when it was promised'] };
  if (lateMs <= options.graceHours * hourMs) {
    return { outcome: 'none', reasons: [`it is late by no more than ${options.graceHours} hours`] };
  }
  const missing = missingBefore(failure, view.earlier);
  if (missing === 'same') return { outcome: 'none', reasons: ['it was made good as lost or stolen before'] };

  const refund = shippingRefund(failure, view);
  const credit = goodwillCredit(failure, view);
  const parts = [refund, credit].filter((part) => part !== undefined);
  if (parts.length === 0)
    return { outcome: 'none', reasons: ['no shipping is left to give back, and no credit is set'] };

  const day = (at: string) => dayInReasons(at, customer);
  const late = `because it was promised by ${day(parcel.promisedBy)} and is expected by ${day(parcel.expectedBy)}`;
  const reasons = [
    ...(refund ? [`the shipping back, ${late}`] : []),
    ...(credit ? [`a goodwill credit, ${late}`] : []),
  ];
  const doubts = [
    ...(missing === 'perhaps'
      ? ['a parcel of the same order was made good as lost or stolen before, and it may be this one']
      : []),
    ...(gestureIn(options.goodwillMinor, purchase.currency) === undefined
      ? [`no goodwill credit is set in ${purchase.currency}`]
      : []),
  ];
  if (doubts.length > 0) return { outcome: 'hold', parts, reasons: [...doubts, ...reasons] };
  return { outcome: 'give', parts, reasons };
}

function shippingRefund(
  { parcel: { shippingMinor }, purchase }: LateDeliveryFailure,
  { options, refundableMinor }: PolicyView<DeliveryLateOptions>,
): RefundPart | undefined {
  const { currency, paymentId } = purchase;
  const amountMinor = options.refundShipping ? Math.min(shippingMinor, purchase.amountMinor, refundableMinor) : 0;
  return amountMinor > 0 ? { kind: 'refund', amountMinor, currency, paymentId } : undefined;
}

function goodwillCredit(
  { customer, purchase: { currency } }: LateDeliveryFailure,
  { options, now }: PolicyView<DeliveryLateOptions>,
): CreditPart | undefined {
  const amountMinor = gestureIn(options.goodwillMinor, currency) ?? 0;
  if (amountMinor === 0) return undefined;
  return {
    kind: 'credit',
    amountMinor,
    currency,
    accountId: customer.creditAccountId ?? customer.id,
    basis: 'goodwill',
    ...(options.creditDays !== null && {
      expiresAt: new Date(now.getTime() + options.creditDays * dayMs).toISOString(),
    }),
  };
}

/**
 * Whether the parcel was made good as missing before. What was promised before names its order and lines and not its shipment:
 * a failure that names no line may be about another parcel of the order, and one that was promised since may be the new one.
 */
function missingBefore(
  { purchase: { orderId, lineId }, parcel: { promisedBy } }: LateDeliveryFailure,
  earlier: readonly EarlierRemedy[],
): 'no' | 'same' | 'perhaps' {
  const found = earlier
    .filter((remedy) => remedy.orderId === orderId && (remedy.type === 'ParcelLost' || remedy.type === 'ParcelStolen'))
    .flatMap(({ parts, at }) => parts.flatMap((part) => ('lineId' in part ? { lineId: part.lineId, at } : [])))
    .filter((line) => lineId === undefined || line.lineId === undefined || line.lineId === lineId);
  if (found.length === 0) return 'no';
  const isSame = found.some((line) => line.lineId === lineId && Date.parse(promisedBy) <= Date.parse(line.at));
  return lineId !== undefined && isSame ? 'same' : 'perhaps';
}
