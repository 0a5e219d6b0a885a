import {
  EventBridgeClient,
  ListRulesCommand,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import type { SystemEvent } from '../../../../local/system/system-event';
import { startLocalSystem, type LocalSystem } from '../../../../local/system/local-system';
import { code, removeTemporaryFolders, writeAssembly } from '../../small-app';

const queueArn = (name: string): unknown => ({ 'Fn::GetAtt': [name, 'Arn'] });

const ruleFor = (
  detailType: string,
  target: Record<string, unknown>,
): { Type: string; Properties: Record<string, unknown> } => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    EventBusName: { Ref: 'Bus' },
    EventPattern: { source: ['com.example.video'], 'detail-type': [detailType] },
    Targets: [{ Id: 'T', ...target }],
  },
});

const permission = (rule: string): { Type: string; Properties: Record<string, unknown> } => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    FunctionName: { Ref: 'Echo' },
    Action: 'lambda:InvokeFunction',
    Principal: 'events.amazonaws.com',
    SourceArn: { 'Fn::GetAtt': [rule, 'Arn'] },
  },
});

const mayReceive = (queue: string): { Type: string; Properties: Record<string, unknown> } => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [{ Ref: queue }],
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: queueArn(queue),
        },
      ],
    },
  },
});

const echo = { Arn: { 'Fn::GetAtt': ['Echo', 'Arn'] } };

const assembly = (): string =>
  writeAssembly({
    stacks: {
      Only: {
        Resources: {
          Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'films' } },
          Echo: {
            Type: 'AWS::Lambda::Function',
            Properties: { Handler: 'index.handler', Runtime: 'nodejs24.x', Code: code('echo') },
          },
          Undelivered: { Type: 'AWS::SQS::Queue' },
          UndeliveredPolicy: mayReceive('Undelivered'),
          Later: { Type: 'AWS::SQS::Queue' },
          LaterPolicy: mayReceive('Later'),
          Closed: { Type: 'AWS::SQS::Queue' },
          Allowed: ruleFor('Allowed', echo),
          AllowedPermission: permission('Allowed'),
          AlsoAllowed: ruleFor('Allowed', { Arn: queueArn('Later') }),
          Forbidden: ruleFor('Forbidden', { ...echo, DeadLetterConfig: { Arn: queueArn('Undelivered') } }),
          Lost: ruleFor('Lost', echo),
          NeverKept: ruleFor('NeverKept', { ...echo, DeadLetterConfig: { Arn: queueArn('Closed') } }),
        },
      },
    },
    functions: { echo: 'exports.handler = async (event) => event;' },
  });

describe('the bus', () => {
  let system: LocalSystem;
  let client: EventBridgeClient;
  const seen: SystemEvent[] = [];

  beforeAll(async () => {
    system = await startLocalSystem({ assembly: assembly(), basePort: 0 });
    system.on((event) => seen.push(event));
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    client = new EventBridgeClient({
      endpoint: system.endpoints.eventbridge,
      region: 'eu-west-1',
      credentials,
      maxAttempts: 1,
    });
  });
  beforeEach(() => seen.splice(0));
  afterAll(async () => {
    client.destroy();
    await system.stop();
    removeTemporaryFolders();
  });

  const entry = (more: Partial<PutEventsRequestEntry> = {}): PutEventsRequestEntry => ({
    Source: 'com.example.video',
    DetailType: 'Allowed',
    Detail: '{"title":"Paris, Texas"}',
    EventBusName: 'films',
    ...more,
  });
  const put = async (...Entries: PutEventsRequestEntry[]) => {
    const answer = await client.send(new PutEventsCommand({ Entries }));
    await system.idle();
    return answer;
  };
  const kinds = (): string[] => seen.map(({ kind }) => kind);
  const all = <Kind extends SystemEvent['kind']>(kind: Kind): Extract<SystemEvent, { kind: Kind }>[] =>
    seen.filter((event): event is Extract<SystemEvent, { kind: Kind }> => event.kind === kind);

  it('hands an event to every target of every rule that matches, in the envelope of EventBridge', async () => {
    const { Entries = [] } = await put(entry({ Resources: ['arn:a'], Time: new Date('2026-11-20T20:41:07Z') }));
    const event = {
      version: '0',
      id: Entries[0]?.EventId,
      'detail-type': 'Allowed',
      source: 'com.example.video',
      account: '000000000000',
      time: '2026-11-20T20:41:07Z',
      region: 'eu-west-1',
      resources: ['arn:a'],
      detail: { title: 'Paris, Texas' },
    };
    expect(all('event-accepted')).toMatchObject([{ rules: ['Allowed', 'AlsoAllowed'], busName: 'films' }]);
    expect(all('invocation-ended')).toMatchObject([
      { eventId: event.id, result: { outcome: 'succeeded', value: event } },
    ]);
    expect(all('event-delivered').map(({ target }) => target)).toEqual(
      expect.arrayContaining([
        { kind: 'function', name: 'Echo' },
        { kind: 'queue', name: 'Later' },
      ]),
    );
  });

  it('takes the ARN of a bus for its name', async () => {
    await put(entry({ EventBusName: 'arn:aws:events:eu-west-1:000000000000:event-bus/films' }));
    expect(all('event-accepted')).toMatchObject([{ rules: ['Allowed', 'AlsoAllowed'] }]);
  });

  it.each([
    ['no source', { Source: '' }, 'InvalidArgument', 'Source is a required argument'],
    ['the source of an AWS service', { Source: 'aws.s3' }, 'NotAuthorizedForSourceException', 'Not authorized'],
    ['no detail-type', { DetailType: undefined }, 'InvalidArgument', 'DetailType is a required argument'],
    ['no detail', { Detail: undefined }, 'InvalidArgument', 'Detail is a required argument'],
    ['a detail that is not valid JSON', { Detail: '{title}' }, 'MalformedDetail', 'Detail is malformed'],
    ['a detail that is not an object', { Detail: '["title"]' }, 'MalformedDetail', 'Detail is malformed'],
    ['a detail that is null', { Detail: 'null' }, 'MalformedDetail', 'Detail is malformed'],
  ])('refuses an entry with %s, and takes the others of the request', async (_, bad, ErrorCode, message) => {
    const answer = await put(entry(), entry(bad), entry());
    expect(answer.FailedEntryCount).toBe(1);
    expect(answer.Entries).toEqual([
      { EventId: expect.any(String) },
      { ErrorCode, ErrorMessage: expect.stringContaining(message) },
      { EventId: expect.any(String) },
    ]);
    expect(all('event-refused')).toMatchObject([{ errorCode: ErrorCode }]);
    expect(all('event-accepted')).toHaveLength(2);
  });

  it('refuses more than ten entries, and none', async () => {
    await expect(put(...Array.from({ length: 11 }, () => entry()))).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(put()).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('refuses a request above 1 MB, counted in bytes', async () => {
    const half = JSON.stringify({ text: 'ö'.repeat(262_144) });
    expect(await put(entry({ Detail: half }))).toMatchObject({ FailedEntryCount: 0 });
    await expect(put(entry({ Detail: half }), entry({ Detail: half }))).rejects.toThrow('over the limit');
  });

  it('answers what it does not know with an error that the SDK understands', async () => {
    const listing = client.send(new ListRulesCommand({}));
    await expect(listing).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });

  it.each([
    ['no rule matches', { DetailType: 'Unheard' }, 'no-rule'],
    ['no such bus exists, which EventBridge does not mind', { EventBusName: 'other' }, 'unknown-bus'],
    ['the rules are on another bus', { EventBusName: undefined }, 'no-rule'],
  ])('drops an event where %s, and lets it be seen', async (_, more, reason) => {
    expect(await put(entry(more))).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
    expect(kinds()).toEqual(['event-accepted', 'event-unmatched']);
    expect(all('event-unmatched')).toMatchObject([{ reason, expectedSources: [] }]);
  });

  it('says from which source an event is expected that comes from another one', async () => {
    await put(entry({ Source: 'somebody.else' }));
    expect(all('event-unmatched')).toMatchObject([{ reason: 'no-rule', expectedSources: [entry().Source] }]);
  });

  it('does not invoke a function without permission: the event goes to the dead-letter queue of the target', async () => {
    const { Entries = [] } = await put(entry({ DetailType: 'Forbidden' }));
    expect(all('invocation-started')).toEqual([]);
    expect(all('dead-lettered')).toMatchObject([
      { queueName: 'Undelivered', givenUpBy: 'rule-target', reason: 'NO_PERMISSIONS', detailType: 'Forbidden' },
    ]);
    const [deadLetter] = await system.deadLetters();
    expect(JSON.parse(deadLetter?.body ?? '')).toMatchObject({
      id: Entries[0]?.EventId,
      detail: { title: 'Paris, Texas' },
    });
    expect(deadLetter?.attributes).toMatchObject({
      RULE_ARN: 'arn:aws:events:eu-west-1:000000000000:rule/films/Forbidden',
      TARGET_ARN: 'arn:aws:lambda:eu-west-1:000000000000:function:Echo',
      ERROR_CODE: 'NO_PERMISSIONS',
      RETRY_ATTEMPTS: '0',
    });
  });

  it.each([
    ['has no dead-letter queue', 'Lost', /no dead-letter queue/],
    ['may not send to it', 'NeverKept', /may not send to Closed/],
  ])('loses an event where the target %s, as EventBridge would', async (_, DetailType, reason) => {
    await put(entry({ DetailType }));
    expect(all('event-lost')).toMatchObject([{ detailType: DetailType, reason: expect.stringMatching(reason) }]);
  });
});
