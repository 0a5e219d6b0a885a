import type { FailedEvent, RetryQueue } from '../../lambdas/retry/retry-queue';

interface Message {
  readonly payload: unknown;
  readonly errorName: string | undefined;
  receiveCount: number;
  visibleAtMs: number;
}

/** Longer than a function may run, as with the real queue. */
const visibilityMs = 120_000;

/** A retry queue. What was received comes back unless it is deleted or moved to the dead-letter queue. */
export class FakeRetryQueue implements RetryQueue {
  readonly deadLettered: unknown[] = [];
  private readonly messages = new Map<string, Message>();
  private received = 0;

  constructor(
    readonly functionName: string,
    private readonly clock: () => Date,
  ) {}

  /** Events that still wait, taken or not. */
  get waiting(): unknown[] {
    return [...this.messages.values()].map(({ payload }) => payload);
  }

  /** The function was given up on with this event. */
  giveUp(payload: unknown, errorName?: string): void {
    const message = { payload, errorName, receiveCount: 0, visibleAtMs: this.clock().getTime() };
    this.messages.set(`message-${++this.received}`, message);
  }

  async receive(limit: number): Promise<FailedEvent[]> {
    const nowMs = this.clock().getTime();
    const ready = [...this.messages].filter(([, { visibleAtMs }]) => visibleAtMs <= nowMs).slice(0, limit);
    return ready.map(([receipt, message]) => {
      message.receiveCount++;
      message.visibleAtMs = nowMs + visibilityMs;
      const { payload, errorName, receiveCount } = message;
      return { payload, errorName, receiveCount, receipt, body: JSON.stringify(payload) };
    });
  }

  async delete({ receipt }: FailedEvent): Promise<void> {
    this.messages.delete(receipt);
  }

  async retryLater({ receipt }: FailedEvent, delaySeconds: number): Promise<void> {
    const message = this.messages.get(receipt);
    if (message) message.visibleAtMs = this.clock().getTime() + delaySeconds * 1000;
  }

  async deadLetter(event: FailedEvent): Promise<void> {
    this.deadLettered.push(event.payload);
    await this.delete(event);
  }
}
