import type { FunctionCaller, FailedEvent, RetryQueue } from '../../lambdas/retry/retry-queue';
import type { Platform, SimFunction, Undelivered } from './platform';
import type { Process, Surroundings } from './process';

const visibilityMs = 120_000;

interface Message extends Undelivered {
  readonly id: string;
  visibleAt: number;
  receiveCount: number;
}

/** The queues in which the undelivered wait, one per function, and one for all that was parked. */
export class SimQueues {
  parked: { readonly functionName: string; readonly event: unknown }[] = [];
  private messages: Message[] = [];
  private count = 0;

  constructor(private readonly around: Surroundings) {}

  push(undelivered: Undelivered): void {
    this.messages.push({
      ...undelivered,
      id: `message-${++this.count}`,
      visibleAt: this.around.scheduler.now,
      receiveCount: 0,
    });
  }

  /** When the next message can be taken. */
  earliest(): number {
    return Math.min(Infinity, ...this.messages.map(({ visibleAt }) => visibleAt));
  }

  /** All that waits in queues, parked or to be tried again. */
  get waiting(): readonly unknown[] {
    return this.messages.map(({ event }) => event);
  }

  /** A person takes out all that was parked, to have it tried once more. */
  unpark(): { readonly functionName: string; readonly event: unknown }[] {
    const { parked } = this;
    this.parked = [];
    return parked;
  }

  placesOf(functions: readonly SimFunction[], current: () => Process): RetryQueue[] {
    return functions.map(({ name }) => this.placeOf(name, current));
  }

  private placeOf(functionName: string, current: () => Process): RetryQueue {
    return {
      functionName,
      take: async (limit) => this.ask(current(), 'ReceiveMessage', () => this.take(functionName, limit)),
      finish: async ({ receipt }) => this.ask(current(), 'DeleteMessage', () => this.remove(receipt)),
      tryLater: async ({ receipt }, delaySeconds) =>
        this.ask(current(), 'ChangeMessageVisibility', () => {
          const message = this.messages.find(({ id }) => id === receipt);
          if (message) message.visibleAt = this.around.scheduler.now + delaySeconds * 1000;
        }),
      park: async ({ receipt, payload }) => {
        await this.ask(current(), 'SendMessage', () => {
          this.around.story.count('events parked');
          this.parked.push({ functionName, event: payload });
        });
        await this.ask(current(), 'DeleteMessage', () => this.remove(receipt));
      },
    };
  }

  private take(functionName: string, limit: number): FailedEvent[] {
    const { now } = this.around.scheduler;
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

  private ask<Value>(process: Process, what: string, step: () => Value): Promise<Value> {
    const { scheduler, random } = this.around;
    return process.request<Value>(
      () => what,
      ({ take }) => {
        scheduler.after(random.int(2, 30), () => {
          const value = step();
          scheduler.after(random.int(1, 10), () => take(value));
        });
      },
    );
  }
}

/** Runs functions for the sweep and tells it their end. */
export function functionCaller(
  platform: Platform,
  functions: () => readonly SimFunction[],
  around: Surroundings,
  current: () => Process,
): FunctionCaller {
  return {
    call: async (functionName, payload) => {
      const deployed = functions().find(({ name }) => name === functionName);
      if (!deployed) throw new Error(`there is no function ${functionName}`);
      around.story.count('events redriven');
      return current().request(
        () => 'Invoke',
        ({ take }) => {
          around.scheduler.after(10, () =>
            platform.run(deployed, payload, (end) =>
              take(end.ok ? { failed: false } : { failed: true, errorName: end.errorName }),
            ),
          );
        },
      );
    },
  };
}
