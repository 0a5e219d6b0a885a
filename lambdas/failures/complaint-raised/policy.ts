import * as z from 'zod/mini';
import type { PolicyDecision } from '../../model/decision';
import { aboutUsd, amountsSchema } from '../../model/limits';
import { lengthInWords } from '../shared/length-in-words';
import { commonDefaults, commonOptionsShape, type Policy, type PolicyView } from '../definition/policy';
import type { RaisedComplaint } from './contract';

const optionsSchema = z.object({
  ...commonOptionsShape,
  /**
   * How soon after the decision a person has to have called, or to have answered where the customer complained.
   *
   * @default 300
   */
  deadlineSeconds: z.int().check(z.positive(), z.lte(7 * 24 * 60 * 60)),
  /**
   * Whether a customer who left a phone number is called. By default the answer goes where the complaint was: a
   * customer who complained there did not ask for a call.
   *
   * @default false
   */
  preferPhone: z.boolean(),
  /**
   * What the person who answers may give without asking anybody, in minor units by currency. Nothing in a currency
   * without an amount.
   *
   * @default about twenty US dollars
   */
  goodwillBudgetMinor: amountsSchema,
});

export type ComplaintRaisedOptions = z.infer<typeof optionsSchema>;

export const complaintRaisedPolicy: Policy<RaisedComplaint, ComplaintRaisedOptions> = {
  version: 1,
  optionsSchema,
  defaults: { ...commonDefaults, deadlineSeconds: 300, preferPhone: false, goodwillBudgetMinor: aboutUsd(20) },
  decide: decideComplaintRaised,
};

/** A person answers. Nothing is paid for the complaint itself: the person finds out whether something is owed. */
function decideComplaintRaised(
  { complaint, customer, purchase: { currency } }: RaisedComplaint,
  { options, now }: PolicyView<ComplaintRaisedOptions>,
): PolicyDecision {
  const { deadlineSeconds } = options;
  const isCalled = options.preferPhone && customer.phone !== undefined;
  const budgetMinor = options.goodwillBudgetMinor[currency] ?? 0;
  return {
    outcome: 'give',
    parts: [
      {
        kind: 'callback',
        channel: isCalled ? 'phone' : complaint.channel,
        deadlineSeconds,
        ...(budgetMinor > 0 && { budgetMinor, currency }),
      },
    ],
    reasons: [
      `a person ${isCalled ? 'calls' : 'answers where the complaint was raised'} within ${lengthInWords(deadlineSeconds)}, because the customer complained in public`,
      ...(budgetMinor > 0 ? [] : [`the person has no goodwill budget in ${currency}`]),
    ],
    owedBy: new Date(now.getTime() + deadlineSeconds * 1000).toISOString(),
  };
}
