import type { FunctionDefinition } from '../template/functions';
import type { FunctionClock } from './function-clock';
import { FunctionWorker, type LineListener } from './function-worker';
import type { InvocationError, InvocationIdentity, InvocationResult } from '../events/invocation';

/** Is called for an invocation at once, before the environment begins the next one. */
export interface InvocationObserver {
  /** The invocation begins. `cold`: an environment was started for it. */
  started(cold: boolean): void;
  ended(result: InvocationResult): void;
}

interface Waiting {
  readonly identity: InvocationIdentity;
  readonly payload: string;
  readonly observer: InvocationObserver;
}

const stopped: InvocationError = {
  errorType: 'Local.Stopped',
  errorMessage: 'The local system was stopped while the function ran.',
  trace: [],
};

/**
 * All execution environments of one function. They are started when needed, up to a limit, reused, and replaced after a
 * crash. Invocations wait in a queue while all are busy.
 */
export class FunctionPool {
  private readonly idle: FunctionWorker[] = [];
  private readonly all = new Set<FunctionWorker>();
  private readonly line: Waiting[] = [];
  private starting = 0;
  private stopping = false;

  constructor(
    private readonly definition: FunctionDefinition,
    private readonly environment: Readonly<Record<string, string>>,
    /** How many environments there are at a time, at most. */
    readonly limit: number,
    private readonly onLine: LineListener,
    private readonly clock: FunctionClock,
  ) {}

  /** Starts one environment before it is needed. If the code does not load, the first invocation will report it. */
  async provision(): Promise<void> {
    const worker = this.start();
    const { usable } = await worker.ready;
    if (usable) this.release(worker);
    else await this.discard(worker);
  }

  /** Runs the function once. `ended` is called for every invocation, even if the system stops. */
  invoke(identity: InvocationIdentity, payload: string, observer: InvocationObserver): void {
    if (this.stopping) {
      observer.ended({ outcome: 'failed', error: stopped });
      return;
    }
    this.line.push({ identity, payload, observer });
    this.serve();
  }

  /** Ends the environment that runs this invocation, if one does. */
  async kill(identity: InvocationIdentity): Promise<void> {
    await Promise.all([...this.all].map((worker) => worker.kill(identity)));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const { observer } of this.line.splice(0)) observer.ended({ outcome: 'failed', error: stopped });
    await Promise.all([...this.all].map((worker) => this.discard(worker)));
  }

  private serve(): void {
    while (!this.stopping && this.line.length > 0) {
      const worker = this.takeIdle();
      if (worker) {
        const next = this.line.shift();
        if (next) void this.work(worker, next, false);
      } else {
        if (this.line.length <= this.starting || this.all.size >= this.limit) return;
        void this.warmUp();
      }
    }
  }

  /** An environment may crash while it is idle. */
  private takeIdle(): FunctionWorker | undefined {
    for (let worker = this.idle.pop(); worker; worker = this.idle.pop()) {
      if (worker.usable) return worker;
      void this.discard(worker);
    }
    return undefined;
  }

  /** Starts an environment for the invocation that is first in the queue once it is ready. */
  private async warmUp(): Promise<void> {
    this.starting += 1;
    const worker = this.start();
    const readiness = await worker.ready;
    this.starting -= 1;
    const next = this.line.shift();
    if (readiness.usable) {
      if (next) await this.work(worker, next, true);
      else this.release(worker);
      return;
    }
    next?.observer.started(true);
    next?.observer.ended({ outcome: 'failed', error: readiness.error });
    await this.discard(worker);
    this.serve();
  }

  private async work(worker: FunctionWorker, { identity, payload, observer }: Waiting, cold: boolean): Promise<void> {
    observer.started(cold);
    const result = await worker.run(identity, payload);
    observer.ended(this.stopping ? { outcome: 'failed', error: stopped } : result);
    if (worker.usable) {
      this.release(worker);
    } else {
      await this.discard(worker);
      this.serve();
    }
  }

  private release(worker: FunctionWorker): void {
    this.idle.push(worker);
    this.serve();
  }

  private start(): FunctionWorker {
    const worker = new FunctionWorker(this.definition, this.environment, this.onLine, this.clock);
    this.all.add(worker);
    return worker;
  }

  private async discard(worker: FunctionWorker): Promise<void> {
    this.all.delete(worker);
    await worker.stop();
  }
}
