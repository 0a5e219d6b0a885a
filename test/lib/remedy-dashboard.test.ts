import { RemedyDashboard } from '../../lib';
import { oneFailure, resourceOf, TeamStack, withWebhook } from './synthesize';

interface Widget {
  readonly type: string;
  readonly properties: { readonly title: string; readonly metrics?: readonly unknown[][]; readonly alarms?: unknown[] };
}

const team = new TeamStack((stack) => ({ ...withWebhook(stack), failures: oneFailure }));
new RemedyDashboard(team, 'Dashboard', { automation: team.automation });
const { DashboardName, DashboardBody } = resourceOf(team.template(), 'AWS::CloudWatch::Dashboard').Properties;

/** The body, with a name in the place of what only a deployment knows. */
const [, parts] = (DashboardBody as { readonly 'Fn::Join': [string, unknown[]] })['Fn::Join'];
const { widgets } = JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'NAME')).join('')) as {
  readonly widgets: readonly Widget[];
};
const graph = (start: string) => {
  const found = widgets.find(({ properties }) => properties.title.startsWith(start));
  return JSON.stringify(found?.properties.metrics);
};

test('it is named after stack and region: a dashboard has its name in all regions of an account', () => {
  expect(DashboardName).toBe('Team-eu-west-1');
});

test('it shows money, remedies, journeys, mails, what waits, the provider, queues and all alarms', () => {
  expect(widgets.map(({ properties }) => properties.title)).toEqual([
    'Alarms',
    'Money given back, by currency',
    'Remedies',
    expect.stringMatching(/^Journey times/),
    expect.stringMatching(/^Mails/),
    'What waits for too long',
    'Provider',
    expect.stringMatching(/^Retry queues/),
    expect.stringMatching(/^Dead-letter queues/),
    expect.stringMatching(/^Age of the oldest event/),
  ]);
  expect(widgets[0]?.properties.alarms).toHaveLength(35);
});

test('money is looked up in whatever currencies there are, and never added up', () => {
  expect(graph('Money')).toContain(
    String.raw`SEARCH('{\"Amends/Team\",service,currency} MetricName=\"GivenBack\" service=\"all\"', 'Sum', 3600)`,
  );
});

test.each([
  ['Journey', ['DetectToMailMs', 'OccurredToMailMs', 'AsyncEventAge']],
  ['Mails', ['ApologySent', 'MailDelivered', 'MailFailed', 'Reputation.BounceRate']],
  ['What waits', ['HoldOverdue', 'OwedOverdue', 'PartOverdue']],
  ['Provider', ['RemedyUnknown', 'BreakerOpen', 'WebhookRefused']],
  ['Dead-letter', ['ApproximateNumberOfMessagesVisible']],
])('%s: its graph has what it is about', (start, metrics) => {
  for (const metric of metrics) expect(graph(start)).toContain(metric);
});
