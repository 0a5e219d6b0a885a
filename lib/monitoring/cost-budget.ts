import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';

/** A tag that resources are known by. */
export interface CostTag {
  readonly key: string;
  readonly value: string;
}

export interface CostBudgetProps {
  /** What a month may cost, in whole or broken US dollars, before people are told. */
  readonly monthlyUsd: number;
  /** Who is told, by mail: at least one, and at most ten. */
  readonly emails: readonly string[];
  /**
   * Whose cost is counted. AWS Budgets knows a tag only after it was activated as a cost allocation tag, in the account
   * that pays, and counts from then on.
   *
   * @default - of the whole account
   */
  readonly tag?: CostTag | undefined;
}

/** AWS Budgets takes so many addresses for one notification. */
const mostEmails = 10;

/** Tells people by mail when a month costs more than was expected, or will. AWS counts a few times a day. */
export class CostBudget extends Construct {
  /** @throws Error where nobody would be told, or the sum is none */
  constructor(scope: Construct, id: string, { monthlyUsd, emails, tag }: CostBudgetProps) {
    super(scope, id);
    check(monthlyUsd, emails);
    const subscribers = emails.map((address) => ({ subscriptionType: 'EMAIL', address }));
    const alertAt = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold, thresholdType: 'PERCENTAGE' },
      subscribers,
    });
    // It has no name of ours: other people to tell make a new budget, which CloudFormation could not create beside one
    // of the same name.
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: monthlyUsd, unit: 'USD' },
        ...(tag && { costFilters: { TagKeyValue: [`user:${tag.key}$${tag.value}`] } }),
      },
      notificationsWithSubscribers: [alertAt('ACTUAL', 80), alertAt('ACTUAL', 100), alertAt('FORECASTED', 100)],
    });
  }
}

function check(monthlyUsd: number, emails: readonly string[]): void {
  if (!(monthlyUsd > 0 && monthlyUsd < Infinity)) {
    throw new Error(`What a month may cost is a number of US dollars above 0, and not ${monthlyUsd}.`);
  }
  if (emails.length === 0 || emails.length > mostEmails) {
    throw new Error(`A budget tells one to ${mostEmails} addresses, and ${emails.length} are named.`);
  }
}
