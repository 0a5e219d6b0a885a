import * as z from 'zod/mini';
import type { PolicyDecision } from '../../model/decision';
import { aboutUsd, amountsSchema } from '../../model/limits';
import { commonDefaults, commonOptionsShape, type Policy, type PolicyView } from '../definition/policy';
import { wasCoveredInOrder } from '../definition/covered-before';
import { inKindDefaults, inKindOptionsShape } from '../in-kind/give-in-kind';
import { apologyOnly, giveOrHold, withoutMoneyDefaults, withoutMoneyOptionsShape } from '../shared/give-or-hold';
import { goodwillCredit, goodwillDoubts } from '../shared/goodwill-credit';
import type { ContentWithdrawal } from './contract';
import { giveBack } from './give-back';

const optionsSchema = z.object({
  ...commonOptionsShape,
  ...withoutMoneyOptionsShape,
  ...inKindOptionsShape,
  /**
   * What the customer gets back of what was taken away: its price, the title itself, by the partner who keeps the
   * entitlements, or both. Where the title is refused, its price is refunded; beside the price a person decides.
   *
   * @default 'price'
   */
  giveBack: z.enum(['price', 'title', 'both']),
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
   * The money goes back at once, and the email waits until a person has approved its words or has written others. Where
   * the failure names its incident, one approval is for all customers of the incident.
   *
   * @default true
   */
  approveEmail: z.boolean(),
});

export type ContentWithdrawnOptions = z.infer<typeof optionsSchema>;

export const contentWithdrawnPolicy: Policy<ContentWithdrawal, ContentWithdrawnOptions> = {
  version: 5,
  optionsSchema,
  defaults: {
    ...commonDefaults,
    ...inKindDefaults,
    ...withoutMoneyDefaults,
    giveBack: 'price',
    creditMinor: aboutUsd(30),
    creditDays: null,
    approveEmail: true,
  },
  decide: decideContentWithdrawn,
};

/** The price and something on top, because the customer lost more than the price. */
function decideContentWithdrawn(failure: ContentWithdrawal, view: PolicyView<ContentWithdrawnOptions>): PolicyDecision {
  const { purchase } = failure;
  const { approveEmail, creditMinor } = view.options;
  const goodwill = goodwillOf(failure);
  const isFirst = !wasCoveredInOrder(view, purchase.orderId, goodwill);
  const back = giveBack(failure, view);
  const credit = isFirst
    ? goodwillCredit(failure, creditMinor, { now: view.now, creditDays: view.options.creditDays })
    : undefined;
  const parts = [...back.parts, ...(credit ? [credit] : [])];
  const wordsWait = approveEmail || undefined;
  if (parts.length === 0) {
    const decision = apologyOnly(view.options.withoutMoney, ['no price is left to give back, and no credit is set']);
    return decision.outcome === 'give' ? { ...decision, wordsWait } : decision;
  }

  const reasons = [
    ...back.reasons,
    ...(credit ? ['a goodwill credit on top, because what was sold was taken away again'] : []),
  ];
  const doubts = isFirst ? goodwillDoubts(creditMinor, purchase.currency) : [];
  const covers = credit ? [{ what: goodwill }] : undefined;
  return giveOrHold({ parts, covers, wordsWait }, reasons, doubts);
}

/** One goodwill credit for an order of which several titles were withdrawn for one cause, and not one for each. */
function goodwillOf({ incidentId, content: { withdrawnAt } }: ContentWithdrawal): string {
  return `goodwill/withdrawn/${incidentId ?? new Date(withdrawnAt).toISOString().slice(0, 10)}`;
}
