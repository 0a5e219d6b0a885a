import { OutcomeFeed } from '../../../lib';
import { feedSchema } from '../../../lib/app/given/afterwards/feed-given';
import { checkedStage } from '../../../lib/app/stage-config';
import { rightsOf } from '../rights';
import { oneFailure, resourceOf, secretOf, TeamStack, withWebhook } from '../synthesize';

type Scope = Parameters<typeof secretOf>[0];

const feedFor = (scope: Scope, more: object = {}) =>
  OutcomeFeed.at({ linkSecret: secretOf(scope, 'team/feed-links'), ...more });

const template = new TeamStack((stack) => ({
  ...withWebhook(stack),
  failures: oneFailure,
  feed: feedFor(stack, { allowedOrigins: ['https://films.test'] }),
})).template();

const actionsOf = (start: string): string[] =>
  rightsOf(template, start)
    .flatMap(({ actions }) => actions)
    .filter((action) => !/^(logs|xray):/.test(action))
    .sort();

function variablesOf(start: string): Readonly<Record<string, unknown>> {
  const { Properties } = resourceOf(template, 'AWS::Lambda::Function', start);
  return (Properties['Environment'] as { Variables: Record<string, unknown> }).Variables;
}

it('without the option there is nothing of it, and mails wait for no page', () => {
  const json = JSON.stringify(new TeamStack(() => ({ failures: oneFailure })).template().toJSON());
  expect(json).not.toMatch(/FEED_|PAGE_FIRST|feed-intake/);
});

it('what everybody reaches may do one thing: ask the function that knows what was given', () => {
  expect(actionsOf('AmendsFeedPages')).toEqual(['lambda:InvokeFunction']);
  const { id } = resourceOf(template, 'AWS::Lambda::Function', 'AmendsFeedIntake');
  expect(JSON.stringify(rightsOf(template, 'AmendsFeedPages'))).toContain(id);
  expect(Object.keys(variablesOf('AmendsFeedPages')).sort()).toEqual([
    'FEED_INTAKE_FUNCTION_NAME',
    'POLL_SECONDS',
    'POWERTOOLS_LOG_LEVEL',
    'POWERTOOLS_METRICS_NAMESPACE',
    'POWERTOOLS_SERVICE_NAME',
  ]);
});

it('the function that knows what was given reaches what belongs to customers, publishes nothing and sends no mail', () => {
  expect(actionsOf('AmendsFeedIntake')).toEqual([
    'dynamodb:BatchGetItem',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'secretsmanager:GetSecretValue',
  ]);
  expect(JSON.stringify(rightsOf(template, 'AmendsFeedIntake'))).toContain('CUSTOMER#*');
});

it('pages of the origins that are named may ask, and no others', () => {
  const { Properties } = resourceOf(template, 'AWS::Lambda::Url', 'AmendsFeedPages');
  expect(Properties['Cors']).toMatchObject({ AllowOrigins: ['https://films.test'], AllowMethods: ['GET', 'POST'] });
});

it.each([
  [2, '4000'],
  [5, '7000'],
  [300, '10000'],
])('a mail waits for a page that asks every %d seconds for %s ms', (pollSeconds, waits) => {
  const made = new TeamStack((stack) => ({ failures: oneFailure, feed: feedFor(stack, { pollSeconds }) })).template();
  const { Properties } = resourceOf(made, 'AWS::Lambda::Function', 'AmendsApologyMailApologise');
  expect(Properties['Environment']).toMatchObject({ Variables: { PAGE_FIRST_MS: waits } });
});

it('seconds that are none, origins that are none, and a secret with two purposes are refused', () => {
  const stack = (props: (scope: Scope) => object) => () =>
    new TeamStack((scope) => ({ ...withWebhook(scope), failures: oneFailure, ...props(scope) }));
  for (const pollSeconds of [1, 301, 2.5]) {
    expect(stack((scope) => ({ feed: feedFor(scope, { pollSeconds }) }))).toThrow('a whole number from 2 to 300');
  }
  for (const origin of ['*', 'https://films.test/', 'http://films.test', 'films.test']) {
    expect(stack((scope) => ({ feed: feedFor(scope, { allowedOrigins: [origin] }) }))).toThrow(
      'an allowed origin is one',
    );
  }
});

const stage = {
  stage: 'prod',
  sender: 'care@films.test',
  senderName: 'Films Ltd',
  replyTo: 'help@films.test',
  signatory: 'Zoë Park',
};

it.each([
  ['true', true],
  ['{"pollSeconds":10}', { pollSeconds: 10 }],
  [{ linkSecretName: 'films/links', allowedOrigins: ['https://films.test'] }, undefined],
])('a stage has a feed by %j', (feed, read) => {
  expect(feedSchema.safeParse(feed).data).toEqual(read ?? feed);
  expect(checkedStage({ ...stage, feed }, 'This stage')).toMatchObject({ feed: read ?? feed });
});

it.each([[{ pollSeconds: 1 }], ['now and then']])('%j is refused, with what it may be', (feed) => {
  expect(() => checkedStage({ ...stage, feed }, 'This stage')).toThrow('allowedOrigins, pollSeconds, linkSecretName');
});
