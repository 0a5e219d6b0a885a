import { LedgerStack } from '../../../lib/app/ledger-stack';
import { RefundStack } from '../../../lib/app/refund-stack';
import { checkedStage, StageConfigError } from '../../../lib/app/stage-config';
import type { Stage } from '../../../lib/app/stage';
import { answerSource, writtenAnswerType } from '../../../lambdas/channels/events/answer-events';
import { administrator, DeployedBus } from '../deployed-bus';
import { rightsOf } from '../rights';
import { prod } from '../whole-stages';
import { wholeTemplate } from '../whole-template';
import { resourceOf, resourcesOf, testApp } from '../synthesize';

const page = { page: '103871', verifyToken: 'a-text-of-your-own-1f9c' };
const customers = { url: 'https://shop.films.test/amends' };
const answering = 'arn:aws:iam::111111111111:role/desk';

const sms = {
  origination: 'arn:aws:sms-voice:eu-west-1:111111111111:pool/pool-1f9c',
  optOutList: 'arn:aws:sms-voice:eu-west-1:111111111111:opt-out-list/customers',
};
const whatsapp = { phoneNumber: 'arn:aws:social-messaging:eu-west-1:111111111111:phone-number-id/976c72a7' };

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
    sms: { ...sms, begins: { dayBudgetUsd: 5 }, customers },
    whatsapp: { ...whatsapp, approvedTemplates: { en: '8412' } },
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

  it('has three functions for each that is answered, and two for one that is not, or that AWS carries', () => {
    expect(functionsOf('facebook')).toHaveLength(3);
    expect(functionsOf('chatwoot')).toHaveLength(3);
    expect(functionsOf('http')).toHaveLength(2);
    expect(functionsOf('sms')).toHaveLength(2);
    expect(functionsOf('whatsapp')).toHaveLength(2);
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

  it('says which topic a number is given, and what to do with it, in the place of a URL', () => {
    const outputs = template.findOutputs('*') as Record<string, { Value: unknown; Description: string }>;
    expect(outputs['ChannelSmsTopicArn']?.Description).toContain('Turn two-way messaging of the number on');
    expect(outputs['ChannelWhatsappTopicArn']?.Description).toContain('event destination');
    expect(outputs).not.toHaveProperty('ChannelSmsUrl');
    expect(Object.keys(outputs).filter((id) => /^Channel(Sms|Whatsapp)NextStep/.test(id))).toEqual([]);
  });

  it('begins messages on the channels that say so, with their budgets, and by the numbers of the others never', () => {
    const { Environment } = resourceOf(template, 'AWS::Lambda::Function', 'AmendsApologyMailApologise').Properties;
    const { Variables } = Environment as { Variables: Record<string, string> };
    expect(JSON.parse(Variables['MESSAGE_CHANNELS'] ?? '')).toEqual([
      {
        name: 'sms',
        settings: sms,
        dayBudgetUsdMicros: 5_000_000,
        quiet: { from: 21, until: 8, timeZone: 'UTC' },
      },
    ]);
    expect(JSON.stringify(rightsOf(template, 'AmendsApologyMailApologise'))).not.toContain('social-messaging');
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
    [
      'a number in the place of its ARN',
      { sms: { ...sms, origination: '+442079460000' } },
      /sms\.origination: the ARN/,
    ],
    ['a number without its list', { sms: { origination: sms.origination } }, 'channels.sms.optOutList: the ARN'],
    ['a budget of nothing', { sms: { ...sms, begins: { dayBudgetUsd: 0 } } }, /sms\.begins\.dayBudgetUsd: US dollars/],
    [
      'a night without a zone',
      { sms: { ...sms, begins: { quietHours: { from: 21, until: 8 } } } },
      /timeZone: an IANA/,
    ],
    [
      'an hour that is none',
      { sms: { ...sms, begins: { quietHours: { from: 24, until: 8, timeZone: 'UTC' } } } },
      /quietHours\.from: a whole hour/,
    ],
    ['the ARN of something else', { whatsapp: { phoneNumber: sms.origination } }, 'channels.whatsapp.phoneNumber: the'],
    [
      'a template in a language without one',
      { whatsapp: { ...whatsapp, approvedTemplates: { it: '8412' } } },
      /whatsapp\.approvedTemplates: Meta's ids/,
    ],
    [
      'an account by its name',
      { instagram: { account: 'films', verifyToken: page.verifyToken } },
      /instagram\.account:/,
    ],
    ['a channel that there is not', { myspace: {} }, /myspace/],
    [
      'a list',
      ['facebook'],
      /an object with the channels facebook, instagram, x, linkedin, sms, whatsapp, wechat, vk, odnoklassniki, chatwoot/,
    ],
    ['Qzone, with day and source', { qzone: {} }, /closed to servers since 2014-03-31.*wiki\.connect\.qq\.com/],
    ['Renren, with day and source', { renren: {} }, /closed to servers since 2024-12-01.*epochtimes/],
  ])('%s is refused', (_, channels, problem) => {
    expect(problemsOf(channels)).toMatch(problem);
  });

  it('are refused where nothing public is wanted', () => {
    expect(problemsOf({ facebook: page, sms }, { webhook: false })).toContain(
      'channels: networks call public URLs (facebook), and webhook is false',
    );
  });

  it('are taken where nothing public is wanted, as far as AWS carries them', () => {
    const { channels } = checkedStage({ ...prod, channels: { sms, whatsapp }, webhook: false }, 'This stage');
    expect(channels).toEqual({ sms, whatsapp });
  });

  it('are what roles answer on', () => {
    expect(problemsOf(undefined, { answeringRoles: [answering] })).toContain('answeringRoles: there are no channels');
    expect(problemsOf({ facebook: page }, { answeringRoles: ['desk'] })).toContain('answeringRoles.0: [');
  });
});
