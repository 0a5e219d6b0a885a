import { availableParallelism } from 'node:os';
import type { Visit } from '../../console/visit/visit';
import { Activity } from '../emulator/server/activity';
import type { LocalNetworks } from './channels/local-networks';
import type { LocalPhone } from './phone/local-phone';
import type { LocalSignals } from './local-signals';
import { busOf, startServices, type Endpoints } from './start-services';
import type { Engine, EngineName } from '../emulator/engine/engine';
import type { Listener, Subscribe } from './system-event';
import { EventEmitter } from './event-emitter';
import type { Shop } from '../company/shop/shop';
import type { PartnerSystems } from '../company/partners/partner-systems';
import { defaultBasePort, Ports } from './ports';
import type { QueuedMessage } from '../emulator/queues/queues';
import { Shutdown, StoppedWhileStartingError } from './shutdown';
import { Troubles } from '../trouble/troubles';
import type { SystemTemplate } from '../emulator/template/template';

export interface LocalSystemOptions {
  /**
   * Folder of a cloud assembly.
   *
   * @default - the app is synthesized
   */
  readonly assembly?: string | undefined;
  /** Context values for the synthesis. */
  readonly context?: Readonly<Record<string, string>> | undefined;
  /**
   * Where the assembly is synthesized to; nothing may be there yet.
   *
   * @default - a temporary folder
   */
  readonly assemblyFolder?: string | undefined;
  /** Its name, or what starts one that others fill as well. @default dynalite */
  readonly engine?: EngineName | (() => Promise<Engine>) | undefined;
  /**
   * First of the consecutive ports; 0 takes any free ports.
   *
   * @default 4510
   */
  readonly basePort?: number | undefined;
  /**
   * Values of secrets by name.
   *
   * @default - each secret of the template has a value that the local services accept
   */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  /**
   * URL of the payment provider that the functions use.
   *
   * @default - the Stripe emulator of this system
   */
  readonly providerUrl?: string | undefined;
  /**
   * Waits before the second and the third attempt, which are one and two minutes in AWS. The first one is also how long
   * one minute of a queue's visibility timeout lasts here.
   *
   * @default [1000, 2000]
   */
  readonly retryWaitsMs?: readonly number[] | undefined;
  /**
   * How long a minute of a schedule's rate lasts here. Cron expressions follow the real clock.
   *
   * @default 1000
   */
  readonly minuteMs?: number | undefined;
  /**
   * How many mails the account at the mail service may send in a second. An account in production begins with 14.
   *
   * @default - as many as it wants
   */
  readonly mailsPerSecond?: number | undefined;
  /**
   * Delay of the provider's webhook events and of SES events. Without a delay they may arrive before the response of
   * the request they are about, which is the harder case; in production they take seconds.
   *
   * @default 0
   */
  readonly webhookDelayMs?: number | undefined;
  /**
   * How long a second of the company's other systems lasts here: they need one or two to answer a request.
   *
   * @default 1000
   */
  readonly companySecondMs?: number | undefined;
  /**
   * Whether the schedules of the template run by the clock. Otherwise only `runSchedule` runs them.
   *
   * @default true
   */
  readonly schedules?: boolean | undefined;
  /**
   * Whether to serve a page that shows the tables.
   *
   * @default false
   */
  readonly tableBrowser?: boolean | undefined;
  /** Whether the console is served. @default false */
  readonly console?: boolean | undefined;
  /** What this console shows beside the pages that every console has. @default - nothing */
  readonly beside?: Visit['beside'];
  /**
   * Whether each function has an environment before the first event comes. Without it, an environment starts when there
   * is something to do, and the system starts in a second.
   *
   * @default true
   */
  readonly warm?: boolean | undefined;
  /**
   * Most execution environments of one function at a time.
   *
   * @default - one per core, from 2 to 4
   */
  readonly concurrency?: number | undefined;
  /** Gets every event from the start on; `on` begins later. */
  readonly listener?: Listener | undefined;
  /** Aborting it stops the system, also while it is starting. */
  readonly signal?: AbortSignal | undefined;
}

export interface LocalSystem {
  readonly template: SystemTemplate;
  readonly endpoints: Endpoints;
  /** What is broken on purpose. */
  readonly troubles: Troubles;
  /** The company's other systems, with the requests they received. */
  readonly partners: PartnerSystems;
  /** The shop, with what it has sold. */
  readonly shop: Shop;
  /** Where its detectors hear of failures, and who says whose they are. */
  readonly signals: LocalSignals;
  /** Where its customers write, and are answered. */
  readonly networks: LocalNetworks;
  /** Whose agents call its customers. Undefined where no contact center does. */
  readonly phone: LocalPhone | undefined;
  /** The bus that the template creates, on which failures are published. */
  readonly busName: string;
  /** The table that the template creates: the ledger. */
  readonly tableName: string;
  /** Adds a listener to all events from now on. The function that is returned removes it. */
  readonly on: Subscribe;
  /**
   * Resolves when no event, retry, invocation or queued message to a function is in progress. Waiting schedules do not
   * count.
   */
  idle(): Promise<void>;
  /**
   * Runs a schedule at once, even a disabled one. Resolves when its invocation has succeeded or was given up.
   *
   * @param name of the schedule, or of a function that only one schedule invokes
   */
  runSchedule(name: string): Promise<void>;
  /**
   * Moves the clocks of the functions ahead: a lease ends, a switch is in force. Schedules, waits of queues and of
   * retries, and all other clocks stay as they are.
   */
  passTime(milliseconds: number): void;
  /**
   * All messages in dead-letter queues, on-failure destinations and queues without a consumer. Reading removes nothing.
   */
  deadLetters(): Promise<QueuedMessage[]>;
  /** Stops everything. Further calls do nothing. */
  stop(): Promise<void>;
}

/** One environment per core. More would wait for each other and slow down the start. */
const defaultConcurrency = Math.max(2, Math.min(4, availableParallelism()));

/** Starts the whole system of the template on this machine. If one service does not start, all are stopped again. */
export async function startLocalSystem(options: LocalSystemOptions = {}): Promise<LocalSystem> {
  const shutdown = new Shutdown();
  const stop = (): void => void shutdown.run().catch(() => undefined);
  options.signal?.addEventListener('abort', stop, { once: true });
  if (options.signal?.aborted) stop();
  await shutdown.add(async () => options.signal?.removeEventListener('abort', stop));
  const emitter = new EventEmitter();
  if (options.listener) emitter.on(options.listener);
  const activity = new Activity();
  const troubles = new Troubles();
  try {
    const { deadLetters, runSchedule, passTime, ...services } = await startServices({
      ...options,
      engine: options.engine ?? 'dynalite',
      ports: new Ports(options.basePort ?? defaultBasePort),
      retryWaitsMs: options.retryWaitsMs ?? [1000, 2000],
      minuteMs: options.minuteMs ?? 1000,
      mailsPerSecond: options.mailsPerSecond,
      webhookDelayMs: options.webhookDelayMs ?? 0,
      companySecondMs: options.companySecondMs ?? 1000,
      schedules: options.schedules ?? true,
      tableBrowser: options.tableBrowser ?? false,
      console: options.console ?? false,
      beside: options.beside,
      troubles,
      warm: options.warm ?? true,
      concurrency: options.concurrency ?? defaultConcurrency,
      activity,
      shutdown,
      emit: emitter.emit,
      on: emitter.on,
    });
    const { template } = services;
    return {
      ...services,
      troubles,
      busName: busOf(template),
      tableName: ledgerOf(template),
      on: emitter.on,
      idle: () => activity.idle(),
      deadLetters,
      runSchedule,
      passTime,
      stop: () => shutdown.run(),
    };
  } catch (error) {
    const interrupted = shutdown.signal.aborted;
    await shutdown.run();
    throw interrupted ? new StoppedWhileStartingError() : error;
  }
}

/** Other tables are of those who are signed in, and of counts. */
function ledgerOf({ functions, tables }: Pick<SystemTemplate, 'functions' | 'tables'>): string {
  const named = functions.flatMap(({ environment }) => environment['LEDGER_TABLE_NAME'] ?? []);
  return tables.find(({ name }) => named.includes(name))?.name ?? tables[0]?.name ?? '';
}
