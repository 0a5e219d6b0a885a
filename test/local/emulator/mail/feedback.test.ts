import { SESClient, SendEmailCommand, SendRawEmailCommand, type SendRawEmailRequest } from '@aws-sdk/client-ses';
import type { SystemEvent } from '../../../../local/system/system-event';
import { startLocalSystem, type LocalSystem } from '../../../../local/system/local-system';
import { code, removeTemporaryFolders, writeAssembly } from '../../small-app';

const defaultBus = { 'Fn::Sub': 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default' };

const destination = (ConfigurationSetName: unknown, MatchingEventTypes: string[], Enabled = true) => ({
  Type: 'AWS::SES::ConfigurationSetEventDestination',
  Properties: {
    ConfigurationSetName,
    EventDestination: { Enabled, MatchingEventTypes, EventBridgeDestination: { EventBusArn: defaultBus } },
  },
});

const assembly = (): string =>
  writeAssembly({
    functions: { notice: 'exports.handler = async (event) => event;' },
    stacks: {
      Only: {
        Resources: {
          Sender: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'example.com' } },
          Watched: { Type: 'AWS::SES::ConfigurationSet' },
          Quiet: { Type: 'AWS::SES::ConfigurationSet' },
          Events: destination({ Ref: 'Watched' }, ['send', 'delivery', 'bounce', 'complaint']),
          QuietEvents: destination({ Ref: 'Quiet' }, ['send', 'delivery'], false),
          Picky: { Type: 'AWS::SES::ConfigurationSet' },
          PickyEvents: destination({ Ref: 'Picky' }, ['BOUNCE']),
          Notice: {
            Type: 'AWS::Lambda::Function',
            Properties: { Handler: 'index.handler', Runtime: 'nodejs24.x', Code: code('notice') },
          },
          Rule: {
            Type: 'AWS::Events::Rule',
            Properties: {
              EventPattern: { source: ['aws.ses'], 'detail-type': ['Email Delivered'] },
              Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Notice', 'Arn'] } }],
            },
          },
          May: {
            Type: 'AWS::Lambda::Permission',
            Properties: {
              FunctionName: { Ref: 'Notice' },
              Action: 'lambda:InvokeFunction',
              Principal: 'events.amazonaws.com',
              SourceArn: { 'Fn::GetAtt': ['Rule', 'Arn'] },
            },
          },
        },
      },
    },
  });

describe('what becomes of a mail', () => {
  let system: LocalSystem;
  let ses: SESClient;
  const seen: SystemEvent[] = [];
  const all = <Kind extends SystemEvent['kind']>(kind: Kind): Extract<SystemEvent, { kind: Kind }>[] =>
    seen.filter((event): event is Extract<SystemEvent, { kind: Kind }> => event.kind === kind);

  beforeAll(async () => {
    system = await startLocalSystem({ assembly: assembly(), basePort: 0 });
    system.on((event) => seen.push(event));
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    ses = new SESClient({ endpoint: system.endpoints.mail, region: 'eu-west-1', credentials, maxAttempts: 1 });
  });
  beforeEach(() => seen.splice(0));
  afterAll(async () => {
    ses.destroy();
    await system.stop();
    removeTemporaryFolders();
  });

  const send = async (to: string, more: Partial<SendRawEmailRequest> = {}, headers = ''): Promise<string> => {
    const Data = Buffer.from(
      `From: care@example.com\r\nTo: ${to}\r\nSubject: Sorry\r\n${headers}\r\nWe are sorry.\r\n`,
    );
    const input = { ConfigurationSetName: 'Watched', RawMessage: { Data }, ...more };
    const { MessageId = '' } = await ses.send(new SendRawEmailCommand(input));
    await system.idle();
    return MessageId;
  };
  const published = (): string[] => all('event-accepted').map(({ detailType }) => detailType);

  it('comes as events of SES on the default bus, with the tags of the sender', async () => {
    const Tags = [{ Name: 'remedyId', Value: 'rm_1' }];
    const messageId = await send('Zoe <zoe@example.net>', { Tags });
    expect(published()).toEqual(['Email Sent', 'Email Delivered']);
    expect(all('invocation-ended').map(({ result }) => result)).toMatchObject([
      {
        value: {
          source: 'aws.ses',
          'detail-type': 'Email Delivered',
          resources: ['arn:aws:ses:eu-west-1:000000000000:configuration-set/Watched'],
          detail: {
            eventType: 'Delivery',
            mail: {
              messageId,
              source: 'care@example.com',
              destination: ['zoe@example.net'],
              tags: { remedyId: ['rm_1'], 'ses:configuration-set': ['Watched'], 'ses:operation': ['SendRawEmail'] },
            },
            delivery: { recipients: ['zoe@example.net'], timestamp: expect.stringMatching(/Z$/) },
          },
        },
      },
    ]);
  });

  it.each([
    ['bounce', ['Email Sent', 'Email Bounced']],
    ['complaint', ['Email Sent', 'Email Delivered', 'Email Complaint Received']],
    ['suppressionlist', ['Email Sent', 'Email Bounced']],
    ['success', ['Email Sent', 'Email Delivered']],
  ])('%s@simulator.amazonses.com stands for itself', async (who, detailTypes) => {
    await send(`${who}@simulator.amazonses.com`);
    expect(published()).toEqual(detailTypes);
  });

  it('reads marks that the mail itself carries, and who the request says it is for', async () => {
    const headers = 'X-SES-CONFIGURATION-SET: Watched\r\nX-SES-MESSAGE-TAGS: remedyId=rm_2,\r\n type=Film\r\n';
    await send('zoe@example.net', { ConfigurationSetName: undefined, Destinations: ['ada@example.net'] }, headers);
    expect(all('mail-sent')).toMatchObject([
      { recipients: ['ada@example.net'], configurationSet: 'Watched', tags: { remedyId: 'rm_2', type: 'Film' } },
    ]);
    expect(published()).toEqual(['Email Sent', 'Email Delivered']);
  });

  it('comes of mails that are not raw, too', async () => {
    const Message = { Subject: { Data: 'Plain' }, Body: { Text: { Data: 'Hello' } } };
    const Destination = { ToAddresses: ['a@example.net'], CcAddresses: ['bounce@simulator.amazonses.com'] };
    const input = { Source: 'care@example.com', Destination, Message, ConfigurationSetName: 'Watched' };
    await ses.send(new SendEmailCommand(input));
    await system.idle();
    expect(published()).toEqual(['Email Sent', 'Email Delivered', 'Email Bounced']);
  });

  it('is published only where the template asks for it', async () => {
    await send('zoe@example.net', { ConfigurationSetName: 'Quiet' });
    await send('zoe@example.net', { ConfigurationSetName: undefined });
    await send('zoe@example.net', { ConfigurationSetName: 'Picky' });
    expect(published()).toEqual([]);
    await send('bounce@simulator.amazonses.com', { ConfigurationSetName: 'Picky' });
    expect(published()).toEqual(['Email Bounced']);
  });
});
