import { failedOf } from '../../../../local/emulator/functions/queue-poller';
import type { SystemEvent } from '../../../../local/system/system-event';
import { startLocalSystem, type LocalSystem, type LocalSystemOptions } from '../../../../local/system/local-system';
import { publish } from '../../../../local/demo/publish';
import { code, removeTemporaryFolders, writeAssembly, type SmallStack } from '../../small-app';

afterAll(removeTemporaryFolders);

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

/**
 * A rule that sends events to a queue, and a function with that queue as its event source, which does what the events
 * ask.
 */
function stackWith(mapping: object = {}, functionProperties: object = {}, queue: object = {}): SmallStack {
  return {
    Resources: {
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } },
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          BillingMode: 'PAY_PER_REQUEST',
        },
      },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventBusName: { Ref: 'Bus' },
          EventPattern: { source: ['shop'] },
          Targets: [{ Id: 'T', Arn: arn('Work') }],
        },
      },
      Work: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          VisibilityTimeout: 180,
          RedrivePolicy: { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 3 },
          ...queue,
        },
      },
      Dead: { Type: 'AWS::SQS::Queue' },
      WorkPolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'Work' }],
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Action: 'sqs:SendMessage',
                Resource: arn('Work'),
                Condition: { ArnEquals: { 'aws:SourceArn': arn('Rule') } },
              },
              {
                Effect: 'Deny',
                Principal: '*',
                Action: 'sqs:SendMessage',
                Resource: arn('Work'),
                Condition: { ArnNotEquals: { 'aws:SourceArn': arn('Rule') } },
              },
            ],
          },
        },
      },
      Worker: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
          Code: code('worker'),
          Timeout: 30,
          ...functionProperties,
        },
      },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: arn('Work'),
          FunctionName: { Ref: 'Worker' },
          BatchSize: 10,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          ...mapping,
        },
      },
    },
  };
}

/**
 * Fails on `poison`, dies once at `killer`. Each `pair` waits for another one, and then gives a third the time to come
 * too.
 */
const worker = `
const { readdirSync, writeFileSync } = require('node:fs');
const { threadId } = require('node:worker_threads');
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
exports.handler = async ({ Records }) => {
  const failed = [];
  for (const { messageId, body, attributes } of Records) {
    const { detail } = JSON.parse(body);
    if (detail.kind === 'poison') failed.push({ itemIdentifier: messageId });
    if (detail.kind === 'killer' && attributes.ApproximateReceiveCount === '1') process.exit(1);
    if (detail.kind === 'slow') await pause(200);
    if (detail.kind === 'pair') {
      writeFileSync(__dirname + '/pair-' + threadId, '');
      while (readdirSync(__dirname).filter((name) => name.startsWith('pair-')).length < 2) await pause(5);
      await pause(200);
    }
  }
  return { batchItemFailures: failed };
};`;

interface Run {
  readonly system: LocalSystem;
  readonly events: SystemEvent[];
  readonly publish: (...kinds: readonly string[]) => Promise<string[]>;
}

async function running(stack: SmallStack, use: (run: Run) => Promise<void>, options: LocalSystemOptions = {}) {
  const assembly = writeAssembly({ functions: { worker }, stacks: { Only: stack } });
  const events: SystemEvent[] = [];
  const listener = (event: SystemEvent): void => void events.push(event);
  const system = await startLocalSystem({ assembly, basePort: 0, retryWaitsMs: [20, 40], listener, ...options });
  try {
    await use({
      system,
      events,
      publish: async (...kinds) => {
        const entries = kinds.map((kind, n) => ({ Source: 'shop', DetailType: 'Done', Detail: { kind, n } }));
        const published = await publish(entries, system);
        return published.map((item) => (item.accepted ? item.eventId : ''));
      },
    });
  } finally {
    await system.stop();
  }
}

function batchesIn(events: readonly SystemEvent[]): (readonly { readonly eventId?: string | undefined }[])[] {
  return events.flatMap((event) => (event.kind === 'invocation-ended' && event.records ? [event.records] : []));
}

it('runs the function with all that lies in the queue, ten at a time at most, and idles when it is empty', async () => {
  await running(stackWith(), async ({ system, events, publish }) => {
    const eventIds = await publish(...Array<string>(25).fill('fine'));
    await system.idle();
    const batches = batchesIn(events);
    expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(10);
    expect(
      batches
        .flat()
        .map(({ eventId }) => eventId)
        .sort(),
    ).toEqual(eventIds.sort());
    expect(await system.deadLetters()).toEqual([]);
  });
});

it('gathers larger batches than SQS gives at once, of which each record succeeds or fails alone', async () => {
  const large = stackWith({
    BatchSize: 40,
    MaximumBatchingWindowInSeconds: 1,
    ScalingConfig: { MaximumConcurrency: 2 },
  });
  await running(large, async ({ system, events, publish }) => {
    const slow = await publish('slow');
    const sent = [
      slow,
      ...(await Promise.all(Array.from({ length: 6 }, () => publish(...Array<string>(10).fill('fine'))))),
    ];
    const poison = await publish(...Array<string>(10).fill('poison'), 'fine');
    await system.idle();
    const batches = batchesIn(events);
    expect(Math.max(...batches.map(({ length }) => length))).toBeGreaterThan(10);
    expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(40);
    const handled = new Set(batches.flat().map(({ eventId }) => eventId));
    expect([...sent.flat(), ...poison].every((eventId) => handled.has(eventId))).toBe(true);
    expect(await system.deadLetters()).toHaveLength(10);
  });
});

it('hands a record that fails over again alone, until the queue gives it up', async () => {
  await running(stackWith(), async ({ system, events, publish }) => {
    const [, poison] = await publish('fine', 'poison', 'fine');
    await system.idle();
    const times = batchesIn(events)
      .flat()
      .map(({ eventId }) => eventId);
    expect(times.filter((eventId) => eventId === poison)).toHaveLength(3);
    expect(times).toHaveLength(5);
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'dead-lettered', queueName: 'Dead', givenUpBy: 'queue', eventId: poison }),
    );
    const deadLetters = await system.deadLetters();
    expect(deadLetters.map(({ queueName, body }) => [queueName, (JSON.parse(body) as { id: string }).id])).toEqual([
      ['Dead', poison],
    ]);
  });
});

it('loses nothing of a batch that its function died at', async () => {
  await running(stackWith(), async ({ system, events, publish }) => {
    const eventIds = await publish('fine', 'killer', 'fine');
    await system.idle();
    const ended = events.flatMap((event) =>
      event.kind === 'invocation-ended' && event.result.outcome === 'succeeded'
        ? (event.records ?? []).map(({ eventId }) => eventId)
        : [],
    );
    expect([...new Set(ended)].sort()).toEqual(eventIds.sort());
    expect(await system.deadLetters()).toEqual([]);
  });
});

it.each([
  ['the mapping says', { ScalingConfig: { MaximumConcurrency: 2 } }, {}, 'pair', 2],
  ['the function may have', {}, { ReservedConcurrentExecutions: 1 }, 'slow', 1],
])('works on as many batches at once as %s', async (_, mapping, ofFunction, kind, most) => {
  const stack = stackWith({ ...mapping, BatchSize: 1 }, ofFunction);
  let [atOnce, highest] = [0, 0];
  const listener = ({ kind }: SystemEvent): void => {
    if (kind === 'invocation-started') highest = Math.max(highest, ++atOnce);
    if (kind === 'invocation-ended') atOnce--;
  };
  await running(
    stack,
    async ({ system, publish }) => {
      await publish(...Array<string>(6).fill(kind));
      await system.idle();
      expect(highest).toBe(most);
    },
    { listener, concurrency: 4 },
  );
});

it('leaves messages alone where the mapping is switched off', async () => {
  await running(stackWith({ Enabled: false }), async ({ system, events, publish }) => {
    await publish('fine');
    await system.idle();
    expect(batchesIn(events)).toEqual([]);
    expect(await system.deadLetters()).toEqual([]);
  });
});

describe('which messages come again', () => {
  const messages = [{ messageId: 'a' }, { messageId: 'b' }];
  const succeeded = (value: unknown) => ({ outcome: 'succeeded', value }) as const;

  it.each([
    [
      'all where the function failed',
      { outcome: 'failed', error: { errorType: 'E', errorMessage: '', trace: [] } },
      'ab',
    ],
    ['none where it answers nothing', succeeded(null), ''],
    ['none where it names none', succeeded({ batchItemFailures: [] }), ''],
    ['none where it leaves the list out', succeeded({}), ''],
    ['the one that it names', succeeded({ batchItemFailures: [{ itemIdentifier: 'b' }] }), 'b'],
    ['all where it names an unknown message', succeeded({ batchItemFailures: [{ itemIdentifier: 'c' }] }), 'ab'],
    ['all where it names nobody', succeeded({ batchItemFailures: [{ itemIdentifier: '' }] }), 'ab'],
    ['all where it calls the name something else', succeeded({ batchItemFailures: [{ id: 'b' }] }), 'ab'],
  ] as const)('%s', (_, result, expected) => {
    expect(
      failedOf(messages, result, true)
        .map(({ messageId }) => messageId)
        .join(''),
    ).toBe(expected);
  });

  it('none where the mapping does not ask for names', () => {
    expect(failedOf(messages, succeeded({ batchItemFailures: [{ itemIdentifier: 'b' }] }), false)).toEqual([]);
  });
});

describe('is refused', () => {
  const started = (stack: SmallStack) =>
    startLocalSystem({ assembly: writeAssembly({ functions: { worker }, stacks: { Only: stack } }), basePort: 0 });

  it.each([
    [
      'a queue that hides messages for less than the function runs',
      stackWith({}, {}, { VisibilityTimeout: 29 }),
      /29 s/,
    ],
    [
      'a queue outside of the template',
      stackWith({ EventSourceArn: 'arn:aws:sqs:eu-west-1:1:theirs' }),
      /theirs.*not a queue/,
    ],
    ['a stream', stackWith({ EventSourceArn: 'arn:aws:kinesis:eu-west-1:1:stream/s' }), /SQS queues only/],
    ['a filter', stackWith({ FilterCriteria: { Filters: [] } }), /does not filter messages/],
    ['a larger batch than SQS gives at once, without a window', stackWith({ BatchSize: 11 }), /window of a second/],
    ['a FIFO queue', stackWith({}, {}, { FifoQueue: true }), /FIFO/],
  ])('%s', async (_, stack, reason) => {
    await expect(started(stack)).rejects.toThrow(reason);
  });
});
