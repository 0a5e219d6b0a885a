import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CostBudget, type CostBudgetProps } from '../../../lib/monitoring/cost-budget';
import { testApp } from '../synthesize';

interface Budget {
  readonly Properties: Readonly<Record<string, unknown>>;
}

function budgetOf(props: CostBudgetProps): Readonly<Record<string, unknown>> {
  const stack = new Stack(testApp(), 'Team');
  new CostBudget(stack, 'Budget', props);
  const found = Template.fromStack(stack).findResources('AWS::Budgets::Budget') as Record<string, Budget>;
  return Object.values(found)[0]?.Properties ?? {};
}

const emails = ['cfo@films.test', 'platform@films.test'];
const tag = { key: 'team', value: 'care' };

test('people are told before a month costs more, when it does, and when it will', () => {
  expect(budgetOf({ monthlyUsd: 75, emails, tag })).toEqual({
    Budget: {
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: 75, Unit: 'USD' },
      CostFilters: { TagKeyValue: ['user:team$care'] },
    },
    NotificationsWithSubscribers: [
      ['ACTUAL', 80],
      ['ACTUAL', 100],
      ['FORECASTED', 100],
    ].map(([type, threshold]) => ({
      Notification: {
        NotificationType: type,
        ComparisonOperator: 'GREATER_THAN',
        Threshold: threshold,
        ThresholdType: 'PERCENTAGE',
      },
      Subscribers: emails.map((address) => ({ SubscriptionType: 'EMAIL', Address: address })),
    })),
  });
});

test('without a tag it is about the whole account', () => {
  expect(budgetOf({ monthlyUsd: 75, emails })['Budget']).not.toHaveProperty('CostFilters');
});

test.each([
  [{ monthlyUsd: 0, emails }, /above 0, and not 0/],
  [{ monthlyUsd: 75, emails: [] }, /one to 10 addresses, and 0 are named/],
  [{ monthlyUsd: 75, emails: Array<string>(11).fill('cfo@films.test') }, /and 11 are named/],
])('%j is refused', (props, message) => {
  expect(() => budgetOf(props)).toThrow(message);
});
