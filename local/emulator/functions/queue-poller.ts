import * as z from 'zod';
import type { Activity } from '../server/activity';
import { wait } from '../server/clock';
import type { Emit } from '../events/emulator-event';
import { queueName, type MovedMessage, type Queues, type ReceivedMessage } from '../queues/queues';
import type { EventSource } from '../template/event-sources';
import type { Queue } from '../template/queues';
import type { InvocationResult } from '../events/invocation';
import type { LambdaService } from './lambda-service';

/** What a poller needs of the rest of the system. */
export interface PollerContext {
  readonly queues: Pick<Queues, 'watch' | 'receive' | 'delete' | 'hide' | 'isEmpty'>;
  readonly functions: Pick<LambdaService, 'invoke' | 'concurrencyOf' | 'whenOthersEnded'>;
  readonly activity: Activity;
  readonly emit: Emit;
  readonly region: string;
  /** How long one minute of a visibility timeout lasts here. */
  readonly minuteMs: number;
}

/** The default visibility timeout of SQS. */
const defaultVisibilitySeconds = 30;

/** The wait after an error of the queue. */
const errorWaitMs = 1_000;

const responseSchema = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish(),
});

const eventSchema = z.object({ id: z.string().optional(), 'detail-type': z.string().optional() });

/**
 * Receives batches of messages and runs a function with them, as Lambda's event source mapping does: limited
 * concurrency, processed messages are deleted, and failed ones become visible again until the queue moves them to its
 * dead-letter queue.
 *
 * Messages count as work in progress as long as they are in the queue, also while they are hidden.
 */
export class QueuePoller {
  private readonly stopping = new AbortController();
  private readonly name: string;
  private working = 0;
  /** How often messages arrived in the queue, as far as known here. */
  private arrivals = 0;
  private endActivity: (() => void) | undefined;
  private slotFreed: (() => void) | undefined;
  /** One per request: the SDK never removes its listener from a signal. */
  private receiving = new AbortController();

  constructor(
    private readonly source: EventSource,
    private readonly queue: Queue,
    private readonly context: PollerContext,
  ) {
    this.name = queueName(source.queueArn);
  }

  start(): void {
    const sent = (): void => {
      if (!this.source.enabled) return;
      this.arrived();
      // The message may have been processed before the sender got its response.
      void this.settle();
    };
    this.context.queues.watch(this.name, sent, (moved) => this.emitMoved(moved));
    if (this.source.enabled) void this.poll();
  }

  stop(): Promise<void> {
    this.stopping.abort();
    this.receiving.abort();
    this.slotFreed?.();
    this.endNow();
    return Promise.resolve();
  }

  private async poll(): Promise<void> {
    while (!this.hasStopped()) {
      await this.slot();
      if (this.hasStopped()) return;
      const messages = await this.receive();
      if (this.hasStopped()) return;
      if (messages.length === 0) {
        await this.settle();
        continue;
      }
      this.arrived();
      this.working++;
      void this.workOn(messages);
    }
  }

  /** Waits until another batch may be begun. */
  private async slot(): Promise<void> {
    const { maximumConcurrency = Infinity, functionName } = this.source;
    const most = Math.min(maximumConcurrency, this.context.functions.concurrencyOf(functionName));
    while (this.working >= most && !this.hasStopped()) {
      await new Promise<void>((resolve) => (this.slotFreed = resolve));
    }
  }

  /** Messages stay hidden as long as in AWS while they are processed, which is longer than the function may run. */
  private async receive(): Promise<ReceivedMessage[]> {
    this.receiving = new AbortController();
    const { signal } = this.receiving;
    try {
      return await this.context.queues.receive(this.name, this.source.batchSize, this.visibilitySeconds(), signal);
    } catch {
      await wait(errorWaitMs, this.stopping.signal);
      return [];
    }
  }

  private async workOn(messages: readonly ReceivedMessage[]): Promise<void> {
    const { functions, region } = this.context;
    const { functionName, queueArn } = this.source;
    try {
      const Records = messages.map((message) => recordOf(message, queueArn, region));
      const result = await functions.invoke(functionName, JSON.stringify({ Records }), undefined);
      if (!this.hasStopped()) await this.clear(messages, result);
    } catch {
      // The messages become visible again by themselves.
    } finally {
      this.working--;
      this.slotFreed?.();
      await this.settle();
    }
  }

  /** Deletes processed messages. Failed ones wait for the visibility timeout, in local minutes. */
  private async clear(messages: readonly ReceivedMessage[], result: InvocationResult): Promise<void> {
    const failed = failedOf(messages, result, this.source.namesFailures);
    const done = messages.filter((message) => !failed.includes(message));
    const { queues, functions, minuteMs } = this.context;
    await queues.delete(this.name, done);
    if (failed.length === 0) return;
    await functions.whenOthersEnded();
    await queues.hide(this.name, failed, (this.visibilitySeconds() / 60) * minuteMs);
  }

  private arrived(): void {
    this.arrivals++;
    if (!this.hasStopped()) this.endActivity ??= this.context.activity.begin();
  }

  /** Ends the activity once the queue is empty, unless a message arrived during the check. */
  private async settle(): Promise<void> {
    if (this.working > 0 || !this.endActivity) return;
    const { arrivals } = this;
    const isEmpty = await this.context.queues.isEmpty(this.name).catch(() => false);
    if (!isEmpty || arrivals !== this.arrivals) return;
    this.endNow();
  }

  private endNow(): void {
    this.endActivity?.();
    this.endActivity = undefined;
  }

  private hasStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private emitMoved({ body }: MovedMessage): void {
    const { deadLetterTargetArn } = this.queue.RedrivePolicy ?? {};
    if (deadLetterTargetArn === undefined) return;
    this.context.emit({
      kind: 'dead-lettered',
      queueName: queueName(deadLetterTargetArn),
      givenUpBy: 'queue',
      reason: 'MaxReceiveCountExceeded',
      functionName: this.source.functionName,
      ...eventFacts(body),
    });
  }

  private visibilitySeconds(): number {
    return this.queue.VisibilityTimeout ?? defaultVisibilitySeconds;
  }
}

/** The failed messages of a batch. A response that names an unknown message fails the whole batch. */
export function failedOf<Given extends Pick<ReceivedMessage, 'messageId'>>(
  messages: readonly Given[],
  result: InvocationResult,
  namesFailures: boolean,
): readonly Given[] {
  if (result.outcome === 'failed') return messages;
  if (!namesFailures || result.value === null) return [];
  const answer = responseSchema.safeParse(result.value);
  if (!answer.success) return messages;
  const named = (answer.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  const known = messages.map(({ messageId }) => messageId);
  if (named.some((id) => !known.includes(id))) return messages;
  return messages.filter(({ messageId }) => named.includes(messageId));
}

function recordOf(message: ReceivedMessage, eventSourceARN: string, awsRegion: string): unknown {
  return { ...message, messageAttributes: {}, eventSource: 'aws:sqs', eventSourceARN, awsRegion };
}

function eventFacts(body: string): { eventId?: string | undefined; detailType?: string | undefined } {
  try {
    const event = eventSchema.safeParse(JSON.parse(body));
    return { eventId: event.data?.id, detailType: event.data?.['detail-type'] };
  } catch {
    return {};
  }
}
