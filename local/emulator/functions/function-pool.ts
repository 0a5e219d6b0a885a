import type { FunctionDefinition } from '../template/functions';
import { FunctionWorker, type LineListener } from './function-worker';
import type { InvocationError, InvocationIdentity, InvocationResult } from '../events/invocation';

/** Is told about an invocation at once, before the environment goes on to the next one. */
export interface InvocationObserver {
  /** It is the invocation's turn. `cold`: an environment was started for it. */
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
 * All execution environments of one function. They are started when they are needed, up to a limit, used again, and replaced
 * where they broke. What comes while all are busy waits in line.
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
  ) {}

  /** Starts one environment before it is needed. Where the code does not load, the first invocation will say so. */
  async provision(): Promise<void> {
    const worker = this.start();
    const { usable } = await worker.ready;
    if (usable) this.release(worker);
    else await this.discard(worker);
  }

  /** Runs the function once. Every invocation that is begun is told to have ended, even if that is because all stops. */
  invoke(identity: InvocationIdentity, payload: string, observer: InvocationObserver): void {
    if (this.stopping) {
      observer.ended({ outcome: 'failed', error: stopped });
      return;
    }
    this.line.push({ identity, payload, observer });
    this.serve();
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

  /** An environment may break while it has nothing to do. */
  private takeIdle(): FunctionWorker | undefined {
    for (let worker = this.idle.pop(); worker; worker = this.idle.pop()) {
      if (worker.usable) return worker;
      void this.discard(worker);
    }
    return undefined;
  }

  /** Starts an environment, for whoever is first in line once it is ready. */
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
    const worker = new FunctionWorker(this.definition, this.environment, this.onLine);
    this.all.add(worker);
    return worker;
  }

  private async discard(worker: FunctionWorker): Promise<void> {
    this.all.delete(worker);
    await worker.stop();
  }
}
