import { messageOf, type ReceivedUpdates } from '../../lambdas/received/received-update';
import type { FailedInvocation, Platform, SimFunction } from './platform';
import type { Process, SimContext } from './process';
import type { RefundEvent } from './sim-provider';
import { listAt, textAt, type Plain } from './stored';

/** When the provider calls a webhook again that failed. */
const retriesMs = [60_000, 600_000, 3_600_000, 4 * 3_600_000, 12 * 3_600_000, 24 * 3_600_000];

/** So long a message is hidden that was received and not deleted. */
const visibilityMs = 180_000;

/** How often a message is received before it moves to the retry queue. */
const maxReceiveCount = 5;

/** The two functions of a webhook. */
export interface WebhookFunctions {
  readonly webhook: SimFunction;
  readonly partUpdates: SimFunction;
}

/**
 * The provider calls the public function, which leaves what it received in a queue, from which the private one takes
 * it.
 */
export class SimWebhook {
  private readonly waitingIn = new Map<string, string>();
  private count = 0;

  constructor(
    private readonly context: SimContext,
    private readonly platform: Platform,
    private readonly functions: () => WebhookFunctions,
    private readonly onFailed: (failed: FailedInvocation) => void,
  ) {}

  /** What was received and is not applied yet. */
  get waiting(): readonly Plain[] {
    return [...this.waitingIn.values()].map((message) => JSON.parse(message) as Plain);
  }

  /**
   * Events come at least once, late, twice and in any order, and possibly before the reply to the call they are about.
   */
  send(event: RefundEvent): void {
    const { random, scheduler, faults, trace } = this.context;
    const times = random.chance(faults.webhookTwice) ? 2 : 1;
    if (times === 2) trace.count('webhook events sent twice');
    for (let time = 0; time < times; time++) {
      const isLate = random.chance(faults.webhookLate);
      const delayMs = isLate ? random.int(60_000, 8 * 3_600_000) : random.int(1, 2_000);
      scheduler.after(delayMs, () => this.call(event, 0));
    }
  }

  /** The queue, as the public function has it. */
  queueOf(current: () => Process): ReceivedUpdates {
    return {
      keep: (event, receivedAt) =>
        current().request<undefined>(
          () => 'SendMessage',
          ({ resolve, reject }) => {
            const { scheduler, random, faults, trace } = this.context;
            const refuses = random.chance(faults.busRefuses);
            scheduler.after(random.int(2, 30), () => {
              if (refuses) {
                trace.count('webhook events that no queue took');
                return reject(new Error('the queue takes nothing'));
              }
              this.arrive(messageOf(event, receivedAt));
              scheduler.after(random.int(1, 10), () => resolve(undefined));
            });
          },
        ),
    };
  }

  private call(event: RefundEvent, retries: number): void {
    this.platform.run(this.functions().webhook, event, (end) => {
      if (end.ok) return this.context.trace.count(`webhook: ${textAt(end.value as Plain, 'body')}`);
      const retryMs = retriesMs[retries];
      if (retryMs === undefined) return this.context.trace.count('webhook events given up on');
      this.context.scheduler.after(retryMs, () => this.call(event, retries + 1));
    });
  }

  private arrive(message: string): void {
    const { random, scheduler, faults } = this.context;
    const id = `received-${++this.count}`;
    this.waitingIn.set(id, message);
    // SQS delivers at least once.
    const times = random.chance(faults.deliveredTwice) ? 2 : 1;
    for (let time = 0; time < times; time++) scheduler.after(random.int(5, 60), () => this.receive(id, message, 1));
  }

  private receive(messageId: string, body: string, receiveCount: number): void {
    this.platform.run(this.functions().partUpdates, { Records: [{ messageId, body }] }, (end) => {
      const isDone = end.ok && listAt(end.value as Plain, 'batchItemFailures').length === 0;
      if (isDone) {
        this.waitingIn.delete(messageId);
        return;
      }
      if (receiveCount < maxReceiveCount) {
        this.context.trace.count('received updates delivered again');
        this.context.scheduler.after(visibilityMs, () => this.receive(messageId, body, receiveCount + 1));
        return;
      }
      this.waitingIn.delete(messageId);
      const { name: functionName } = this.functions().partUpdates;
      this.onFailed({ functionName, event: JSON.parse(body), errorName: 'MaxReceiveCountExceeded' });
    });
  }
}
