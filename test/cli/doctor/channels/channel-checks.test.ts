import { checkChannels } from '../../../../cli/doctor/channels/channel-checks';
import { checkSigningSecrets } from '../../../../cli/doctor/secrets/signing-secrets';
import { findDeployment, stacksOfStage, type Deployment } from '../../../../cli/doctor/stage/deployment';
import { awsError, fakeAws, type AwsAnswers } from '../../../fakes/fake-aws';
import { DeployedStage } from '../deployed-stage';

const now = new Date('2026-11-30T12:00:00Z');
const account = '111111111111';
const origination = `arn:aws:sms-voice:eu-west-1:${account}:pool/pool-1f9c`;
const optOutList = `arn:aws:sms-voice:eu-west-1:${account}:opt-out-list/customers`;

/** A stage of our own app with every kind of channel, as CloudFormation and Lambda would show it. */
const stage = new DeployedStage('prod', {
  channels: {
    facebook: {
      page: '103871',
      verifyToken: 'a-text-of-our-own-1f9c',
      customers: { url: 'https://shop.example.com/amends' },
    },
    sms: { origination, optOutList, begins: { dayBudgetUsd: 20 } },
    whatsapp: {
      phoneNumber: `arn:aws:social-messaging:eu-west-1:${account}:phone-number-id/976c72a7`,
      approvedTemplates: { en: '8412', de: '8413' },
    },
  },
});

let deployment: Deployment;
const topics: Record<string, string> = {};
beforeAll(async () => {
  deployment = await findDeployment(stacksOfStage('prod'), fakeAws(stage.answers()));
  for (const { type, logicalId, physicalId } of deployment.resources) {
    const [, name] = /Channel(sms|whatsapp)HearTopic/.exec(logicalId) ?? [];
    if (type === 'AWS::SNS::Topic' && name !== undefined) topics[name] = physicalId;
  }
});

const pool = () => ({
  Status: 'ACTIVE',
  TwoWayEnabled: true,
  TwoWayChannelArn: topics['sms'],
  SelfManagedOptOutsEnabled: false,
  OptOutListName: 'customers',
});
const spend = (EnforcedLimit: number, MaxLimit: number) => ({
  SpendLimits: [{ Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT', EnforcedLimit, MaxLimit }],
});
const anHourAgo = { Datapoints: [{ Timestamp: new Date('2026-11-30T11:00:00Z'), Sum: 3 }] };
const linked = {
  phoneNumber: { displayPhoneNumber: '+44 20 7946 0400', qualityRating: 'GREEN' },
  linkedWhatsAppBusinessAccountId: 'waba-1f9c',
};

/** What AWS answers where all is as it should be. */
const well = (): AwsAnswers => ({
  GetMetricStatisticsCommand: ({ MetricName }: { MetricName: string }) =>
    MetricName === 'Invocations' ? anHourAgo : { Datapoints: [] },
  DescribePoolsCommand: ({ PoolIds }: { PoolIds: string[] }) => {
    expect(PoolIds).toEqual([origination]);
    return { Pools: [pool()] };
  },
  DescribeOptOutListsCommand: () => ({ OptOutLists: [{ OptOutListName: 'customers' }] }),
  DescribeAccountAttributesCommand: () => ({ AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: 'PRODUCTION' }] }),
  DescribeSpendLimitsCommand: () => spend(200, 200),
  GetLinkedWhatsAppBusinessAccountPhoneNumberCommand: () => linked,
  GetLinkedWhatsAppBusinessAccountCommand: () => ({
    account: { registrationStatus: 'COMPLETE', eventDestinations: [{ eventDestinationArn: topics['whatsapp'] }] },
  }),
  ListWhatsAppMessageTemplatesCommand: ({ nextToken }: { nextToken?: string }) =>
    nextToken === undefined
      ? { templates: [{ metaTemplateId: '8412', templateStatus: 'APPROVED' }], nextToken: 'more' }
      : { templates: [{ metaTemplateId: '8413', templateStatus: 'APPROVED' }] },
});

const found = (other: AwsAnswers = {}) => checkChannels(deployment, fakeAws({ ...well(), ...other }), now);

it('channels that are as they should be are ready, each with when something last came', async () => {
  const checks = await found();
  expect(checks.filter(({ state }) => state !== 'ready')).toEqual([]);
  expect(checks.map(({ what }) => what)).toEqual([
    'channel facebook',
    'channel sms',
    'SMS number',
    'SMS opt-out list',
    'SMS account',
    'SMS spend limit',
    'channel whatsapp',
    'WhatsApp number',
    'WhatsApp account',
    'WhatsApp templates',
  ]);
  expect(checks[0]?.found).toBe('something came within the last hour');
});

const missing = (): never => {
  throw awsError('ResourceNotFoundException');
};

interface Fault {
  readonly fault: string;
  readonly answers: () => AwsAnswers;
  readonly what: string;
  readonly state: string;
  readonly found: RegExp;
  readonly mend: RegExp;
}

const faults: readonly Fault[] = [
  {
    fault: 'a silence of two weeks',
    answers: () => ({ GetMetricStatisticsCommand: () => ({ Datapoints: [] }) }),
    what: 'channel facebook',
    state: 'advice',
    found: /nothing came in 14 days: nobody wrote, or the network does not know its URL/,
    mend: /aws lambda get-function-url-config --function-name \S*facebookReceive/,
  },
  {
    fault: 'a number that tells nothing',
    answers: () => ({ GetMetricStatisticsCommand: () => ({ Datapoints: [] }) }),
    what: 'channel sms',
    state: 'advice',
    found: /does not know the topic arn:aws:sns:\S*ChannelsmsHearTopic/,
    mend: /aws sns list-subscriptions-by-topic/,
  },
  {
    fault: 'signatures with another secret',
    answers: () => ({
      GetMetricStatisticsCommand: ({ MetricName, Namespace, Dimensions }: never) => {
        if (MetricName !== 'WebhookMismatched') return anHourAgo;
        expect([Namespace, Dimensions]).toEqual([
          expect.stringMatching(/^Amends\//),
          [{ Name: 'service', Value: 'facebook-webhook' }],
        ]);
        return { Datapoints: [{ Sum: 4 }, { Sum: 3 }] };
      },
    }),
    what: 'signatures of facebook',
    state: 'not-ready',
    found: /7 of its requests in the last day had a signature that is not valid/,
    mend: /put-secret-value --secret-id amends\/example\/facebook-app/,
  },
  {
    fault: 'a pool that is not there',
    answers: () => ({ DescribePoolsCommand: missing }),
    what: 'SMS number',
    state: 'not-ready',
    found: /is not there: nothing is sent or received/,
    mend: /describe-pools/,
  },
  {
    fault: 'a pool that is being made',
    answers: () => ({ DescribePoolsCommand: () => ({ Pools: [{ ...pool(), Status: 'CREATING' }] }) }),
    what: 'SMS number',
    state: 'not-ready',
    found: /it is CREATING, and not ACTIVE/,
    mend: /describe-pools/,
  },
  {
    fault: 'a pool that only sends',
    answers: () => ({ DescribePoolsCommand: () => ({ Pools: [{ ...pool(), TwoWayEnabled: false }] }) }),
    what: 'SMS number',
    state: 'not-ready',
    found: /not two-way/,
    mend: /update-pool --pool-id pool-1f9c --two-way-enabled --two-way-channel-arn arn:aws:sns:\S*ChannelsmsHearTopic/,
  },
  {
    fault: 'a pool that tells somebody else',
    answers: () => ({
      DescribePoolsCommand: () => ({ Pools: [{ ...pool(), TwoWayChannelArn: 'arn:aws:sns:x:1:other' }] }),
    }),
    what: 'SMS number',
    state: 'not-ready',
    found: /goes to arn:aws:sns:x:1:other/,
    mend: /--two-way-channel-arn/,
  },
  {
    fault: 'a pool with another list',
    answers: () => ({ DescribePoolsCommand: () => ({ Pools: [{ ...pool(), OptOutListName: 'Default' }] }) }),
    what: 'SMS number',
    state: 'not-ready',
    found: /its opt-out list is Default/,
    mend: /--opt-out-list-name customers/,
  },
  {
    fault: 'opt-outs that AWS leaves to others',
    answers: () => ({ DescribePoolsCommand: () => ({ Pools: [{ ...pool(), SelfManagedOptOutsEnabled: true }] }) }),
    what: 'SMS number',
    state: 'advice',
    found: /nobody answers STOP and HELP/,
    mend: /--no-self-managed-opt-outs-enabled/,
  },
  {
    fault: 'a list that is not there',
    answers: () => ({ DescribeOptOutListsCommand: missing }),
    what: 'SMS opt-out list',
    state: 'not-ready',
    found: /nobody is put on it who says STOP/,
    mend: /create-opt-out-list --opt-out-list-name customers/,
  },
  {
    fault: 'the sandbox',
    answers: () => ({
      DescribeAccountAttributesCommand: () => ({ AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: 'SANDBOX' }] }),
    }),
    what: 'SMS account',
    state: 'not-ready',
    found: /verified numbers only/,
    mend: /production access/,
  },
  {
    fault: 'the dollar that a new account may spend',
    answers: () => ({ DescribeSpendLimitsCommand: () => spend(1, 1) }),
    what: 'SMS spend limit',
    state: 'not-ready',
    found: /cost 1 USD in a month, and the messages of one day may cost 20/,
    mend: /service-quotas/,
  },
  {
    fault: 'a limit that one may raise',
    answers: () => ({ DescribeSpendLimitsCommand: () => spend(5, 500) }),
    what: 'SMS spend limit',
    state: 'not-ready',
    found: /cost 5 USD in a month/,
    mend: /set-text-message-spend-limit-override --monthly-limit 500/,
  },
  {
    fault: 'a right that is missing',
    answers: () => ({
      DescribeOptOutListsCommand: () => {
        throw awsError('AccessDeniedException', 'no right to sms-voice:DescribeOptOutLists');
      },
    }),
    what: 'SMS opt-out list',
    state: 'not-seen',
    found: /your role may not look/,
    mend: /^$/,
  },
  {
    fault: 'a number on WhatsApp that nobody linked',
    answers: () => ({ GetLinkedWhatsAppBusinessAccountPhoneNumberCommand: missing }),
    what: 'WhatsApp number',
    state: 'not-ready',
    found: /phone-number-id-976c72a7 is linked to no account/,
    mend: /list-linked-whatsapp-business-accounts/,
  },
  {
    fault: 'a number that customers report',
    answers: () => ({
      GetLinkedWhatsAppBusinessAccountPhoneNumberCommand: () => ({
        ...linked,
        phoneNumber: { ...linked.phoneNumber, qualityRating: 'RED' },
      }),
    }),
    what: 'WhatsApp number',
    state: 'advice',
    found: /rates it RED/,
    mend: /^$/,
  },
  {
    fault: 'an account that tells nobody',
    answers: () => ({
      GetLinkedWhatsAppBusinessAccountCommand: () => ({
        account: { registrationStatus: 'COMPLETE', eventDestinations: [] },
      }),
    }),
    what: 'WhatsApp account',
    state: 'not-ready',
    found: /tells nobody what customers write/,
    mend: /put-whatsapp-business-account-event-destinations --id waba-1f9c .*ChannelwhatsappHearTopic/,
  },
  {
    fault: 'a template that Meta has paused',
    answers: () => ({
      ListWhatsAppMessageTemplatesCommand: () => ({
        templates: [
          { metaTemplateId: '8412', templateStatus: 'APPROVED' },
          { metaTemplateId: '8413', templateStatus: 'PAUSED' },
        ],
      }),
    }),
    what: 'WhatsApp templates',
    state: 'not-ready',
    found: /de \(8413\) is PAUSED/,
    mend: /list-whatsapp-message-templates/,
  },
];

it.each(faults)('$fault is told, with what mends it', async ({ answers, what, state, found: words, mend }) => {
  const checks = await found(answers());
  const check = checks.find((one) => one.what === what && one.state !== 'ready');
  expect(check).toMatchObject({ state, found: expect.stringMatching(words) });
  expect(check?.mend ?? '').toMatch(mend);
});

it('a channel of which CloudWatch shows nothing is unseen, and the others are looked at all the same', async () => {
  const checks = await found({
    GetMetricStatisticsCommand: () => {
      throw awsError('ThrottlingException');
    },
  });
  expect(checks.filter(({ state }) => state === 'not-seen').map(({ what }) => what)).toEqual([
    'channel facebook',
    'channel facebook',
    'channel sms',
    'channel whatsapp',
  ]);
  expect(checks.filter(({ what }) => what === 'SMS number')).toMatchObject([{ state: 'ready' }]);
});

it('a stage without channels is asked nothing about them', async () => {
  const asked: string[] = [];
  const plain = new DeployedStage('prod');
  const without = await findDeployment(stacksOfStage('prod'), fakeAws(plain.answers()));
  expect(await checkChannels(without, fakeAws({}, asked), now)).toEqual([]);
  expect(asked).toEqual([]);
});

it('the secrets of each channel are looked at by the functions that have them, once each', async () => {
  const asked: string[] = [];
  const answers: AwsAnswers = {
    DescribeSecretCommand: () => ({ LastChangedDate: now }),
    InvokeCommand: ({ FunctionName }: { FunctionName: string }) => {
      asked.push(FunctionName.replace(/Function[0-9A-F]{8}$/, ''));
      const worth = { SIGNING_SECRET_NAME: 'fit', ANSWER_SECRET_NAME: 'placeholder', CUSTOMERS_SECRET_NAME: 'short' };
      return { Payload: Buffer.from(JSON.stringify(worth)) };
    },
  };
  const checks = await checkSigningSecrets(deployment, fakeAws(answers), now);
  expect(checks.map(({ what, state, found: words }) => [what, state, words])).toEqual([
    ['secret amends/example/channel-customers', 'not-ready', expect.stringContaining('can be guessed')],
    ['secret amends/example/facebook-app', 'ready', expect.stringContaining('with which the network signs')],
    ['secret amends/example/facebook-page', 'not-ready', expect.stringContaining('knows the company')],
  ]);
  expect(asked.map((name) => /facebook(\w+)$/.exec(name)?.[1])).toEqual(['Read', 'Receive', 'Answer']);
});
