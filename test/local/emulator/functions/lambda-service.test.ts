import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Activity } from '../../../../local/emulator/server/activity';
import type { SystemEvent } from '../../../../local/system/system-event';
import type { InvocationResult } from '../../../../local/emulator/events/invocation';
import { InvocationRegister } from '../../../../local/emulator/functions/invocation-register';
import { LambdaService } from '../../../../local/emulator/functions/lambda-service';
import { EventEmitter } from '../../../../local/system/event-emitter';
import type { FunctionDefinition } from '../../../../local/emulator/template/functions';
import { removeTemporaryFolders, temporaryFolder } from '../../small-app';

const arn = 'arn:aws:lambda:eu-west-1:000000000000:function:worker';
const queueArn = 'arn:aws:sqs:eu-west-1:000000000000:Undelivered';
const nowhere = 'http://127.0.0.1:1';
const services = {
  account: '000000000000',
  region: 'eu-west-1',
  athena: 'http://127.0.0.1:1',
  eventbridge: nowhere,
  dynamodb: nowhere,
  mail: nowhere,
  queues: 'http://127.0.0.1:2',
  objects: 'http://127.0.0.1:2',
  secrets: nowhere,
  lambda: nowhere,
};

interface Sent {
  readonly queueArn: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>> | undefined;
}

/** A Lambda service with one function, written as the source of its handler. */
class OneFunction {
  readonly sent: Sent[] = [];
  readonly seen: SystemEvent[] = [];
  readonly register = new InvocationRegister();
  private readonly emitter = new EventEmitter();
  private readonly activity = new Activity();
  private readonly service: LambdaService;

  private constructor(concurrency: number) {
    const { emitter } = this;
    emitter.on((event) => this.seen.push(event));
    this.service = new LambdaService(
      { concurrency, retryWaitsMs: [20, 40] },
      {
        queues: {
          send: async (queueArn, body, attributes) => {
            this.sent.push({ queueArn, body, attributes });
          },
        },
        register: this.register,
        activity: this.activity,
        emit: emitter.emit,
      },
    );
  }

  static async of(source: string, more: Partial<FunctionDefinition> = {}, concurrency = 1): Promise<OneFunction> {
    const assetFolder = temporaryFolder();
    writeFileSync(join(assetFolder, 'index.js'), source);
    const one = new OneFunction(concurrency);
    running.push(one);
    const asynchronous = { maximumEventAgeSeconds: 21_600, maximumRetryAttempts: 2, onFailureArn: queueArn };
    const given = {
      name: 'worker',
      arn,
      assetFolder,
      handler: 'index.handler',
      runtime: 'nodejs24.x',
      environment: {},
    };
    await one.service.provision(
      [{ ...given, timeoutSeconds: 5, memoryMegabytes: 128, asynchronous, ...more }],
      services,
    );
    return one;
  }

  async run(...payloads: unknown[]): Promise<this> {
    for (const payload of payloads) this.service.invokeAsync('worker', JSON.stringify(payload), undefined);
    await this.activity.idle();
    return this;
  }

  all<Kind extends SystemEvent['kind']>(kind: Kind): Extract<SystemEvent, { kind: Kind }>[] {
    return this.seen.filter((event): event is Extract<SystemEvent, { kind: Kind }> => event.kind === kind);
  }

  get results(): unknown[] {
    return this.all('invocation-ended').map(({ result }) =>
      result.outcome === 'succeeded' ? result.value : result.error,
    );
  }

  on(listener: (event: SystemEvent) => void): void {
    this.emitter.on(listener);
  }

  /** Runs it as somebody who waits for its answer. */
  invoke(payload: unknown): Promise<InvocationResult> {
    return this.service.invoke('worker', JSON.stringify(payload), undefined);
  }

  stop(): Promise<void> {
    return this.service.stop();
  }
}

const running: OneFunction[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});
afterAll(removeTemporaryFolders);

const once = { asynchronous: { maximumEventAgeSeconds: 21_600, maximumRetryAttempts: 0, onFailureArn: queueArn } };

describe('an invocation that is killed in the middle', () => {
  const waiting = `
    exports.handler = async () => {
      console.log('begun');
      await new Promise(() => setInterval(() => {}, 1_000));
    };`;

  it('fails as Lambda says it, and its event is delivered again, to a new environment', async () => {
    const one = await OneFunction.of(waiting, { timeoutSeconds: 900 });
    const kills: Promise<boolean>[] = [];
    one.on((event) => {
      if (event.kind !== 'log' || event.traceId === undefined || kills.length === 3) return;
      const identity = one.register.find(event.traceId);
      if (identity) kills.push(one.register.kill(identity));
    });
    await one.run({ id: 'evt_1' });
    expect(await Promise.all(kills)).toEqual([true, true, true]);
    expect(one.all('invocation-ended').map(({ attempt, result }) => [attempt, result])).toEqual(
      [1, 2, 3].map((attempt) => [
        attempt,
        {
          outcome: 'failed',
          error: expect.objectContaining({
            errorType: 'Runtime.ExitError',
            errorMessage: expect.stringMatching(/^RequestId: .* Error: Runtime exited with error: signal: killed$/),
          }),
        },
      ]),
    );
    expect(one.all('invocation-started').map(({ cold }) => cold)).toEqual([false, true, true]);
    expect(one.sent).toHaveLength(1);
  });

  it('is spared where somebody waits for its answer: nobody would deliver the event again', async () => {
    const one = await OneFunction.of('exports.handler = async () => console.log("begun") ?? 42;');
    const kills: Promise<boolean>[] = [];
    one.on((event) => {
      const identity = event.kind === 'log' ? one.register.find(event.traceId) : undefined;
      if (identity) kills.push(one.register.kill(identity));
    });
    expect(await one.invoke({})).toEqual({ outcome: 'succeeded', value: 42 });
    expect(await Promise.all(kills)).toEqual([false]);
  });
});

describe('an invocation', () => {
  it('hands the event to the handler, and its value back', async () => {
    const one = await OneFunction.of('exports.handler = async (event) => ({ twice: event.n * 2 });');
    expect((await one.run({ n: 21 })).results).toEqual([{ twice: 42 }]);
    expect(one.sent).toEqual([]);
  });

  it('runs handlers that are ES modules', async () => {
    const assetFolder = temporaryFolder();
    mkdirSync(join(assetFolder, 'in'));
    writeFileSync(join(assetFolder, 'in', 'app.mjs'), 'export const go = () => "module";');
    const one = await OneFunction.of('', { assetFolder, handler: 'in/app.go' });
    expect((await one.run({})).results).toEqual(['module']);
  });

  it('gives the handler what Lambda would', async () => {
    const one = await OneFunction.of(
      `exports.handler = async (event, context) => ({
        ...context, left: context.getRemainingTimeInMillis(), name: process.env.AWS_LAMBDA_FUNCTION_NAME, task: process.env.LAMBDA_TASK_ROOT === __dirname,
      });`,
      { timeoutSeconds: 900 },
    );
    await one.run({});
    const [{ requestId } = { requestId: '' }] = one.all('invocation-started');
    expect(one.results).toMatchObject([
      {
        awsRequestId: requestId,
        functionName: 'worker',
        invokedFunctionArn: arn,
        memoryLimitInMB: '128',
        name: 'worker',
        task: true,
      },
    ]);
    const [{ left }] = one.results as [{ left: number }];
    expect(left).toBeGreaterThan(600_000);
    expect(left).toBeLessThanOrEqual(900_000);
  });

  it('has the environment of the template, the local services, and nothing of ours', async () => {
    process.env['SECRET_OF_THE_SHELL'] = 'x';
    const one = await OneFunction.of('exports.handler = async () => process.env;', {
      environment: {
        TABLE: 'Ledger',
        QUEUE: 'https://sqs.eu-west-1.amazonaws.com/000000000000/Later',
      },
    });
    const [environment] = (await one.run({})).results;
    expect(environment).toMatchObject({
      TABLE: 'Ledger',
      QUEUE: 'http://127.0.0.1:2/000000000000/Later',
      AWS_ENDPOINT_URL_DYNAMODB: services.dynamodb,
      AWS_REGION: 'eu-west-1',
    });
    expect(environment).not.toHaveProperty('SECRET_OF_THE_SHELL');
  });

  it('is known by a trace of its own, which shares its root with what caused it', async () => {
    const one = await OneFunction.of('exports.handler = async () => process.env._X_AMZN_TRACE_ID;');
    await one.run({}, {});
    const traces = one.results as string[];
    expect(new Set(traces).size).toBe(2);
    expect(traces.map((trace) => one.register.find(trace)?.functionName)).toEqual(['worker', 'worker']);
  });
});

describe('environments', () => {
  const counting = 'let runs = 0; exports.handler = async () => { runs += 1; return runs; };';

  it('are used again while they are warm', async () => {
    const one = await OneFunction.of(counting);
    await one.run({});
    expect((await one.run({})).results).toEqual([1, 2]);
    expect(one.all('invocation-started').map(({ cold }) => cold)).toEqual([false, false]);
  });

  it('run one invocation at a time', async () => {
    const one = await OneFunction.of(`
      let inside = 0;
      exports.handler = async () => {
        inside += 1; const most = inside;
        await new Promise((resolve) => setTimeout(resolve, 15));
        inside -= 1; return most;
      };`);
    expect((await one.run({}, {}, {})).results).toEqual([1, 1, 1]);
  });

  it('are started beside each other where one is busy', async () => {
    // Each is busy until both are there.
    const meeting = `
      const { readdirSync, writeFileSync } = require('node:fs');
      const { threadId } = require('node:worker_threads');
      const folder = ${JSON.stringify(temporaryFolder())};
      exports.handler = async () => {
        writeFileSync(folder + '/' + threadId, '');
        while (readdirSync(folder).length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
        return threadId;
      };`;
    const one = await OneFunction.of(meeting, { timeoutSeconds: 900 }, 2);
    await one.run({}, {});
    expect(new Set(one.results).size).toBe(2);
    expect(one.all('invocation-started').map(({ cold }) => cold)).toEqual([false, true]);
  });

  it('are no more than the function reserves', async () => {
    const slow =
      'exports.handler = async () => { await new Promise((r) => setTimeout(r, 30)); return require("worker_threads").threadId; };';
    const one = await OneFunction.of(slow, { reservedConcurrency: 1 }, 10);
    await one.run({}, {}, {});
    expect(new Set(one.results).size).toBe(1);
  });
});

describe('a failing function', () => {
  it('is tried again under the same request id, and its event ends in the destination with the record of AWS', async () => {
    const one = await OneFunction.of('exports.handler = async () => { throw new TypeError("no such film"); };');
    await one.run({ id: 'event-1', 'detail-type': 'VideoPlaybackFailed', detail: { a: 1 } });
    const ended = one.all('invocation-ended');
    expect(ended.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    const requestIds = new Set(ended.map(({ requestId }) => requestId));
    expect(requestIds.size).toBe(1);
    expect(new Set(ended.map(({ traceId }) => traceId)).size).toBe(3);
    expect(one.sent).toHaveLength(1);
    expect(JSON.parse(one.sent[0]?.body ?? '')).toEqual({
      version: '1.0',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      requestContext: {
        requestId: [...requestIds][0],
        functionArn: `${arn}:$LATEST`,
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { id: 'event-1', 'detail-type': 'VideoPlaybackFailed', detail: { a: 1 } },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: {
        errorType: 'TypeError',
        errorMessage: 'no such film',
        trace: expect.arrayContaining(['TypeError: no such film']),
      },
    });
    expect(one.all('dead-lettered')).toMatchObject([
      {
        queueName: 'Undelivered',
        givenUpBy: 'function',
        reason: 'RetriesExhausted',
        eventId: 'event-1',
        detailType: 'VideoPlaybackFailed',
      },
    ]);
  });

  it('is done as soon as one attempt succeeds', async () => {
    const one = await OneFunction.of(
      'let n = 0; exports.handler = async () => { if (++n < 2) throw new Error("not yet"); return n; };',
    );
    expect((await one.run({})).results).toMatchObject([{ errorMessage: 'not yet' }, 2]);
    expect(one.sent).toEqual([]);
  });

  it('waits longer before the third attempt than before the second', async () => {
    const one = await OneFunction.of('exports.handler = async () => { throw new Error("no"); };');
    await one.run({});
    const [first = 0, second = 0, third = 0] = one.all('invocation-started').map(({ at }) => at);
    expect(second - first).toBeGreaterThanOrEqual(19);
    expect(third - second).toBeGreaterThanOrEqual(39);
  });

  it('gives up early where the event would be too old in AWS, in which waits are minutes', async () => {
    const asynchronous = { maximumEventAgeSeconds: 100, maximumRetryAttempts: 2, onFailureArn: queueArn };
    const one = await OneFunction.of('exports.handler = async () => { throw new Error("no"); };', { asynchronous });
    await one.run({});
    expect(one.all('invocation-ended')).toHaveLength(2);
    expect(JSON.parse(one.sent[0]?.body ?? '')).toMatchObject({
      requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 2 },
    });
  });

  it('loses the event where nothing keeps it, and that can be seen', async () => {
    const asynchronous = { maximumEventAgeSeconds: 60, maximumRetryAttempts: 0 };
    const one = await OneFunction.of('exports.handler = async () => { throw new Error("no"); };', { asynchronous });
    await one.run({ id: 'event-2' });
    expect(one.all('event-lost')).toMatchObject([{ eventId: 'event-2', functionName: 'worker' }]);
  });

  it('hands the event itself to a dead-letter queue of the function', async () => {
    const asynchronous = { maximumEventAgeSeconds: 60, maximumRetryAttempts: 0, deadLetterArn: queueArn };
    const one = await OneFunction.of('exports.handler = async () => { throw new Error("no"); };', { asynchronous });
    await one.run({ id: 'event-3' });
    expect(one.sent).toMatchObject([
      { body: '{"id":"event-3"}', attributes: { ErrorCode: '200', ErrorMessage: 'no' } },
    ]);
  });
});

describe('a function that breaks', () => {
  it('runs out of time, and the next event finds a new environment', async () => {
    const one = await OneFunction.of(
      'exports.handler = async (event) => event.hang ? new Promise(() => setInterval(() => {}, 1000)) : "fresh";',
      { ...once, timeoutSeconds: 1 },
    );
    await one.run({ hang: true });
    expect((await one.run({})).results).toMatchObject([
      { errorType: 'Sandbox.Timedout', errorMessage: expect.stringContaining('Task timed out after 1.00 seconds') },
      'fresh',
    ]);
  });

  it('runs out of time also where it never lets go of its thread', async () => {
    const one = await OneFunction.of('exports.handler = async () => { for (;;); };', { ...once, timeoutSeconds: 0.2 });
    expect((await one.run({})).results).toMatchObject([{ errorType: 'Sandbox.Timedout' }]);
  });

  it('needs more memory than it has', async () => {
    const hoard =
      'exports.handler = async () => { const all = []; for (;;) all.push(Array.from({ length: 1e4 }, () => ({}))); };';
    const one = await OneFunction.of(hoard, { ...once, memoryMegabytes: 16 });
    expect((await one.run({})).results).toMatchObject([{ errorType: 'Runtime.OutOfMemory' }]);
  });

  it.each([
    ['ends its process', 'process.exit(3);', 'Runtime.ExitError', /exit status 3/],
    ['ends its process in peace', 'process.exit(0);', 'Runtime.ExitError', /without providing a reason/],
    [
      'throws outside of its promise',
      'setTimeout(() => { throw new RangeError("late"); }); await new Promise(() => setInterval(() => {}, 9));',
      'RangeError',
      /late/,
    ],
    [
      'forgets to catch',
      'void Promise.reject(new Error("loose")); await new Promise(() => setInterval(() => {}, 9));',
      'Runtime.UnhandledPromiseRejection',
      /loose/,
    ],
  ])('%s: that is an error of the invocation, and not the end of ours', async (_, line, errorType, errorMessage) => {
    const one = await OneFunction.of(
      `let runs = 0; exports.handler = async (event) => { if (event.ok) return ++runs; ${line} };`,
      once,
    );
    await one.run({});
    expect((await one.run({ ok: true })).results).toEqual([
      { errorType, errorMessage: expect.stringMatching(errorMessage), trace: expect.anything() },
      1,
    ]);
  });

  it.each([
    ['cannot be loaded', 'throw new Error("broken bundle");', {}, 'Error', /broken bundle/],
    ['has no such file', '', { handler: 'other.handler' }, 'Runtime.ImportModuleError', /other/],
    ['has no such handler', 'exports.other = 1;', {}, 'Runtime.HandlerNotFound', /index.handler/],
    [
      'wants a callback',
      'exports.handler = (event, context, callback) => callback(null, 1);',
      {},
      'Runtime.CallbackHandlerDeprecated',
      /promise/,
    ],
  ])('says with each invocation that it %s', async (_, source, more, errorType, errorMessage) => {
    const one = await OneFunction.of(source, { ...once, ...more });
    expect((await one.run({})).results).toEqual([
      { errorType, errorMessage: expect.stringMatching(errorMessage), trace: expect.anything() },
    ]);
  });
});

describe('what a function writes', () => {
  it('is reported line by line with its invocation, and parsed where it is JSON', async () => {
    const one = await OneFunction.of(`
      console.log('loading');
      exports.handler = async () => {
        console.log(JSON.stringify({ level: 'INFO', message: 'issued' }));
        console.error('two', { lines: 1 });
        process.stdout.write('in ');
        process.stdout.write('parts\\n');
      };`);
    await one.run({});
    const [{ requestId } = { requestId: '' }] = one.all('invocation-started');
    expect(one.all('log').map(({ requestId: of, stream, content }) => ({ of, stream, content }))).toEqual([
      { of: undefined, stream: 'stdout', content: { format: 'text', text: 'loading' } },
      { of: requestId, stream: 'stdout', content: { format: 'json', value: { level: 'INFO', message: 'issued' } } },
      { of: requestId, stream: 'stderr', content: { format: 'text', text: 'two { lines: 1 }' } },
      { of: requestId, stream: 'stdout', content: { format: 'text', text: 'in parts' } },
    ]);
  });

  it('comes before the end of its invocation', async () => {
    const one = await OneFunction.of('exports.handler = async () => { console.log("last words"); };');
    await one.run({});
    expect(one.seen.map(({ kind }) => kind)).toEqual(['invocation-started', 'log', 'invocation-ended']);
  });
});

describe('stopping', () => {
  it('ends what runs and what waits to be tried again', async () => {
    const one = await OneFunction.of('exports.handler = async () => new Promise(() => setInterval(() => {}, 1000));');
    const running = one.run({}, {});
    await one.stop();
    await running;
    expect(one.results).toMatchObject([{ errorType: 'Local.Stopped' }, { errorType: 'Local.Stopped' }]);
    expect(one.sent).toEqual([]);
  });
});
