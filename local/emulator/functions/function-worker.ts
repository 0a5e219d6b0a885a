import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import type { FunctionDefinition } from '../template/functions';
import type { FunctionClock } from './function-clock';
import type { InvocationError, InvocationIdentity, InvocationResult } from '../events/invocation';

const errorSchema = z.object({ errorType: z.string(), errorMessage: z.string(), trace: z.array(z.string()) });

/** An error that came over from the thread: a copy, which `instanceof` does not always recognize. */
const thrownSchema = z.object({
  name: z.string(),
  message: z.string(),
  stack: z.string().default(''),
  code: z.string().optional(),
});

const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('init-failed'), error: errorSchema }),
  z.object({
    kind: z.literal('line'),
    stream: z.enum(['stdout', 'stderr']),
    line: z.string(),
    requestId: z.string().optional(),
  }),
  z.object({
    kind: z.literal('ended'),
    result: z.union([
      z.object({ outcome: z.literal('succeeded'), value: z.string() }),
      z.object({ outcome: z.literal('failed'), error: errorSchema }),
    ]),
  }),
]);

type Message = z.infer<typeof messageSchema>;

/** A line that the function wrote; the invocation is missing while the module loads. */
export type LineListener = (
  stream: 'stdout' | 'stderr',
  line: string,
  invocation: InvocationIdentity | undefined,
) => void;

/** The result of loading: the environment can run invocations, or never will. */
export type Readiness = { readonly usable: true } | { readonly usable: false; readonly error: InvocationError };

/** Lambda gives a function ten seconds to load. This machine may have others to serve meanwhile. */
const loadSeconds = 60;

interface Running {
  readonly identity: InvocationIdentity;
  readonly finish: (result: InvocationResult) => void;
}

/** One execution environment: a thread that has loaded the function's code and runs one invocation at a time. */
export class FunctionWorker {
  /** Never rejects. */
  readonly ready: Promise<Readiness>;
  private readonly worker: Worker;
  private running: Running | undefined;
  private alive = true;

  constructor(
    private readonly definition: FunctionDefinition,
    environment: Readonly<Record<string, string>>,
    private readonly onLine: LineListener,
    private readonly clock: Pick<FunctionClock, 'aheadMs'>,
  ) {
    const { assetFolder, handler, name, memoryMegabytes } = definition;
    this.worker = new Worker(join(__dirname, 'worker.cjs'), {
      workerData: { assetFolder, handler, functionName: name, memoryMegabytes },
      env: environment,
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    });
    this.worker.stdout.resume();
    this.worker.stderr.resume();
    this.ready = this.whenReady();
  }

  /** Whether it can run another invocation. After a crash or a time-out it cannot. */
  get usable(): boolean {
    return this.alive;
  }

  /** Runs one invocation; never rejects. */
  async run(identity: InvocationIdentity, payload: string): Promise<InvocationResult> {
    const { timeoutSeconds, arn } = this.definition;
    const timeoutMs = timeoutSeconds * 1000;
    const result = new Promise<InvocationResult>((resolve) => {
      this.running = { identity, finish: resolve };
    });
    const timer = setTimeout(() => this.fail(timedOut(identity.requestId, timeoutSeconds)), timeoutMs);
    const { requestId, traceId } = identity;
    const { aheadMs } = this.clock;
    const deadline = Date.now() + timeoutMs;
    this.worker.postMessage({ requestId, traceId, functionArn: arn, deadline, payload, aheadMs });
    try {
      return await result;
    } finally {
      clearTimeout(timer);
      this.running = undefined;
      if (!this.alive) await this.stop();
    }
  }

  /** Ends it in the middle of this invocation. Does nothing where it runs another one, or none. */
  async kill({ traceId, requestId }: InvocationIdentity): Promise<void> {
    if (this.running?.identity.traceId !== traceId) return;
    this.fail(killed(requestId));
    await this.stop();
  }

  async stop(): Promise<void> {
    this.alive = false;
    await this.worker.terminate();
  }

  private whenReady(): Promise<Readiness> {
    return new Promise((resolve) => {
      const settle = (readiness: Readiness): void => {
        clearTimeout(timer);
        resolve(readiness);
      };
      const giveUp = (error: InvocationError): void => {
        settle({ usable: false, error });
        this.fail(error);
      };
      const timer = setTimeout(() => giveUp(loadsTooLong()), loadSeconds * 1000);
      this.worker.on('message', (message: unknown) => this.receive(messageSchema.parse(message), settle));
      this.worker.on('error', (error) => giveUp(crashed(error)));
      this.worker.on('exit', (code) => giveUp(exited(this.running?.identity.requestId, code)));
    });
  }

  private receive(message: Message, settle: (readiness: Readiness) => void): void {
    switch (message.kind) {
      case 'ready':
        settle({ usable: true });
        return;
      case 'init-failed':
        this.alive = false;
        settle({ usable: false, error: message.error });
        return;
      case 'line': {
        const identity = this.running?.identity;
        const own = identity?.requestId === message.requestId;
        this.onLine(message.stream, message.line, own ? identity : undefined);
        return;
      }
      case 'ended': {
        const { result } = message;
        this.running?.finish(result.outcome === 'failed' ? result : { ...result, value: JSON.parse(result.value) });
      }
    }
  }

  /** The environment crashed, and its invocation failed. */
  private fail(error: InvocationError): void {
    this.alive = false;
    this.running?.finish({ outcome: 'failed', error });
  }
}

function timedOut(requestId: string, seconds: number): InvocationError {
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`;
  return { errorType: 'Sandbox.Timedout', errorMessage, trace: [] };
}

function killed(requestId: string): InvocationError {
  const errorMessage = `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`;
  return { errorType: 'Runtime.ExitError', errorMessage, trace: [] };
}

function loadsTooLong(): InvocationError {
  const errorMessage = `The function was not loaded within ${loadSeconds} seconds`;
  return { errorType: 'Sandbox.Timedout', errorMessage, trace: [] };
}

function exited(requestId: string | undefined, code: number): InvocationError {
  const reason =
    code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${code}`;
  return {
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId ?? 'none'} Error: ${reason}`,
    trace: [],
  };
}

function crashed(thrown: unknown): InvocationError {
  const error = thrownSchema.safeParse(thrown);
  if (!error.success) return { errorType: 'Error', errorMessage: String(thrown), trace: [] };
  const { name, message, stack, code } = error.data;
  const errorType = code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'Runtime.OutOfMemory' : name;
  return { errorType, errorMessage: message, trace: stack.split('\n') };
}
