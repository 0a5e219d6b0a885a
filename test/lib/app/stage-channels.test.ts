import { LedgerStack } from '../../../lib/app/ledger-stack';
import { RefundStack } from '../../../lib/app/refund-stack';
import { checkedStage, StageConfigError } from '../../../lib/app/stage-config';
import type { Stage } from '../../../lib/app/stage';
import { answerSource, writtenAnswerType } from '../../../lambdas/channels/events/answer-events';
import { administrator, DeployedBus } from '../deployed-bus';
import { rightsOf } from '../rights';
import { prod } from '../whole-stages';
import { wholeTemplate } from '../whole-template';
import { resourcesOf, testApp } from '../synthesize';

const page = { page: '103871', verifyToken: 'a-text-of-your-own-1f9c' };
const customers = { url: 'https://shop.films.test/amends' };
const answering = 'arn:aws:iam::111111111111:role/desk';

const connected = {
  ...prod,
  channels: {
    facebook: {
      ...page,
      pageTokenName: 'films/page-token',
      complaints: { counts: 'listed-phrases', phrases: ['no answer'] },
      amplification: { people: 20, withinMinutes: 60 },
      customers,
    },
    chatwoot: { url: 'https://chat.films.test', account: '3', inboxes: ['7'], customers },
    http: {},
  },
  answeringRoles: [answering],
} as const satisfies Stage;

function templateOf(stage: object): ReturnType<typeof wholeTemplate> {
  const app = testApp();
  const config = checkedStage(stage, 'This stage');
  const { ledger, audit } = new LedgerStack(app, 'Ledger', config);
  return wholeTemplate(new RefundStack(app, 'Refunds', { config, ledger, audit }));
}

function problemsOf(channels: unknown, more: object = {}): string {
  try {
    checkedStage({ ...prod, channels, ...more }, 'This stage');
  } catch (error) {
    if (error instanceof StageConfigError) return error.message;
    throw error;
  }
  throw new Error('the stage was accepted');
}

describe('a stage with channels', () => {
  const template = templateOf(connected);
  const functionsOf = (name: string) =>
    Object.entries(resourcesOf(template, 'AWS::Lambda::Function')).filter(([id]) =>
      id.startsWith(`AmendsChannel${name}`),
    );

  it('has three functions for each that is answered, and two for one that is not', () => {
    expect(functionsOf('facebook')).toHaveLength(3);
    expect(functionsOf('chatwoot')).toHaveLength(3);
    expect(functionsOf('http')).toHaveLength(2);
    expect(functionsOf('vk')).toHaveLength(0);
  });

  it('finds its secrets by the names that the stage gives, or else by its own', () => {
    expect(JSON.stringify(rightsOf(template, 'AmendsChannelfacebookReceive'))).toContain('amends/prod/facebook-app');
    expect(JSON.stringify(rightsOf(template, 'AmendsChannelfacebookAnswer'))).toContain('films/page-token');
    expect(JSON.stringify(rightsOf(template, 'AmendsChannelfacebookRead'))).toContain('amends/prod/channel-customers');
    expect(JSON.stringify(rightsOf(template, 'AmendsChannelchatwootReceive'))).toContain(
      'amends/prod/chatwoot-webhook',
    );
    expect(JSON.stringify(rightsOf(template, 'AmendsChannelchatwootAnswer'))).toContain('amends/prod/chatwoot-token');
    expect(JSON.stringify(rightsOf(template, 'AmendsChannelhttpReceive'))).toContain('amends/prod/channel-messages');
  });

  it('says where each network sends what customers write, and each secret that is to be made, once', () => {
    const outputs = template.findOutputs('*') as Record<string, { Value: unknown; Description: string }>;
    expect(outputs['ChannelFacebookUrl']?.Description).toContain('Enter it at Meta');
    expect(outputs['ChannelChatwootUrl']?.Description).toContain('Enter it at Chatwoot');
    const created = Object.entries(outputs)
      .filter(([id]) => /^Channel.*NextStep/.test(id))
      .map(([, { Value }]) => /--name (\S+)/.exec(JSON.stringify(Value))?.[1]);
    expect(created).toEqual([
      'amends/prod/facebook-app',
      'films/page-token',
      'amends/prod/channel-customers',
      'amends/prod/chatwoot-webhook',
      'amends/prod/chatwoot-token',
      'amends/prod/channel-messages',
    ]);
    expect(Object.keys(outputs)).toEqual(
      expect.arrayContaining(['ChannelFacebookMessagesDeadLetterQueueUrl', 'ChannelChatwootAnswersRetryQueueUrl']),
    );
  });

  it('takes answers from the roles that it names, and from nobody else', () => {
    const bus = new DeployedBus(template);
    const answer = [{ source: answerSource, type: writtenAnswerType }];
    expect(bus.takes(answering, answer, administrator)).toBe(true);
    expect(bus.takes('arn:aws:iam::111111111111:role/other', answer, administrator)).toBe(false);
  });
});

describe('the channels of a stage', () => {
  it('are given on the command line as JSON too', () => {
    const { channels } = checkedStage({ ...prod, channels: JSON.stringify({ facebook: page }) }, 'This stage');
    expect(channels).toEqual({ facebook: page });
  });

  it.each<[string, unknown, string | RegExp]>([
    ['a page without its id', { facebook: { verifyToken: page.verifyToken } }, 'channels.facebook.page: the digits'],
    ['a token that is guessed', { facebook: { ...page, verifyToken: 'short' } }, 'channels.facebook.verifyToken:'],
    ['a secret in place of its name', { facebook: { ...page, pageToken: 'EAAB…' } }, /channels.*pageToken|pageToken/],
    ['a Chatwoot without TLS', { chatwoot: { url: 'http://chat.films.test', account: '3' } }, 'channels.chatwoot.url:'],
    ['an endpoint without TLS', { http: { answers: { url: 'http://desk.films.test' } } }, 'channels.http.answers.url:'],
    ['an account on X by its name', { x: { user: '@films' } }, 'channels.x.user: the digits'],
    ['an account on WeChat by its name', { wechat: { appId: 'gh_97417a04a28d' } }, 'channels.wechat.appId: the AppID'],
    ['a group on OK by its name', { odnoklassniki: { group: 'films' } }, 'channels.odnoklassniki.group: the digits'],
    [
      'a template without its places',
      { wechat: { appId: 'wxba5fad812f8e6fb9', serviceTemplates: { 'zh-CN': { id: 'x' } } } },
      'channels.wechat.serviceTemplates: templates by language',
    ],
    ['a page on LinkedIn by its name', { linkedin: { organization: 'films' } }, 'channels.linkedin.organization: the'],
    ['a rule that is none', { vk: { group: '1', confirmation: 'abcd', complaints: { counts: 'some' } } }, /counts/],
    ['one person who is many', { facebook: { ...page, amplification: { people: 1, withinMinutes: 60 } } }, /people/],
    ['a channel that there is not', { myspace: {} }, /myspace/],
    ['a list', ['facebook'], /an object with the channels facebook, x, linkedin, wechat, vk, odnoklassniki, chatwoot/],
    ['Qzone, with day and source', { qzone: {} }, /closed to servers since 2014-03-31.*wiki\.connect\.qq\.com/],
    ['Renren, with day and source', { renren: {} }, /closed to servers since 2024-12-01.*epochtimes/],
  ])('%s is refused', (_, channels, problem) => {
    expect(problemsOf(channels)).toMatch(problem);
  });

  it('are refused where nothing public is wanted', () => {
    expect(problemsOf({ facebook: page }, { webhook: false })).toContain('channels: networks call public URLs');
  });

  it('are what roles answer on', () => {
    expect(problemsOf(undefined, { answeringRoles: [answering] })).toContain('answeringRoles: there are no channels');
    expect(problemsOf({ facebook: page }, { answeringRoles: ['desk'] })).toContain('answeringRoles.0: [');
  });
});
