import * as z from 'zod/mini';
import type { PolicyDecision } from '../../model/decision';
import { dayMs } from '../../model/durations';
import { aboutTen, amountsSchema } from '../../model/limits';
import type { CreditPart, RefundPart } from '../../model/remedy';
import { commonDefaults, commonOptionsShape, gestureIn, type Policy, type PolicyView } from '../definition/policy';
import type { ContentWithdrawal } from './contract';

const optionsSchema = z.object({
  ...commonOptionsShape,
  /**
   * The goodwill credit on top of the price, in minor units by currency; 0 for none. In a currency that is not named a person
   * decides.
   *
   * @default about thirty US dollars, which one shop gave in 2009 to those whose books it had deleted
   */
  creditMinor: amountsSchema,
  /**
   * The credit can be used for so many days, from the decision on. `null`: it does not run out.
   *
   * @default null
   */
  creditDays: z.nullable(z.int().check(z.positive(), z.lte(10 * 366))),
  /**
   * Nothing is given and no mail is sent before a person has approved the words. Where the failure names its incident, one
   * approval is for all its customers.
   *
   * @default true
   */
  approveEmail: z.boolean(),
});

export type ContentWithdrawnOptions = z.infer<typeof optionsSchema>;

export const contentWithdrawnPolicy: Policy<ContentWithdrawal, ContentWithdrawnOptions> = {
  version: 1,
  optionsSchema,
  defaults: { ...commonDefaults, creditMinor: aboutTen(3), creditDays: null, approveEmail: true },
  decide: decideContentWithdrawn,
};

/** The price and something on top, for what was taken was more than what it cost. */
function decideContentWithdrawn(failure: ContentWithdrawal, view: PolicyView<ContentWithdrawnOptions>): PolicyDecision {
  const { purchase, incidentId } = failure;
  const { approveEmail, creditMinor } = view.options;
  const refund = refundOf(failure, view.refundableMinor);
  const credit = creditOf(failure, view);
  const parts = [refund, credit].filter((part) => part !== undefined);

  const why = 'because what was sold was taken away again';
  const reasons = [
    ...(refund
      ? [`${refund.amountMinor === purchase.amountMinor ? 'full price' : 'the rest of the price'}, ${why}`]
      : []),
    ...(credit ? [`a goodwill credit on top, ${why}`] : []),
  ];
  if (parts.length === 0) return { outcome: 'none', reasons: ['no price is left to give back, and no credit is set'] };

  const doubts =
    gestureIn(creditMinor, purchase.currency) === undefined
      ? [`no goodwill credit is set in ${purchase.currency}`]
      : [];
  if (approveEmail) {
    return {
      outcome: 'hold',
      parts,
      reasons: [...doubts, 'a person approves the words before anybody is written to', ...reasons],
      ...(incidentId !== undefined && doubts.length === 0 && { withIncident: true }),
    };
  }
  if (doubts.length > 0) return { outcome: 'hold', parts, reasons: [...doubts, ...reasons] };
  return { outcome: 'give', parts, reasons };
}

function refundOf({ purchase }: ContentWithdrawal, refundableMinor: number): RefundPart | undefined {
  const { currency, paymentId } = purchase;
  const amountMinor = Math.min(purchase.amountMinor, refundableMinor);
  return amountMinor > 0 ? { kind: 'refund', amountMinor, currency, paymentId } : undefined;
}

function creditOf(
  { customer, purchase: { currency } }: ContentWithdrawal,
  { options, now }: PolicyView<ContentWithdrawnOptions>,
): CreditPart | undefined {
  const amountMinor = gestureIn(options.creditMinor, currency) ?? 0;
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
