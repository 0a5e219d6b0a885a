import * as z from 'zod/mini';
import type { PolicyDecision } from '../../model/decision';
import { aboutUsd, amountsSchema } from '../../model/limits';
import { commonDefaults, commonOptionsShape, type Policy, type PolicyView } from '../definition/policy';
import { wasCoveredInOrder } from '../definition/covered-before';
import { giveOrHold } from '../shared/give-or-hold';
import { goodwillCredit, goodwillDoubts } from '../shared/goodwill-credit';
import { refundUpTo } from '../shared/refund-up-to';
import type { ContentWithdrawal } from './contract';

const optionsSchema = z.object({
  ...commonOptionsShape,
  /**
   * The goodwill credit on top of the price, in minor units by currency; 0 for none. In a currency without an amount a
   * person decides.
   *
   * @default about thirty US dollars, which one shop gave in 2009 to customers whose books it had deleted
   */
  creditMinor: amountsSchema,
  /**
   * For how many days the credit can be used, from the decision on. `null`: it does not expire.
   *
   * @default null
   */
  creditDays: z.nullable(z.int().check(z.positive(), z.lte(10 * 366))),
  /**
   * A person approves the email before anything is given or sent. Where the failure names its incident, one approval
   * covers all customers of the incident.
   *
   * @default true
   */
  approveEmail: z.boolean(),
});

export type ContentWithdrawnOptions = z.infer<typeof optionsSchema>;

export const contentWithdrawnPolicy: Policy<ContentWithdrawal, ContentWithdrawnOptions> = {
  version: 2,
  optionsSchema,
  defaults: { ...commonDefaults, creditMinor: aboutUsd(30), creditDays: null, approveEmail: true },
  decide: decideContentWithdrawn,
};

/** The price and something on top, because the customer lost more than the price. */
function decideContentWithdrawn(failure: ContentWithdrawal, view: PolicyView<ContentWithdrawnOptions>): PolicyDecision {
  const { purchase, incidentId } = failure;
  const { approveEmail, creditMinor } = view.options;
  const goodwill = goodwillOf(failure);
  const isFirst = !wasCoveredInOrder(view, purchase.orderId, goodwill);
  const refund = refundUpTo(purchase, purchase.amountMinor, view.refundableMinor);
  const credit = isFirst
    ? goodwillCredit(failure, creditMinor, { now: view.now, creditDays: view.options.creditDays })
    : undefined;
  const parts = [refund, credit].filter((part) => part !== undefined);
  if (parts.length === 0) return { outcome: 'none', reasons: ['no price is left to give back, and no credit is set'] };

  const why = 'because what was sold was taken away again';
  const isWhole = refund?.amountMinor === purchase.amountMinor;
  const reasons = [
    ...(refund ? [`${isWhole ? 'full price' : 'the rest of the price'}, ${why}`] : []),
    ...(credit ? [`a goodwill credit on top, ${why}`] : []),
  ];
  const doubts = isFirst ? goodwillDoubts(creditMinor, purchase.currency) : [];
  const covers = credit ? [{ what: goodwill }] : undefined;
  if (!approveEmail) return giveOrHold({ parts, covers }, reasons, doubts);
  return {
    outcome: 'hold',
    parts,
    covers,
    reasons: [...doubts, 'a person approves the email before it is sent', ...reasons],
    ...(incidentId !== undefined && doubts.length === 0 && { withIncident: true }),
  };
}

/** One goodwill credit for an order of which several titles were withdrawn for one cause, and not one for each. */
function goodwillOf({ incidentId, content: { withdrawnAt } }: ContentWithdrawal): string {
  return `goodwill/withdrawn/${incidentId ?? new Date(withdrawnAt).toISOString().slice(0, 10)}`;
}
