import { availableParallelism } from 'node:os';
import { Activity } from '../emulator/server/activity';
import { assemble, busOf, type Endpoints } from './assemble';
import type { EngineName } from '../emulator/engine/engine';
import type { Listener } from '../emulator/events/system-event';
import { EventEmitter } from './event-emitter';
import type { Partners } from '../company/partners/partners';
import { defaultBasePort, Ports } from './ports';
import type { QueuedMessage } from '../emulator/queues/queues';
import { Shutdown, StoppedWhileStartingError } from './shutdown';
import type { SystemTemplate } from '../emulator/template/template';

export interface LocalSystemOptions {
  /** Folder of a cloud assembly. Without one, the app is synthesized. */
  readonly assembly?: string | undefined;
  /** Context values for the synthesis. */
  readonly context?: Readonly<Record<string, string>> | undefined;
  readonly engine?: EngineName | undefined;
  /** First of the consecutive ports; 0 takes any free ports. */
  readonly basePort?: number | undefined;
  /** Values of secrets by name. Without it, each secret with the provider's key holds one that the local provider takes. */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  /**
   * Where the functions reach the payment provider.
   *
   * @default - the stand-in that is started here
   */
  readonly providerUrl?: string | undefined;
  /**
   * Waits before the second and the third attempt: here a minute is a second. The first is also how long a minute lasts that a
   * message of a queue waits until it is seen again.
   */
  readonly retryWaitsMs?: readonly number[] | undefined;
  /**
   * How long a minute of a schedule's rate lasts here. Times of a cron expression are those on the wall.
   *
   * @default 1000
   */
  readonly minuteMs?: number | undefined;
  /**
   * How long after the fact the provider's webhooks and the mail service's events come. At once they may overtake the reply of
   * the very call they are about, which is the harder case; in the world they take seconds.
   *
   * @default 0
   */
  readonly webhookDelayMs?: number | undefined;
  /**
   * Whether the schedules of the template run by the clock. Without it, only `runSchedule` fires them.
   *
   * @default true
   */
  readonly schedules?: boolean | undefined;
  /** Whether to serve a page on which the tables can be looked at. */
  readonly tableBrowser?: boolean | undefined;
  /** How many environments one function may have at a time. */
  readonly concurrency?: number | undefined;
  /** Is told of everything from the start on; `on` begins later. */
  readonly listener?: Listener | undefined;
  /** Aborting it stops the system, also while it is starting. */
  readonly signal?: AbortSignal | undefined;
}

export interface LocalSystem {
  readonly template: SystemTemplate;
  readonly endpoints: Endpoints;
  /** The company's other systems, with what they received. */
  readonly partners: Partners;
  /** The bus that the template creates: failures are published on it. */
  readonly busName: string;
  /** The table that the template creates: the ledger. */
  readonly tableName: string;
  /** Tells of everything that happens from now on. The function that is returned ends it. */
  on(listener: Listener): () => void;
  /** Resolves when no event, no retry, no invocation and no message to a function is under way. A schedule that waits for its time is nothing of that. */
  idle(): Promise<void>;
  /**
   * Fires a schedule at once, also one that is switched off. Resolves when its invocation has succeeded or was given up on.
   *
   * @param name of the schedule, or of a function that only one schedule invokes
   */
  runSchedule(name: string): Promise<void>;
  /** All messages in dead-letter queues, on-failure destinations and queues into which no rule delivers. Reading takes nothing out. */
  deadLetters(): Promise<QueuedMessage[]>;
  /** Ends everything. Calling it again does nothing more. */
  stop(): Promise<void>;
}

/** One environment per core. More would only wait for each other, and be slow to start at the same time. */
const defaultConcurrency = Math.max(2, Math.min(4, availableParallelism()));

/** Starts the whole system of the template on this machine. Where one part does not start, none stays. */
export async function startLocalSystem(options: LocalSystemOptions = {}): Promise<LocalSystem> {
  const shutdown = new Shutdown();
  const end = (): void => void shutdown.run().catch(() => undefined);
  options.signal?.addEventListener('abort', end, { once: true });
  if (options.signal?.aborted) end();
  await shutdown.add(async () => options.signal?.removeEventListener('abort', end));
  const emitter = new EventEmitter();
  if (options.listener) emitter.on(options.listener);
  const activity = new Activity();
  try {
    const { template, endpoints, partners, deadLetters, runSchedule } = await assemble({
      ...options,
      engine: options.engine ?? 'dynalite',
      ports: new Ports(options.basePort ?? defaultBasePort),
      retryWaitsMs: options.retryWaitsMs ?? [1000, 2000],
      minuteMs: options.minuteMs ?? 1000,
      webhookDelayMs: options.webhookDelayMs ?? 0,
      schedules: options.schedules ?? true,
      tableBrowser: options.tableBrowser ?? false,
      concurrency: options.concurrency ?? defaultConcurrency,
      activity,
      shutdown,
      emit: emitter.emit,
      on: emitter.on,
    });
    return {
      template,
      endpoints,
      partners,
      busName: busOf(template),
      tableName: template.tables[0]?.name ?? '',
      on: emitter.on,
      idle: () => activity.idle(),
      deadLetters,
      runSchedule,
      stop: () => shutdown.run(),
    };
  } catch (error) {
    const interrupted = shutdown.signal.aborted;
    await shutdown.run();
    throw interrupted ? new StoppedWhileStartingError() : error;
  }
}
