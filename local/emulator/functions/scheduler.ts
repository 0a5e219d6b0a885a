import { randomUUID } from 'node:crypto';
import { wait } from '../server/clock';
import type { LambdaService } from './lambda-service';
import type { Emit } from '../events/emulator-event';
import type { SystemTemplate } from '../template/template';
import { mayInvoke } from '../template/functions';
import type { Schedule } from '../template/schedules';
import { nextTime } from '../schedule/recurrence';

/** There is no schedule of that name. */
export class UnknownScheduleError extends Error {
  override readonly name = 'UnknownScheduleError';
  constructor(asked: string, schedules: readonly Schedule[]) {
    const known = schedules.map(({ name, functionName }) => `${name} (of ${functionName})`).join(', ');
    super(`${asked} names no schedule, or more than one. The template has: ${known || 'none'}.`);
  }
}

export interface SchedulerContext {
  readonly template: Pick<SystemTemplate, 'schedules' | 'permissions' | 'account' | 'region'>;
  readonly functions: Pick<LambdaService, 'untilSettled'>;
  readonly emit: Emit;
  /** How long a minute of a rate lasts here. */
  readonly minuteMs: number;
  /** Replaces AWS addresses in a text of the template by local ones. */
  readonly localize?: ((text: string) => string) | undefined;
}

/** The longest that a timer of Node can wait. */
const longestWaitMs = 2 ** 31 - 1;

/** Runs the template's schedules. At most one invocation of each schedule is in progress. */
export class Scheduler {
  private readonly stopping = new AbortController();
  /** Ends when the last run of a schedule has ended. */
  private readonly runs = new Map<Schedule, Promise<void>>();

  constructor(private readonly context: SchedulerContext) {}

  /** Starts the clock. Without it, schedules only run when `run` is called. */
  start(): void {
    const startedAtMs = Date.now();
    for (const schedule of this.context.template.schedules) {
      if (schedule.enabled) void this.keepTime(schedule, startedAtMs);
    }
  }

  /**
   * Runs a schedule at once, even a disabled one, and resolves when its invocation has succeeded or was given up.
   *
   * @param name of the schedule, or of a function that only one schedule invokes
   */
  async run(name: string): Promise<void> {
    const { schedules } = this.context.template;
    const named = schedules.filter((schedule) => schedule.name === name);
    const found = named.length > 0 ? named : schedules.filter(({ functionName }) => functionName === name);
    const [schedule] = found;
    if (!schedule || found.length > 1) throw new UnknownScheduleError(name, schedules);
    await this.fire(schedule, 'hand', Date.now());
  }

  stop(): Promise<void> {
    this.stopping.abort();
    return Promise.resolve();
  }

  private async keepTime(schedule: Schedule, startedAtMs: number): Promise<void> {
    const { signal } = this.stopping;
    const beat = { startedAtMs, minuteMs: this.context.minuteMs };
    for (;;) {
      const dueAtMs = nextTime(schedule.recurrence, Date.now(), beat);
      if (dueAtMs === undefined) return;
      while (Date.now() < dueAtMs && !signal.aborted) await wait(Math.min(dueAtMs - Date.now(), longestWaitMs), signal);
      if (signal.aborted) return;
      await this.fire(schedule, 'clock', dueAtMs);
    }
  }

  private fire(schedule: Schedule, by: 'clock' | 'hand', dueAtMs: number): Promise<void> {
    const before = this.runs.get(schedule);
    const run = before ? before.then(() => this.invoke(schedule, by, dueAtMs)) : this.invoke(schedule, by, dueAtMs);
    this.runs.set(schedule, run);
    return run;
  }

  private async invoke(schedule: Schedule, by: 'clock' | 'hand', dueAtMs: number): Promise<void> {
    const { template, functions, emit, localize = (text: string) => text } = this.context;
    const { name, functionName, owner } = schedule;
    if (this.stopping.signal.aborted) return;
    if (owner.kind === 'rule' && !mayInvoke(template.permissions, functionName, owner.arn)) {
      const reason = `NO_PERMISSIONS: the template does not permit rule ${name} to invoke ${functionName}`;
      emit({ kind: 'event-lost', reason, functionName });
      return;
    }
    emit({ kind: 'schedule-fired', schedule: name, functionName, by });
    await functions.untilSettled(functionName, localize(payloadOf(schedule, dueAtMs, template)), undefined);
  }
}

/**
 * The payload of a schedule: its input, with the context attributes of EventBridge Scheduler, or else a scheduled
 * event.
 */
function payloadOf({ input, owner }: Schedule, dueAtMs: number, place: { account: string; region: string }): string {
  const id = randomUUID();
  const time = new Date(dueAtMs).toISOString().replace(/\.\d{3}Z$/, 'Z');
  if (input !== undefined) {
    if (owner.kind === 'rule') return input;
    return input
      .replaceAll('<aws.scheduler.schedule-arn>', owner.arn)
      .replaceAll('<aws.scheduler.scheduled-time>', time)
      .replaceAll('<aws.scheduler.execution-id>', id)
      .replaceAll('<aws.scheduler.attempt-number>', '1');
  }
  return JSON.stringify({
    version: '0',
    id,
    'detail-type': 'Scheduled Event',
    source: owner.kind === 'rule' ? 'aws.events' : 'aws.scheduler',
    account: place.account,
    time,
    region: place.region,
    resources: [owner.arn],
    // The scheduler writes an empty detail as a text, unlike a rule.
    detail: owner.kind === 'rule' ? {} : '{}',
  });
}
