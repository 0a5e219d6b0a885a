import type { FunctionCaller, FailedEvent, RetryQueue } from '../../lambdas/retry/retry-queue';
import type { FailedInvocation, Platform, SimFunction } from './platform';
import type { Process, SimContext } from './process';

const visibilityMs = 120_000;

interface Message extends FailedInvocation {
  readonly id: string;
  visibleAt: number;
  receiveCount: number;
}

/** The retry queue of each function, and the dead-letter queue. */
export class SimQueues {
  deadLetters: { readonly functionName: string; readonly event: unknown }[] = [];
  private messages: Message[] = [];
  private count = 0;

  constructor(private readonly context: SimContext) {}

  push(failed: FailedInvocation): void {
    this.messages.push({
      ...failed,
      id: `message-${++this.count}`,
      visibleAt: this.context.scheduler.now,
      receiveCount: 0,
    });
  }

  /** When the next message can be taken. */
  earliest(): number {
    return Math.min(Infinity, ...this.messages.map(({ visibleAt }) => visibleAt));
  }

  /** Every event in a retry queue. */
  get waiting(): readonly unknown[] {
    return this.messages.map(({ event }) => event);
  }

  /** A person takes every dead letter out, to have it tried once more. */
  takeDeadLetters(): { readonly functionName: string; readonly event: unknown }[] {
    const { deadLetters } = this;
    this.deadLetters = [];
    return deadLetters;
  }

  retryQueuesFor(functions: readonly SimFunction[], current: () => Process): RetryQueue[] {
    return functions.map(({ name }) => this.retryQueueFor(name, current));
  }

  private retryQueueFor(functionName: string, current: () => Process): RetryQueue {
    return {
      functionName,
      receive: async (limit) => this.request(current(), 'ReceiveMessage', () => this.take(functionName, limit)),
      delete: async ({ receipt }) => this.request(current(), 'DeleteMessage', () => this.remove(receipt)),
      retryLater: async ({ receipt }, delaySeconds) =>
        this.request(current(), 'ChangeMessageVisibility', () => {
          const message = this.messages.find(({ id }) => id === receipt);
          if (message) message.visibleAt = this.context.scheduler.now + delaySeconds * 1000;
        }),
      deadLetter: async ({ receipt, payload }) => {
        await this.request(current(), 'SendMessage', () => {
          this.context.trace.count('events dead-lettered');
          this.deadLetters.push({ functionName, event: payload });
        });
        await this.request(current(), 'DeleteMessage', () => this.remove(receipt));
      },
    };
  }

  private take(functionName: string, limit: number): FailedEvent[] {
    const { now } = this.context.scheduler;
    const taken = this.messages
      .filter((message) => message.functionName === functionName && message.visibleAt <= now)
      .slice(0, limit);
    return taken.map((message) => {
      message.visibleAt = now + visibilityMs;
      message.receiveCount += 1;
      const { event, errorName, receiveCount, id } = message;
      return { payload: structuredClone(event), errorName, receiveCount, receipt: id, body: JSON.stringify(event) };
    });
  }

  private remove(id: string): void {
    this.messages = this.messages.filter((message) => message.id !== id);
  }

  private request<Value>(process: Process, what: string, step: () => Value): Promise<Value> {
    const { scheduler, random } = this.context;
    return process.request<Value>(
      () => what,
      ({ resolve }) => {
        scheduler.after(random.int(2, 30), () => {
          const value = step();
          scheduler.after(random.int(1, 10), () => resolve(value));
        });
      },
    );
  }
}

/** Runs functions for the sweep, and returns how each run ended. */
export function functionCaller(
  platform: Platform,
  functions: () => readonly SimFunction[],
  context: SimContext,
  current: () => Process,
): FunctionCaller {
  return {
    call: async (functionName, payload) => {
      const deployed = functions().find(({ name }) => name === functionName);
      if (!deployed) throw new Error(`there is no function ${functionName}`);
      context.trace.count('events redriven');
      return current().request(
        () => 'Invoke',
        ({ resolve }) => {
          context.scheduler.after(10, () =>
            platform.run(deployed, payload, (end) =>
              resolve(end.ok ? { failed: false } : { failed: true, errorName: end.errorName }),
            ),
          );
        },
      );
    },
  };
}
