import { Process, type SimContext } from './process';

/** What a function instance does with an event. */
export type Handler = (event: unknown, process: Process) => Promise<unknown>;

/** A deployed function. `start` makes an instance of it, which lives on between its invocations. */
export interface SimFunction {
  readonly name: string;
  /** Lambda ends a run that takes longer. */
  readonly limitMs: number;
  readonly start: (current: () => Process) => Handler;
}

interface Instance {
  readonly handle: Handler;
  process: Process | undefined;
}

export type Ended =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: string; readonly errorName: string };

/** An event with which a function failed every time. */
export interface FailedInvocation {
  readonly functionName: string;
  readonly event: unknown;
  readonly errorName: string;
}

/** Errors that only a defect of our own throws. */
const defects = new Set(['TypeError', 'RangeError', 'ReferenceError', 'TransitionError', 'MoneyError']);

/**
 * Lambda: instances that stay warm, asynchronous events that are tried three times, and a queue for what then still
 * fails.
 */
export class Platform {
  private readonly idle = new Map<string, Instance[]>();
  private runs = 0;

  constructor(
    private readonly context: SimContext,
    private readonly onFailed: (failed: FailedInvocation) => void,
    private readonly onDefect: (sentence: string) => void,
    private readonly onDone: (functionName: string, event: unknown, startedAt: number) => void,
  ) {}

  /** Runs a function once. */
  run(deployed: SimFunction, event: unknown, ended: (end: Ended) => void): void {
    const { scheduler, trace } = this.context;
    const instance = this.takeInstance(deployed);
    const process = new Process(`${deployed.name}#${++this.runs}`, this.context, deployed.limitMs, (why) =>
      ended({ ok: false, why, errorName: 'Runtime.ExitError' }),
    );
    instance.process = process;
    const finish = (end: Ended): void => {
      if (process.isOver) return;
      process.finish();
      this.idleOf(deployed).push(instance);
      if (end.ok) this.onDone(deployed.name, event, process.startedAt);
      trace.record(process.name, () => (end.ok ? `ends: ${JSON.stringify([end.value])}` : `throws ${end.why}`));
      ended(end);
    };
    scheduler.wake();
    void Promise.resolve()
      .then(() => instance.handle(event, process))
      .then(
        (value) => finish({ ok: true, value }),
        (error: unknown) => {
          const { name, message } = error instanceof Error ? error : { name: 'nothing', message: String(error) };
          trace.count(`thrown: ${name}`);
          if (defects.has(name)) this.onDefect(`${process.name} threw ${name}: ${message}`);
          finish({ ok: false, why: `${name}: ${message}`, errorName: name });
        },
      );
  }

  /** Hands over an asynchronous event. */
  invoke(deployed: SimFunction, event: unknown, attempt = 1): void {
    const { scheduler, random, trace } = this.context;
    this.run(deployed, event, (end) => {
      if (end.ok) return;
      if (attempt < 3) {
        trace.count('events delivered again');
        scheduler.after(attempt * 60_000 + random.int(0, 5_000), () => this.invoke(deployed, event, attempt + 1));
        return;
      }
      trace.count('events that failed three times');
      this.onFailed({ functionName: deployed.name, event, errorName: end.errorName });
    });
  }

  private takeInstance(deployed: SimFunction): Instance {
    const idle = this.idleOf(deployed);
    const warm = this.context.random.chance(0.8) ? idle.pop() : undefined;
    if (warm) return warm;
    const current = (): Process => {
      if (!started.process) throw new Error(`${deployed.name} makes requests before it is invoked`);
      return started.process;
    };
    const started: Instance = { process: undefined, handle: deployed.start(current) };
    return started;
  }

  private idleOf({ name }: SimFunction): Instance[] {
    const known = this.idle.get(name);
    if (known) return known;
    const idle: Instance[] = [];
    this.idle.set(name, idle);
    return idle;
  }
}
