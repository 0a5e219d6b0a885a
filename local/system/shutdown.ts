import { newStopping } from '../emulator/server/stopping';

/** The local system was stopped while it was starting. */
export class StoppedWhileStartingError extends Error {
  override readonly name = 'StoppedWhileStartingError';
  constructor() {
    super('The local system was stopped before it had started.');
  }
}

/** Something that runs until it is stopped. */
export interface Stoppable {
  stop(): Promise<void>;
}

/** Stops everything that was started, in reverse order, once. What is added after that is stopped at once. */
export class Shutdown {
  private readonly steps: (() => Promise<void>)[] = [];
  private readonly stopping = newStopping();
  private running: Promise<void> | undefined;

  /** Aborted as soon as the shutdown begins. */
  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  /** Waits for something to start, and remembers to stop it. */
  async start<Started extends Stoppable>(starting: Promise<Started>): Promise<Started> {
    const started = await starting;
    await this.add(() => started.stop());
    if (this.signal.aborted) throw new StoppedWhileStartingError();
    return started;
  }

  async add(step: () => Promise<void>): Promise<void> {
    if (this.signal.aborted) await step();
    else this.steps.push(step);
  }

  run(): Promise<void> {
    this.stopping.abort();
    this.running ??= this.runSteps();
    return this.running;
  }

  private async runSteps(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.steps.reverse()) await step().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, `Stopping failed: ${failures.map(String).join('; ')}`);
  }
}

/** Waits until all have settled, so that none is left starting, and fails if one of them failed. */
export async function startAll<const Starting extends readonly unknown[]>(
  starting: Starting,
): Promise<{ -readonly [Index in keyof Starting]: Awaited<Starting[Index]> }> {
  await Promise.allSettled(starting);
  return Promise.all(starting);
}
