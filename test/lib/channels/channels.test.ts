import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Stack } from 'aws-cdk-lib';
import { qzone } from '../../../lambdas/channels/networks/qzone';
import type { AnswerToSend } from '../../../lambdas/channels/port/answer';
import type { InboundMessage } from '../../../lambdas/channels/port/inbound-message';
import { SigningSecret } from '../../../lambdas/fulfilment/keys/signing-secret';
import { channelMessageText } from '../../../lambdas/received/received-messages';
import { channelAnswerHandler, channelWebhookHandler } from '../../../lambdas/runtime';
import { complaintRaised } from '../../../lambdas/failures/complaint-raised/complaint-raised';
import { Channel, ClosedNetworkError, FailureType } from '../../../lib';
import { DeployedBus } from '../deployed-bus';
import { logging, readingSecret, right, rightsOf, tracing } from '../rights';
import { arnOf, oneFailure, resourceOf, resourcesOf, secretOf, sweep, TeamStack } from '../synthesize';
import { MemoryAnswers } from '../../fakes/memory-answers';
import { RecordingObserver } from '../../fakes/recording-observer';
import { silent } from '../../fakes/silent-telemetry';
import { pigeon } from './pigeon/pigeon';

const failures = [...oneFailure, FailureType.of(complaintRaised)];
const verifyToken = 'a-token-that-we-made-up';

const facebookOn = (scope: Stack) =>
  Channel.facebook({
    page: '103871',
    appSecret: secretOf(scope, 'team/facebook-app'),
    pageToken: secretOf(scope, 'team/facebook-page'),
    verifyToken,
    complaints: { counts: 'listed-phrases', phrases: ['no answer'] },
    customers: { url: 'https://shop.example.com/amends', secret: secretOf(scope, 'team/customers') },
  });

const team = new TeamStack((scope) => ({
  failures,
  channels: [facebookOn(scope), Channel.http({ secret: secretOf(scope, 'team/messages') })],
}));
const answering = new Role(team, 'ContactCenter', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
team.automation.grantAnswerOnChannels(answering);
const template = team.template();
const start = 'AmendsChannelfacebook';
const table = resourceOf(template, 'AWS::DynamoDB::GlobalTable');
const queueOf = (name: string) => resourceOf(template, 'AWS::SQS::Queue', `${start}${name}`);
const variablesOf = (name: string): unknown =>
  (resourceOf(template, 'AWS::Lambda::Function', `${start}${name}`).Properties['Environment'] as { Variables: unknown })
    .Variables;

describe('a channel', () => {
  it('has one public function, which reads one secret and sends to one queue that takes its messages alone', () => {
    expect(rightsOf(template, `${start}Receive`)).toEqual([
      logging(template, `${start}Receive`),
      right(['sqs:SendMessage'], arnOf(queueOf('Queue').id)),
      readingSecret('team/facebook-app'),
      tracing,
    ]);
    expect(variablesOf('Receive')).toMatchObject({
      UPDATE_QUEUE_URL: { Ref: queueOf('Queue').id },
      SIGNING_SECRET_NAME: 'team/facebook-app',
      CHANNEL: JSON.stringify({ page: '103871', verifyToken, graphUrl: 'https://graph.facebook.com/v25.0' }),
    });
    const role = resourceOf(template, 'AWS::IAM::Role', `${start}Receive`);
    const policy = resourceOf(template, 'AWS::SQS::QueuePolicy', `${start}Queue`).Properties['PolicyDocument'];
    expect(JSON.stringify(policy)).toContain(JSON.stringify({ ArnNotEquals: { 'aws:PrincipalArn': arnOf(role.id) } }));
  });

  it('is read by a private function that knows customers and the bus, and neither the ledger nor the key to write', () => {
    const rights = JSON.stringify(rightsOf(template, `${start}Read`));
    expect(rights).toContain('team/customers');
    expect(rights).not.toMatch(/dynamodb|facebook-page|facebook-app/);
    expect(variablesOf('Read')).toMatchObject({
      COMPLAINTS: JSON.stringify({ counts: 'listed-phrases', phrases: ['no answer'] }),
      CUSTOMERS_URL: 'https://shop.example.com/amends',
    });
  });

  it('reaches of the ledger who writes about which cause, where that is counted, and nothing else', () => {
    const counting = new TeamStack((scope) => ({
      failures,
      channels: [
        Channel.http({
          secret: secretOf(scope, 'team/messages'),
          complaints: { counts: 'every-message' },
          amplification: { people: 20, withinMinutes: 60 },
        }),
      ],
    })).template();
    const kept = resourceOf(counting, 'AWS::DynamoDB::GlobalTable');
    expect(rightsOf(counting, 'AmendsChannelhttpRead')).toContainEqual({
      ...right(['dynamodb:GetItem', 'dynamodb:PutItem'], arnOf(kept.id)),
      condition: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CAUSE#*'] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    });
    const alarms = Object.values(resourcesOf(counting, 'AWS::CloudWatch::Alarm'));
    const amplified = alarms.filter(({ Properties }) => Properties['MetricName'] === 'ComplaintsAmplified');
    expect(amplified).toMatchObject([{ Properties: { AlarmDescription: expect.stringContaining('amplified.md') } }]);
  });

  it('is answered by another one, which alone has the key to write, and reaches of the ledger answers alone', () => {
    const rights = rightsOf(template, `${start}Answer`);
    expect(rights).toContainEqual({
      ...right(['dynamodb:GetItem', 'dynamodb:PutItem'], arnOf(table.id)),
      condition: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['ANSWER#*'] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    });
    expect(rights).toContainEqual(readingSecret('team/facebook-page'));
    expect(JSON.stringify(rights)).not.toMatch(/facebook-app|customers/);
    const rules = Object.values(resourcesOf(template, 'AWS::Events::Rule')).map(({ Properties }) => Properties);
    const pattern = {
      source: ['channels.answers'],
      'detail-type': ['AnswerWritten'],
      detail: { replyTo: { network: ['facebook', 'facebook-private-reply', 'messenger'] } },
    };
    expect(rules).toContainEqual(expect.objectContaining({ EventPattern: expect.objectContaining(pattern) }));
  });

  it('sends no answers where it has no endpoint for them', () => {
    expect(team.automation.channels.named('http').answers).toBeUndefined();
    expect(team.automation.channels.named('facebook').url).toBeDefined();
    expect(() => team.automation.channels.named('x')).toThrow(/no channel "x".*facebook, http/);
  });

  it('is tried again by the sweep, and what it cannot do waits for a person', () => {
    const input = JSON.stringify(resourceOf(template, 'AWS::Scheduler::Schedule', sweep).Properties['Target']);
    for (const queue of ['ReadRetryQueue', 'ReadDeadLetterQueue', 'AnswerRetryQueue', 'AnswerDeadLetterQueue']) {
      expect(input).toContain(queueOf(queue).id);
    }
  });
});

describe('a person is called', () => {
  const alarms = Object.entries(resourcesOf(template, 'AWS::CloudWatch::Alarm'));
  const watching = (queue: string): string[] =>
    alarms.flatMap(([id, { Properties }]) => (JSON.stringify(Properties).includes(queueOf(queue).id) ? [id] : []));

  it.each(['ReadDeadLetterQueue', 'AnswerDeadLetterQueue', 'ReadRetryQueue', 'AnswerRetryQueue'])(
    'where something lies in %s',
    (queue) => {
      expect(watching(queue)).not.toEqual([]);
    },
  );

  it('where what was received waits too long, and where its public function fails or is flooded', () => {
    expect(watching('Queue')).not.toEqual([]);
    const ofDoor = alarms.map(([id]) => id).filter((id) => id.includes('ChannelfacebookAlarms'));
    for (const name of ['Errors', 'Wave', 'Refused']) expect(ofDoor.join()).toContain(name);
  });
});

describe('the bus', () => {
  const deployed = new DeployedBus(template);
  const reading = deployed.roleArn(`${start}Read`);
  const complaint = { source: 'amends.channels', type: 'ComplaintRaised' };
  const written = { source: 'channels.answers', type: 'AnswerWritten' };
  const received = { source: 'amends', type: 'MessageReceived' };

  it('takes complaints of a channel, and what was received, from the function that reads it alone', () => {
    for (const entry of [complaint, received]) {
      expect(deployed.takes(reading, [entry])).toBe(true);
      expect(deployed.takes(deployed.roleArn('ContactCenter'), [entry])).toBe(false);
      expect(deployed.takes(deployed.roleArn(`${start}Receive`), [entry])).toBe(false);
    }
  });

  it('takes no complaint of a channel that counts none', () => {
    expect(deployed.takes(deployed.roleArn('AmendsChannelhttpRead'), [complaint])).toBe(false);
  });

  it('takes answers from whoever was granted it, and from nobody else', () => {
    expect(deployed.takes(deployed.roleArn('ContactCenter'), [written])).toBe(true);
    expect(deployed.takes(reading, [written])).toBe(false);
  });

  it('has a rule that takes such complaints to the function of their type', () => {
    const patterns = JSON.stringify(resourcesOf(template, 'AWS::Events::Rule'));
    expect(patterns).toContain('"source":["com.example.listening","amends.channels"]');
  });
});

describe('what cannot be configured is refused with the reason', () => {
  it.each([
    ['Qzone', () => Channel.qzone(), /closed to servers since 2014-03-31/],
    ['Renren', () => Channel.renren(), /closed to servers since 2024-12-01/],
  ])('%s', (_, configure, message) => {
    expect(configure).toThrow(ClosedNetworkError);
    expect(configure).toThrow(message);
  });

  const made =
    (channels: (scope: Stack) => Channel[], types = failures) =>
    () =>
      new TeamStack((scope) => ({ failures: types, channels: channels(scope) }));

  it.each([
    [
      'a channel of a closed network of one’s own',
      /Qzone cannot be a channel/,
      (scope: Stack) => [Channel.of({ ...pigeon, rules: [qzone] }, pigeonOptions(scope))],
    ],
    [
      'a page that is no number',
      /channel facebook cannot be used with this: page/,
      (scope: Stack) => [
        Channel.facebook({
          page: 'my-page',
          appSecret: secretOf(scope, 'a'),
          pageToken: secretOf(scope, 'b'),
          verifyToken,
        }),
      ],
    ],
    [
      'phrases that are not counted',
      /needs phrases exactly where/,
      (scope: Stack) => [
        Channel.http({ secret: secretOf(scope, 'a'), complaints: { counts: 'none', phrases: ['no answer'] } }),
      ],
    ],
    [
      'one name twice',
      /Two channels have the name "http"/,
      (scope: Stack) => [
        Channel.http({ secret: secretOf(scope, 'a') }),
        Channel.http({ secret: secretOf(scope, 'b') }),
      ],
    ],
    [
      'people who are counted where nothing is a complaint',
      /counts nothing as a complaint/,
      (scope: Stack) => [
        Channel.http({ secret: secretOf(scope, 'a'), amplification: { people: 20, withinMinutes: 60 } }),
      ],
    ],
    [
      'a single person who is many',
      /counts from 2 to 200 people/,
      (scope: Stack) => [
        Channel.http({
          secret: secretOf(scope, 'a'),
          complaints: { counts: 'every-message' },
          amplification: { people: 1, withinMinutes: 60 },
        }),
      ],
    ],
    [
      'one secret for two purposes',
      /One secret is for the messages of the channel http and for the answers/,
      (scope: Stack) => {
        const secret = secretOf(scope, 'a');
        return [Channel.http({ secret, answers: { url: 'https://shop.example.com', secret } })];
      },
    ],
  ])('%s', (_, message, channels) => {
    expect(made(channels)).toThrow(message);
  });

  it('complaints that nobody handles', () => {
    expect(made((scope) => [facebookOn(scope)], oneFailure)).toThrow(/nobody handles ComplaintRaised/);
  });
});

const pigeonOptions = (scope: Stack) => ({
  folder: `${__dirname}/pigeon`,
  settings: { loft: 'north' },
  signingSecret: secretOf(scope, 'team/ring'),
  answerSecret: secretOf(scope, 'team/loft'),
});

it('a new channel is one folder and one line', () => {
  const own = new TeamStack((scope) => ({ failures, channels: [Channel.of(pigeon, pigeonOptions(scope))] })).template();
  const functions = Object.entries(resourcesOf(own, 'AWS::Lambda::Function')).filter(([id]) =>
    id.startsWith('AmendsChannelpigeon'),
  );
  expect(functions).toHaveLength(3);
  for (const name of ['pigeon-webhook', 'pigeon-messages', 'pigeon-answers']) {
    expect(JSON.stringify(functions)).toContain(name);
  }
});

it('and what is written there is received, believed by its own sign, and answered', async () => {
  const at = new Date('2026-11-29T12:00:00Z');
  const queue: string[] = [];
  const clock = () => at;
  const secret = new SigningSecret({ read: async () => 'ring-7', forget: () => undefined });
  const received = {
    keep: async (messages: readonly InboundMessage[]) =>
      void queue.push(...messages.map((message) => channelMessageText(message, at))),
  };
  const door = pigeon.door({ settings: { loft: 'north' }, secret });
  const observer = new RecordingObserver();
  const receive = channelWebhookHandler(pigeon, () => ({ door, received, observer, clock }), silent);
  const body = JSON.stringify({ ring: 'p1', note: 'No answer', from: 'aylin', at: at.toISOString() });
  const call = (ring: string) =>
    receive(
      {
        headers: { 'x-ring': ring },
        body,
        requestContext: { http: { method: 'POST' } },
      } as unknown as APIGatewayProxyEventV2,
      {} as Context,
    );
  await expect(call('ring-8')).resolves.toMatchObject({ statusCode: 400 });
  await expect(call('ring-7')).resolves.toMatchObject({ statusCode: 200 });
  expect(queue).toHaveLength(1);

  const { replyTo } = (JSON.parse(queue[0] ?? '') as { detail: InboundMessage }).detail;
  const sent: string[] = [];
  const ports = {
    store: new MemoryAnswers(),
    sender: {
      isIdempotent: false,
      send: async ({ answer }: AnswerToSend) => {
        sent.push(answer.text);
        return { state: 'sent', reference: 'p2' } as const;
      },
    },
    wayTo: pigeon.wayTo,
    publisher: { publish: async () => undefined },
    observer,
    clock,
  };
  const answer = channelAnswerHandler(
    pigeon,
    () => ports.sender,
    () => ports,
    silent,
  );
  const detail = { schemaVersion: 1, answerId: 'a1', replyTo, to: 'author', text: 'We are sorry.', by: 'person' };
  const event = {
    id: 'e1',
    time: at.toISOString(),
    source: 'channels.answers',
    'detail-type': 'AnswerWritten',
    detail,
  };
  await expect(answer(event, {} as Context)).resolves.toMatchObject({ state: 'sent' });
  expect(sent).toEqual(['We are sorry.']);
  const elsewhere = { ...event, detail: { ...detail, replyTo: { ...replyTo, network: 'vk' } } };
  await expect(answer(elsewhere, {} as Context)).rejects.toThrow(/of another channel/);
});
