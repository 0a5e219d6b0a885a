import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { SystemEvent } from '../../../local/system/system-event';
import { startLocalSystem, type LocalSystem } from '../../../local/system/local-system';
import { serve } from '../../../local/emulator/server/loopback-server';
import { serviceNames } from '../../../local/system/ports';
import { StoppedWhileStartingError } from '../../../local/system/shutdown';
import { code, removeTemporaryFolders, writeAssembly } from '../small-app';

afterAll(removeTemporaryFolders);

/**
 * A function that writes to the ledger, publishes, and fails where it is told to. It has no packages: it speaks HTTP.
 */
const worker = `
  const call = (url, target, input) => fetch(url, {
    method: 'POST',
    body: JSON.stringify(input),
    headers: {
      'Content-Type': target.startsWith('Dynamo') ? 'application/x-amz-json-1.0' : 'application/x-amz-json-1.1',
      'X-Amz-Target': target,
      'X-Amz-Date': '20261121T000000Z',
      'X-Amzn-Trace-Id': process.env._X_AMZN_TRACE_ID,
      Authorization: 'AWS4-HMAC-SHA256 Credential=local/20261121/eu-west-1/any/aws4_request, SignedHeaders=host, Signature=0',
    },
  });
  exports.handler = async ({ detail }) => {
    await call(process.env.AWS_ENDPOINT_URL_DYNAMODB, 'DynamoDB_20120810.PutItem', { TableName: process.env.TABLE, Item: { pk: { S: detail.id } } });
    if (detail.fails) throw new Error('as asked');
    if (detail.hangs) await new Promise(() => setInterval(() => {}, 1000));
    const Entries = [{ Source: 'amends', DetailType: 'Done', Detail: '{}', EventBusName: process.env.BUS }];
    await call(process.env.AWS_ENDPOINT_URL_EVENTBRIDGE, 'AWSEvents.PutEvents', { Entries });
  };`;

const assembly = (): string =>
  writeAssembly({
    functions: { worker },
    stacks: {
      Only: {
        Resources: {
          Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'films' } },
          Ledger: {
            Type: 'AWS::DynamoDB::GlobalTable',
            Properties: {
              AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
              KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
            },
          },
          Worker: {
            Type: 'AWS::Lambda::Function',
            Properties: {
              Handler: 'index.handler',
              Runtime: 'nodejs24.x',
              Code: code('worker'),
              Environment: {
                Variables: { TABLE: { Ref: 'Ledger' }, BUS: { Ref: 'Bus' }, STRIPE_SECRET_NAME: 'stripe' },
              },
            },
          },
          Yearly: {
            Type: 'AWS::Scheduler::Schedule',
            Properties: {
              FlexibleTimeWindow: { Mode: 'OFF' },
              ScheduleExpression: 'cron(0 0 1 JAN ? *)',
              Target: { Arn: { 'Fn::GetAtt': ['Worker', 'Arn'] }, RoleArn: 'arn:aws:iam::000000000000:role/Scheduler' },
            },
          },
          Undelivered: { Type: 'AWS::SQS::Queue' },
          Config: {
            Type: 'AWS::Lambda::EventInvokeConfig',
            Properties: {
              FunctionName: { Ref: 'Worker' },
              Qualifier: '$LATEST',
              DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Undelivered', 'Arn'] } } },
            },
          },
          Failed: {
            Type: 'AWS::Events::Rule',
            Properties: {
              EventBusName: { Ref: 'Bus' },
              EventPattern: { source: ['shop'] },
              Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Worker', 'Arn'] } }],
            },
          },
          May: {
            Type: 'AWS::Lambda::Permission',
            Properties: {
              FunctionName: { Ref: 'Worker' },
              Action: 'lambda:InvokeFunction',
              Principal: 'events.amazonaws.com',
              SourceArn: { 'Fn::GetAtt': ['Failed', 'Arn'] },
            },
          },
        },
      },
    },
  });

const retryWaitsMs = [10, 20];

async function publish(system: LocalSystem, ...details: Record<string, unknown>[]): Promise<void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new EventBridgeClient({ endpoint: system.endpoints.eventbridge, region: 'eu-west-1', credentials });
  const Entries = details.map((detail) => ({
    Source: 'shop',
    DetailType: 'Failed',
    Detail: JSON.stringify(detail),
    EventBusName: system.busName,
  }));
  await client.send(new PutEventsCommand({ Entries }));
  client.destroy();
}

/** A base from which all ports are free. Systems hand out ports above 32,000 by themselves, so it lies below. */
async function freeBasePort(): Promise<number> {
  for (;;) {
    const basePort = 20_000 + Math.floor(Math.random() * 10_000);
    if (await areFree(basePort)) return basePort;
  }
}

async function areFree(basePort: number): Promise<boolean> {
  const free = await Promise.all(serviceNames.map((_, index) => isFree(basePort + index)));
  return free.every(Boolean);
}

async function isFree(port: number): Promise<boolean> {
  try {
    const server = await serve(port, () => undefined);
    await server.stop();
    return true;
  } catch {
    return false;
  }
}

describe('the local system', () => {
  let system: LocalSystem;
  const seen: SystemEvent[] = [];
  const all = <Kind extends SystemEvent['kind']>(kind: Kind): Extract<SystemEvent, { kind: Kind }>[] =>
    seen.filter((event): event is Extract<SystemEvent, { kind: Kind }> => event.kind === kind);

  beforeAll(async () => {
    system = await startLocalSystem({ assembly: assembly(), basePort: 0, retryWaitsMs, tableBrowser: true });
    system.on((event) => seen.push(event));
  });
  beforeEach(() => seen.splice(0));
  afterAll(() => system.stop());

  it('knows the bus and the table of the template, and how other clients reach it', () => {
    expect(system).toMatchObject({ busName: 'films', tableName: 'Ledger' });
    expect(system.endpoints.environment).toEqual({
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL_ATHENA: system.endpoints.athena,
      AWS_ENDPOINT_URL_DYNAMODB: system.endpoints.dynamodb,
      AWS_ENDPOINT_URL_EVENTBRIDGE: system.endpoints.eventbridge,
      AWS_ENDPOINT_URL_LAMBDA: system.endpoints.lambda,
      AWS_ENDPOINT_URL_S3: system.endpoints.objects,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: system.endpoints.secrets,
      AWS_ENDPOINT_URL_SES: system.endpoints.mail,
      AWS_ENDPOINT_URL_SQS: system.endpoints.queues,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      STRIPE_API_URL: system.endpoints.provider,
    });
  });

  it('takes an event through all services, and attributes every request to its invocation', async () => {
    await publish(system, { id: 'a' });
    await system.idle();
    const [ended] = all('invocation-ended');
    expect(ended).toMatchObject({ functionName: 'Worker', attempt: 1, result: { outcome: 'succeeded' } });
    expect(ended?.databaseRequests).toEqual([{ operation: 'PutItem', status: 200 }]);
    const [, done] = all('event-accepted');
    expect(done).toMatchObject({ detailType: 'Done', publishedBy: { requestId: ended?.requestId, attempt: 1 } });
    expect(seen.every(({ at }, index) => at >= (seen[index - 1]?.at ?? 0))).toBe(true);
  });

  it('is idle only when the last retry is over, and lists dead letters', async () => {
    await publish(system, { id: 'b', fails: true });
    await system.idle();
    expect(all('invocation-ended')).toHaveLength(3);
    const deadLetters = await system.deadLetters();
    expect(deadLetters.map(({ body }) => body)).toEqual([expect.stringContaining('RetriesExhausted')]);
  });

  it('sends no events to a listener that was removed', async () => {
    const events: SystemEvent[] = [];
    const end = system.on((event) => events.push(event));
    end();
    await publish(system, { id: 'c' });
    await system.idle();
    expect(events).toEqual([]);
  });
});

describe('starting and stopping', () => {
  it('prints nothing and leaves nothing behind, even in the middle of its work', async () => {
    const basePort = await freeBasePort();
    // As `npm start` runs it.
    const starter = pathToFileURL(path.join(__dirname, '../../../starter/typescript.mjs')).href;
    const args = ['--import', starter, path.join(__dirname, '../start-and-stop.ts'), assembly(), String(basePort)];
    const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env });

    const { before, after } = JSON.parse(stdout) as { before: string[]; after: string[] };
    expect(after).toEqual(before);
    expect(stderr).toBe('');
    expect(await areFree(basePort)).toBe(true);
  });

  it('can start on the same ports again', async () => {
    const basePort = await freeBasePort();
    for (const _ of ['first', 'second']) {
      const system = await startLocalSystem({ assembly: assembly(), basePort });
      await publish(system, { id: 'a' });
      await system.idle();
      await system.stop();
    }
  });

  it.each(['eventbridge', 'dynamodb', 'queues'] as const)(
    'starts nothing where the port of %s is taken',
    async (service) => {
      const basePort = await freeBasePort();
      const taken = await serve(basePort + serviceNames.indexOf(service), () => undefined);
      const starting = startLocalSystem({ assembly: assembly(), basePort, tableBrowser: true });
      await expect(starting).rejects.toMatchObject({ name: 'PortTakenError', service, port: taken.port });
      await taken.stop();
      expect(await areFree(basePort)).toBe(true);
    },
  );

  it.each([0, 50, 400])('stops when the signal is aborted after %d ms, at any point of the start', async (afterMs) => {
    const basePort = await freeBasePort();
    const controller = new AbortController();
    const starting = startLocalSystem({
      assembly: assembly(),
      basePort,
      tableBrowser: true,
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), afterMs);
    const system = await starting.catch((error: unknown) => error);
    if (!(system instanceof StoppedWhileStartingError)) await (system as LocalSystem).stop();
    expect(await areFree(basePort)).toBe(true);
  });

  it('refuses a template that it does not understand, and says where', async () => {
    const folder = writeAssembly({ stacks: { Only: { Resources: { Odd: { Type: 'AWS::Pipes::Pipe' } } } } });
    await expect(startLocalSystem({ assembly: folder, basePort: 0 })).rejects.toThrow(/Only\/Odd .*AWS::Pipes::Pipe/);
  });
});
