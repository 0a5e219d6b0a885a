import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EventBridgeClient, PutEventsCommand, StartReplayCommand } from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { archivedEvents, type ArchiveReading } from '../../../cli/rehearse/archived-events';
import { runAmends } from '../../../cli/program';
import { connectAws } from '../../../cli/doctor/stage/aws-clients';
import { startLocalSystem, type LocalSystem } from '../../../local/system/local-system';
import { operatorEnvironment } from '../../../local/system/operator-environment';
import { removeTemporaryFolders, writeAssembly } from '../../local/small-app';

// The local system's EventBridge and SQS, with an archive, a rule that is live and the rule of rehearsals.

const bus = { Ref: 'Bus' };
const queueArn = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
const failed = { source: ['com.example.video'], 'detail-type': ['VideoPlaybackFailed'] };

const queuePolicy = (queue: string) => ({
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

const ruleTo = (queue: string, replayName: object) => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    EventBusName: bus,
    EventPattern: { ...failed, 'replay-name': [replayName] },
    Targets: [{ Id: 'T', Arn: queueArn(queue) }],
  },
});

const assembly = (): string =>
  writeAssembly({
    stacks: {
      Only: {
        Resources: {
          Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'films' } },
          Archive: {
            Type: 'AWS::Events::Archive',
            Properties: { SourceArn: { 'Fn::GetAtt': ['Bus', 'Arn'] }, EventPattern: failed, RetentionDays: 2 },
          },
          LiveQueue: { Type: 'AWS::SQS::Queue' },
          LivePolicy: queuePolicy('LiveQueue'),
          LiveRule: ruleTo('LiveQueue', { exists: false }),
          RehearsalQueue: { Type: 'AWS::SQS::Queue' },
          RehearsalPolicy: queuePolicy('RehearsalQueue'),
          RehearsalRule: ruleTo('RehearsalQueue', { prefix: 'amends-rehearsal-' }),
        },
      },
    },
  });

let system: LocalSystem;
let environment: Record<string, string>;
let folder: string;
const credentials = { accessKeyId: 'alice', secretAccessKey: 'local' };
const client = () => ({ credentials, region: 'eu-west-1', maxAttempts: 1 });
let events: EventBridgeClient;
let queues: SQSClient;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'archive-'));
  system = await startLocalSystem({ assembly: assembly(), basePort: 0 });
  environment = { ...system.endpoints.environment, ...operatorEnvironment(system) };
  events = new EventBridgeClient({ ...client(), endpoint: system.endpoints.eventbridge });
  queues = new SQSClient({ ...client(), endpoint: system.endpoints.queues });
});
afterAll(async () => {
  events.destroy();
  queues.destroy();
  await system.stop();
  removeTemporaryFolders();
  rmSync(folder, { recursive: true, force: true });
});

const film = JSON.parse(readFileSync(path.join(__dirname, '../../events/VideoPlaybackFailed.json'), 'utf8')) as {
  readonly Detail: Readonly<Record<string, unknown>>;
};

async function publish(customer: string, at: Date, Detail: object = film.Detail): Promise<void> {
  const detail = JSON.stringify({ ...Detail, customer: { id: customer } });
  const entry = { Source: 'com.example.video', DetailType: 'VideoPlaybackFailed', EventBusName: 'films' };
  await events.send(new PutEventsCommand({ Entries: [{ ...entry, Detail: detail, Time: at }] }));
  await system.idle();
}

const hour = 3_600_000;
const ago = (hours: number): Date => new Date(Math.floor(Date.now() / 1000) * 1000 - hours * hour);

async function left(): Promise<number> {
  const QueueUrl = environment['AMENDS_REHEARSAL_QUEUE'];
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await queues.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes[name]), 0);
}

async function amends(args: readonly string[], stopped: Promise<void> = new Promise(() => undefined)) {
  let [out, err] = ['', ''];
  const run = { PATH: '', ...environment } as Record<string, string>;
  const code = await runAmends(['--local', ...args], {
    environment: run,
    localSystems: () => [{ port: 1, environment: run }],
    credentials,
    clock: () => new Date(),
    untilStopped: () => stopped,
    write: (text) => (out += text),
    writeError: (text) => (err += text),
  });
  return { code, out, err };
}

it('reads what was published in that time, each once and in its order, and leaves nothing in the queue', async () => {
  await publish('cus_early', ago(30));
  await publish('cus_second', ago(3));
  await publish('cus_first', ago(4));
  await publish('cus_broken', ago(2), { occurredAt: 'yesterday' });
  const before = system.template.rules.length;
  const keep = path.join(folder, 'kept.json');
  const { code, out, err } = await amends(['rehearse', '--archive', '--from', ago(5).toISOString(), '--keep', keep]);
  expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/The last ten minutes may be missing/) });
  expect(out).toMatch(/cus_first[^]*cus_second/);
  expect(out).not.toContain('cus_early');
  expect(out).toMatch(/defaults +2 +7\.98 GBP +0 +0 +0 +1/);
  expect(await left()).toBe(0);
  expect(readFileSync(keep, 'utf8').trim().split('\n')).toHaveLength(3);
  expect(statSync(keep).mode & 0o777).toBe(0o600);
  expect(system.template.rules).toHaveLength(before);
});

it('asks for a time that the archive holds, and says which that is', async () => {
  const { code, err } = await amends(['rehearse', '--archive', '--from', ago(72).toISOString()]);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/holds 2 days: --from is .* at the earliest/) });
});

it.each([
  [['--archive'], /--from says from when/],
  [['--archive', '--events', 'x'], /Say which failures/],
  [[], /Say which failures/],
  [['--archive', '--from', '2999-01-01'], /before now/],
  [['--archive', '--from', 'yesterday'], /has to be a day such as/],
])('refuses %j', async (flags, why) => {
  const { code, err, out } = await amends(['rehearse', ...flags]);
  expect({ code, text: err + out }).toEqual({ code: 2, text: expect.stringMatching(why) });
});

it('whoever stops it leaves neither a replay that runs nor a name in the queue', async () => {
  await publish('cus_stopped', ago(1));
  const args = ['rehearse', '--archive', '--from', ago(2).toISOString()];
  const { code, err, out } = await amends(args, Promise.resolve());
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('Stopped.');
  expect(await left()).toBe(0);
});

describe('beside another rehearsal', () => {
  const place = () => ({
    archiveName: environment['AMENDS_REHEARSAL_ARCHIVE'] ?? '',
    ruleArn: environment['AMENDS_REHEARSAL_RULE'] ?? '',
    queueUrl: environment['AMENDS_REHEARSAL_QUEUE'] ?? '',
    isLocal: true,
  });
  const span = () => ({ from: ago(2), until: ago(0) });
  const reading = (name: string): ArchiveReading => ({
    aws: connectAws({ credentials, environment }, 'eu-west-1'),
    name: `amends-rehearsal-${name}`,
    clock: () => new Date(),
    isStopped: () => false,
    patience: { waitSeconds: 1, quietMs: 500 },
    say: () => undefined,
  });
  const messageOf = (replay: string) => ({
    QueueUrl: place().queueUrl,
    MessageBody: JSON.stringify({ id: replay, 'replay-name': `amends-rehearsal-${replay}`, source: 'x' }),
  });
  const idOf = (event: unknown): unknown => (event as { readonly id: unknown }).id;

  it('throws away what an older one left, and what is no event of a replay', async () => {
    await queues.send(new SendMessageCommand(messageOf('forgotten')));
    await queues.send(new SendMessageCommand({ QueueUrl: place().queueUrl, MessageBody: 'hello' }));
    const found = await archivedEvents(place(), span(), reading('b1'));
    expect(found.map(idOf)).not.toContain('forgotten');
    expect(found.length).toBeGreaterThan(0);
    expect(await left()).toBe(0);
  });

  it('gives way to one that began before, and leaves theirs to them', async () => {
    const started = { ...reading('c2'), aws: withRunning('amends-rehearsal-c1') };
    await queues.send(new SendMessageCommand(messageOf('c1')));
    await expect(archivedEvents(place(), span(), started)).rejects.toThrow(/Somebody else rehearses/);
    expect(await left()).toBe(1);
  });

  it('goes on beside one that began later, and takes nothing of theirs', async () => {
    const found = await archivedEvents(place(), span(), { ...reading('c0'), aws: withRunning('amends-rehearsal-c1') });
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(idOf)).not.toContain('c1');
    expect(await left()).toBe(1);
  });

  /** The real services, with a replay of somebody else that has not ended. */
  function withRunning(name: string): ArchiveReading['aws'] {
    const aws = connectAws({ credentials, environment }, 'eu-west-1');
    const send = (command: { readonly input: { readonly ReplayName?: string } }) =>
      command.input.ReplayName === name && !(command instanceof StartReplayCommand)
        ? Promise.resolve({ State: 'RUNNING' })
        : aws.bus.send(command as never);
    return { ...aws, bus: { send } as never };
  }
});
