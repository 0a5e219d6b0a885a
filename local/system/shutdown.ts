import { newStopping } from '../emulator/server/stopping';

/** The local system was told to stop while it was starting. */
export class StoppedWhileStartingError extends Error {
  override readonly name = 'StoppedWhileStartingError';
  constructor() {
    super('The local system was stopped before it had started.');
  }
}

/** Something that runs until it is told to stop. */
export interface Stoppable {
  stop(): Promise<void>;
}

/** What has to be undone, last done first, once. What is added after that is undone at once. */
export class Shutdown {
  private readonly steps: (() => Promise<void>)[] = [];
  private readonly begun = newStopping();
  private running: Promise<void> | undefined;

  /** Aborted as soon as the undoing begins. */
  get signal(): AbortSignal {
    return this.begun.signal;
  }

  /** Starts something that has to be stopped again, and keeps in mind to do so. */
  async start<Part extends Stoppable>(starting: Promise<Part>): Promise<Part> {
    const part = await starting;
    await this.add(() => part.stop());
    if (this.signal.aborted) throw new StoppedWhileStartingError();
    return part;
  }

  async add(step: () => Promise<void>): Promise<void> {
    if (this.signal.aborted) await step();
    else this.steps.push(step);
  }

  run(): Promise<void> {
    this.begun.abort();
    this.running ??= this.undo();
    return this.running;
  }

  private async undo(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.steps.reverse()) await step().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, `Stopping failed: ${failures.map(String).join('; ')}`);
  }
}

/** Waits for all to settle, so that nothing goes on starting unseen, and fails if one of them failed. */
export async function together<const Starting extends readonly unknown[]>(
  starting: Starting,
): Promise<{ -readonly [Index in keyof Starting]: Awaited<Starting[Index]> }> {
  await Promise.allSettled(starting);
  return Promise.all(starting);
}
