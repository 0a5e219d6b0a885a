import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Channel, FailureType } from '../../../lib';
import { complaintRaised } from '../../../lambdas/failures/complaint-raised/complaint-raised';
import { messageChannelsSchema } from '../../../lambdas/channels/port/message-channels';
import { DeployedBus } from '../deployed-bus';
import { logging, right, rightsOf, tracing } from '../rights';
import { account, arnOf, oneFailure, resourceOf, resourcesOf, TeamStack } from '../synthesize';

const failures = [...oneFailure, FailureType.of(complaintRaised)];
const number = 'arn:aws:sms-voice:eu-west-1:111122223333:pool/pool-1f9c';
const list = 'arn:aws:sms-voice:eu-west-1:111122223333:opt-out-list/customers';
const phone = 'arn:aws:social-messaging:eu-west-1:111122223333:phone-number-id/976c72a7';
const quietHours = { from: 21, until: 8, timeZone: 'Europe/Berlin' };

const both = () => [
  Channel.sms({ origination: number, optOutList: list, begins: { dayBudgetUsd: 12.5, quietHours } }),
  Channel.whatsapp({ phoneNumber: phone, approvedTemplates: { en: '8412' }, begins: {} }),
];
const team = new TeamStack(() => ({ failures, channels: both() }));
const answering = new Role(team, 'ContactCenter', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
team.automation.grantAnswerOnChannels(answering);
const template = team.template();
const table = resourceOf(template, 'AWS::DynamoDB::GlobalTable');
const [smsStart, whatsappStart] = ['AmendsChannelsms', 'AmendsChannelwhatsapp'];
const ofContacts = {
  ...right(['dynamodb:GetItem', 'dynamodb:PutItem'], arnOf(table.id)),
  condition: {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CONTACT#*'] },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  },
};
const variablesOf = (start: string): Record<string, unknown> => {
  const { Environment } = resourceOf(template, 'AWS::Lambda::Function', start).Properties;
  return (Environment as { Variables: Record<string, unknown> }).Variables;
};

describe('a channel that AWS carries', () => {
  it('has nothing that is public', () => {
    const urls = Object.keys(resourcesOf(template, 'AWS::Lambda::Url'));
    expect(urls.filter((id) => id.startsWith('AmendsChannel'))).toEqual([]);
    expect(() => team.automation.channels.named('sms').url).toThrow(/given `topic`/);
    expect(team.automation.channels.named('sms').topic).toBeDefined();
  });

  it.each([
    [smsStart, 'sms-voice.amazonaws.com'],
    [whatsappStart, 'social-messaging.amazonaws.com'],
  ])('%s has a topic on which one service publishes for this account, and nobody without TLS', (start, service) => {
    const policy = resourceOf(template, 'AWS::SNS::TopicPolicy', start).Properties['PolicyDocument'];
    const { Statement } = policy as { Statement: readonly Record<string, unknown>[] };
    const allowed = Statement.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toEqual([
      expect.objectContaining({
        Action: 'sns:Publish',
        Principal: { Service: service },
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    ]);
    expect(JSON.stringify(Statement)).toContain('"aws:SecureTransport":"false"');
    expect(resourceOf(template, 'AWS::SNS::Topic', start).Properties).toHaveProperty('KmsMasterKeyId');
  });

  it('is heard by a function that only the topic and the rule invoke, with nothing of the ledger but who said STOP', () => {
    expect(rightsOf(template, `${smsStart}HearRead`)).toEqual(
      expect.arrayContaining([
        logging(template, `${smsStart}HearRead`),
        tracing,
        ofContacts,
        right(['sms-voice:DeleteOptedOutNumber', 'sms-voice:PutOptedOutNumber'], list),
      ]),
    );
    const invoked = Object.values(resourcesOf(template, 'AWS::Lambda::Permission')).filter(({ Properties }) =>
      JSON.stringify(Properties['FunctionName']).includes(`${smsStart}HearRead`),
    );
    expect(invoked.map(({ Properties }) => Properties['Principal']).sort()).toEqual([
      'events.amazonaws.com',
      'sns.amazonaws.com',
    ]);
    for (const { Properties } of invoked) expect(Properties['SourceArn']).toBeDefined();
    const rights = JSON.stringify(rightsOf(template, `${smsStart}HearRead`));
    expect(rights).not.toMatch(/SendTextMessage|ANSWER|secretsmanager/);
  });

  it.each([
    [smsStart, right(['sms-voice:SendTextMessage'], number)],
    [whatsappStart, right(['social-messaging:SendWhatsAppMessage'], phone)],
  ])('%s is answered by a function that may send from its number alone, and has no secret', (start, sending) => {
    const rights = rightsOf(template, `${start}Answer`);
    expect(rights).toContainEqual(sending);
    expect(rights).toContainEqual(ofContacts);
    expect(JSON.stringify(rights)).not.toMatch(/secretsmanager|OptedOut/);
    expect(variablesOf(`${start}Answer`)).toMatchObject({ KEEPS_CONTACTS: 'true' });
    expect(variablesOf(`${start}Answer`)).not.toHaveProperty('ANSWER_SECRET_NAME');
  });

  it('counts who writes about one cause where it was asked to, and calls the contact center', () => {
    const counting = new TeamStack(() => ({
      failures,
      channels: [
        Channel.sms({
          origination: number,
          optOutList: list,
          complaints: { counts: 'every-message' },
          amplification: { people: 20, withinMinutes: 60 },
        }),
      ],
    }));
    const counted = counting.template();
    const { Environment } = resourceOf(counted, 'AWS::Lambda::Function', `${smsStart}HearRead`).Properties;
    expect(Environment).toMatchObject({ Variables: { AMPLIFICATION: '{"people":20,"withinMinutes":60}' } });
    const rights = JSON.stringify(rightsOf(counted, `${smsStart}HearRead`));
    expect(rights).toContain('CAUSE#*');
    expect(rights).toContain('ComplaintsAmplified');
    const alarms = Object.keys(resourcesOf(counted, 'AWS::CloudWatch::Alarm'));
    expect(alarms.filter((id) => id.includes('ChannelsmsAmplified'))).toHaveLength(1);
    expect(JSON.stringify(rightsOf(template, `${smsStart}HearRead`))).not.toMatch(/CAUSE|ComplaintsAmplified/);
  });

  it('costs few resources', () => {
    const count = (start: string): number =>
      Object.keys(template.toJSON()['Resources'] as object).filter((id) => id.startsWith(start)).length;
    expect([count(smsStart), count(whatsappStart)]).toEqual([26, 24]);
  });
});

describe('what a mail could not say', () => {
  const apologise = 'AmendsApologyMailApologise';

  it('is said by the function that writes to customers, which may send from these numbers', () => {
    const rights = rightsOf(template, apologise);
    expect(rights).toContainEqual(right(['sms-voice:SendTextMessage'], number));
    expect(rights).toContainEqual(right(['social-messaging:SendWhatsAppMessage'], phone));
    const channels = messageChannelsSchema.parse(JSON.parse(String(variablesOf(apologise)['MESSAGE_CHANNELS'])));
    expect(channels).toEqual([
      {
        name: 'sms',
        settings: { origination: number, optOutList: list },
        dayBudgetUsdMicros: 12_500_000,
        quiet: quietHours,
      },
      {
        name: 'whatsapp',
        settings: {
          phoneNumberId: 'phone-number-id-976c72a7',
          approvedTemplates: { en: '8412' },
          metaApiVersion: 'v20.0',
        },
        dayBudgetUsdMicros: 20_000_000,
        quiet: { from: 21, until: 8, timeZone: 'UTC' },
      },
    ]);
  });

  it('reaches it by a rule for mails that nobody has read, and what becomes of messages by another', () => {
    const rules = Object.values(resourcesOf(template, 'AWS::Events::Rule')).map(
      ({ Properties }) => Properties['EventPattern'],
    );
    expect(rules).toContainEqual(
      expect.objectContaining({
        source: ['amends'],
        'detail-type': ['MailUndelivered'],
        detail: {
          state: ['bounced', 'suppressed'],
          trouble: ['bounced', 'suppressed', 'no-address', 'address-refused'],
        },
      }),
    );
    expect(rules).toContainEqual(expect.objectContaining({ source: ['amends'], 'detail-type': ['MessageReported'] }));
    expect(rules).toContainEqual(
      expect.objectContaining({
        source: ['aws.sms-voice'],
        detail: { context: { amends: [{ exists: true }] } },
      }),
    );
  });

  it('rings where the budget of a day is used up', () => {
    const alarms = Object.keys(resourcesOf(template, 'AWS::CloudWatch::Alarm'));
    expect(alarms.filter((id) => id.includes('OverBudget'))).toHaveLength(1);
  });

  it('is not there where channels answer only', () => {
    const quiet = new TeamStack(() => ({
      failures,
      channels: [Channel.sms({ origination: number, optOutList: list })],
    }));
    const plain = quiet.template();
    expect(JSON.stringify(rightsOf(plain, apologise))).not.toContain('sms-voice');
    expect(JSON.stringify(resourcesOf(plain, 'AWS::Events::Rule'))).not.toContain('MailUndelivered');
  });

  it('is reported by the function that hears the channel, and by nobody else', () => {
    const deployed = new DeployedBus(template);
    const reported = { source: 'amends', type: 'MessageReported' };
    expect(deployed.takes(deployed.roleArn(`${smsStart}HearRead`), [reported])).toBe(true);
    expect(deployed.takes(deployed.roleArn('ContactCenter'), [reported])).toBe(false);
  });
});

it.each([
  ['a number that is no ARN', () => Channel.sms({ origination: '+442079460123', optOutList: list }), /origination/],
  [
    'a template in a language that there is none in',
    () => Channel.whatsapp({ phoneNumber: phone, approvedTemplates: { 'en-GB': '8412' } }),
    /approvedTemplates/,
  ],
  ['a number of another service', () => Channel.whatsapp({ phoneNumber: number }), /phoneNumberId/],
  [
    'a budget of nothing',
    () => Channel.sms({ origination: number, optOutList: list, begins: { dayBudgetUsd: 0 } }),
    /0 is no budget/,
  ],
  [
    'an hour that is none',
    () => Channel.sms({ origination: number, optOutList: list, begins: { quietHours: { ...quietHours, from: 24 } } }),
    /quiet hours are whole hours/,
  ],
  [
    'a zone that is none',
    () =>
      Channel.sms({
        origination: number,
        optOutList: list,
        begins: { quietHours: { ...quietHours, timeZone: 'Berlin' } },
      }),
    /IANA/,
  ],
])('%s is refused', (_, configure, message) => {
  expect(configure).toThrow(message);
});
