import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Activity } from '../server/activity';
import { nowMs, wait } from '../server/clock';
import type { EventLost, InvocationEnded, Emit } from '../events/emulator-event';
import { queueName, type Queues } from '../queues/queues';
import { newStopping } from '../server/stopping';
import type { FunctionDefinition } from '../template/functions';
import { deadLetterAttributes, destinationRecord, RetrySchedule, type GivenUp } from './asynchronous';
import { FunctionClock } from './function-clock';
import { FunctionPool } from './function-pool';
import { functionEnvironment, type LocalServices } from './function-environment';
import type { LineListener } from './function-worker';
import type { InvocationIdentity, InvocationResult, LogContent } from '../events/invocation';
import type { InvocationRegister } from './invocation-register';
import { newTraceId } from '../events/trace';

const eventSchema = z.object({ id: z.string().optional(), 'detail-type': z.string().optional() });

const batchSchema = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });

const jsonLineSchema = z.record(z.string(), z.unknown());

export interface LambdaSettings {
  /** Most environments of one function at a time. */
  readonly concurrency: number;
  /** How long to wait before the second and the third attempt. */
  readonly retryWaitsMs: readonly number[];
  /**
   * Whether each function has an environment before the first event comes.
   *
   * @default true
   */
  readonly warm?: boolean | undefined;
}

/** What Lambda needs of the rest of the system. */
export interface LambdaContext {
  readonly queues: Pick<Queues, 'send'>;
  readonly register: InvocationRegister;
  readonly activity: Activity;
  readonly emit: Emit;
}

/** Lambda: runs the functions of the template, now or until they succeed. */
export class LambdaService {
  private readonly pools = new Map<string, { definition: FunctionDefinition; pool: FunctionPool }>();
  private readonly stopping = newStopping();
  private readonly clock = new FunctionClock();
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(
    private readonly settings: LambdaSettings,
    private readonly context: LambdaContext,
  ) {}

  /** Makes the functions known, and starts one environment of each where the first event is to find it warm. */
  async provision(definitions: readonly FunctionDefinition[], services: LocalServices): Promise<void> {
    const names = definitions.map(({ name }) => name);
    for (const definition of definitions) {
      const limit = Math.max(1, Math.min(this.settings.concurrency, definition.reservedConcurrency ?? Infinity));
      const environment = functionEnvironment(definition, services, names);
      const { name: functionName } = definition;
      const onLine: LineListener = (stream, line, invocation) =>
        this.context.emit({ kind: 'log', functionName, ...invocation, stream, content: logContent(line) });
      const pool = new FunctionPool(definition, environment, limit, onLine, this.clock);
      this.pools.set(definition.name, { definition, pool });
    }
    if (this.settings.warm ?? true) await Promise.all([...this.pools.values()].map(({ pool }) => pool.provision()));
  }

  /** What time it is for the functions, and for whoever signs requests to them or judges what they sign. */
  now(): Date {
    return new Date(Date.now() + this.clock.aheadMs);
  }

  /** Lets time pass for the functions. */
  passTime(milliseconds: number): void {
    this.clock.pass(milliseconds);
  }

  /**
   * Invokes a function until it succeeds or the retries are exhausted, as Lambda does with asynchronous invocations.
   * The trace that caused it is passed on.
   */
  invokeAsync(functionName: string, payload: string, cause: string | undefined): void {
    void this.untilSettled(functionName, payload, cause);
  }

  /** Like invokeAsync, and resolves when the function has succeeded or the retries are exhausted. */
  untilSettled(functionName: string, payload: string, cause: string | undefined): Promise<void> {
    const { definition, pool } = this.find(functionName);
    return this.context.activity.during(() => this.untilDone(definition, pool, payload, cause));
  }

  /** Most invocations of a function at a time. */
  concurrencyOf(functionName: string): number {
    return this.find(functionName).pool.limit;
  }

  /** Runs a function once and returns its result, as Lambda does with synchronous invocations. */
  invoke(functionName: string, payload: string, cause: string | undefined): Promise<InvocationResult> {
    const { definition, pool } = this.find(functionName);
    const identity = {
      functionName: definition.name,
      requestId: randomUUID(),
      attempt: 1,
      traceId: newTraceId(cause),
    };
    return this.context.activity.during(() => this.attempt(pool, identity, payload, false));
  }

  /**
   * Resolves when all invocations that are under way now have ended. The minute after which something is tried again is
   * short here, and functions take as long as anywhere. In AWS the minute is longer than they may run.
   */
  async whenOthersEnded(): Promise<void> {
    await Promise.all(this.underWay);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([...this.pools.values()].map(({ pool }) => pool.stop()));
  }

  private find(functionName: string): { definition: FunctionDefinition; pool: FunctionPool } {
    const found = this.pools.get(functionName);
    if (!found) throw new Error(`There is no function ${functionName} in the template.`);
    return found;
  }

  private async untilDone(
    definition: FunctionDefinition,
    pool: FunctionPool,
    payload: string,
    cause: string | undefined,
  ): Promise<void> {
    const requestId = randomUUID();
    const schedule = new RetrySchedule(definition, this.settings.retryWaitsMs);
    for (let attempt = 1; !this.hasStopped(); attempt++) {
      const identity = { functionName: definition.name, requestId, attempt, traceId: newTraceId(cause) };
      const result = await this.attempt(pool, identity, payload, true);
      if (this.hasStopped()) return;
      const verdict = schedule.after(attempt, result);
      switch (verdict.kind) {
        case 'done':
          return;
        case 'again':
          await Promise.all([wait(verdict.waitMs, this.stopping.signal), this.whenOthersEnded()]);
          break;
        case 'given-up': {
          const { condition } = verdict;
          return this.giveUp({ definition, requestId, condition, attempts: attempt, payload, result });
        }
      }
    }
  }

  private hasStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  /** @param isRetried whether Lambda runs it again by itself where it fails */
  private async attempt(
    pool: FunctionPool,
    identity: InvocationIdentity,
    payload: string,
    isRetried: boolean,
  ): Promise<InvocationResult> {
    this.context.register.note(identity, isRetried ? () => pool.kill(identity) : undefined);
    const ending = this.begin(pool, identity, payload);
    this.underWay.add(ending);
    const result = await ending;
    this.underWay.delete(ending);
    return result;
  }

  private begin(pool: FunctionPool, identity: InvocationIdentity, payload: string): Promise<InvocationResult> {
    const { register, emit } = this.context;
    const facts = workFacts(payload);
    let startedAt = nowMs();
    return new Promise((resolve) => {
      pool.invoke(identity, payload, {
        started: (cold) => {
          startedAt = nowMs();
          emit({ kind: 'invocation-started', ...identity, ...facts, cold });
        },
        ended: (result) => {
          const durationMs = nowMs() - startedAt;
          const databaseRequests = register.requestsOf(identity);
          emit({ kind: 'invocation-ended', ...identity, ...facts, durationMs, result, databaseRequests });
          resolve(result);
        },
      });
    });
  }

  private async giveUp(givenUp: GivenUp): Promise<void> {
    const { onFailureArn, deadLetterArn } = givenUp.definition.asynchronous;
    const { payload, condition: reason } = givenUp;
    if (onFailureArn !== undefined) await this.keep(onFailureArn, destinationRecord(givenUp), {}, givenUp);
    if (deadLetterArn !== undefined) await this.keep(deadLetterArn, payload, deadLetterAttributes(givenUp), givenUp);
    if (onFailureArn === undefined && deadLetterArn === undefined) {
      this.emitLost(givenUp, `${reason}, and the function has neither a destination nor a dead-letter queue`);
    }
  }

  private async keep(
    queueArn: string,
    body: string,
    attributes: Record<string, string>,
    { definition, payload, condition: reason }: GivenUp,
  ): Promise<void> {
    try {
      await this.context.queues.send(queueArn, body, attributes);
    } catch (error) {
      const why = `${reason}, and ${queueName(queueArn)} did not accept it: ${String(error)}`;
      this.emitLost({ definition, payload }, why);
      return;
    }
    this.context.emit({
      kind: 'dead-lettered',
      queueName: queueName(queueArn),
      givenUpBy: 'function',
      reason,
      functionName: definition.name,
      ...eventFacts(payload),
    });
  }

  private emitLost({ definition, payload }: Pick<GivenUp, 'definition' | 'payload'>, reason: string): void {
    this.context.emit({ kind: 'event-lost', reason, functionName: definition.name, ...eventFacts(payload) });
  }
}

function eventFacts(payload: string): Pick<EventLost, 'eventId' | 'detailType'> {
  const event = eventSchema.safeParse(JSON.parse(payload));
  return { eventId: event.data?.id, detailType: event.data?.['detail-type'] };
}

/** The event that an invocation works on, or the events of its batch. */
function workFacts(payload: string): Pick<InvocationEnded, 'eventId' | 'detailType' | 'records'> {
  const batch = batchSchema.safeParse(JSON.parse(payload));
  if (!batch.success) return eventFacts(payload);
  return { records: batch.data.Records.map(({ messageId, body }) => ({ messageId, ...factsInText(body) })) };
}

function factsInText(body: string): Pick<EventLost, 'eventId' | 'detailType'> {
  try {
    return eventFacts(body);
  } catch {
    // It is not JSON, and so not an event.
    return {};
  }
}

function logContent(line: string): LogContent {
  try {
    const value = jsonLineSchema.safeParse(JSON.parse(line));
    if (value.success) return { format: 'json', value: value.data };
  } catch {
    // Log lines need not be JSON.
  }
  return { format: 'text', text: line };
}
