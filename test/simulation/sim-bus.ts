import type { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Platform, SimFunction } from './platform';
import type { Process, Reply, SimContext } from './process';

/** An event on the bus, as its targets get it. */
export interface BusEvent {
  readonly id: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly time: string;
  readonly detail: unknown;
}

/** A bus that delivers at least once, in any order, and sometimes late. */
export class SimBus {
  private readonly rules = new Map<string, ((event: BusEvent) => void)[]>();
  /** How much likelier than elsewhere a function dies while it publishes an event of a type. */
  readonly risks = new Map<string, number>();
  private readonly archive: BusEvent[] = [];
  private count = 0;

  constructor(
    private readonly context: SimContext,
    private readonly platform: Platform,
    private readonly onAccepted: (event: BusEvent) => void,
  ) {}

  addRule(detailType: string, target: SimFunction): void {
    this.addTarget(detailType, (event) => this.platform.invoke(target, event));
  }

  /** The system of another team gets such events. */
  addTarget(detailType: string, target: (event: BusEvent) => void): void {
    this.rules.set(detailType, [...(this.rules.get(detailType) ?? []), target]);
  }

  /** Takes an event from outside, where a publisher waited until it was taken. */
  accept(source: string, detailType: string, detail: unknown): BusEvent {
    const { scheduler } = this.context;
    const time = new Date(scheduler.now).toISOString();
    const event = { id: `event-${++this.count}`, source, 'detail-type': detailType, time, detail };
    this.archive.push(event);
    this.onAccepted(event);
    this.deliver(event);
    return event;
  }

  /** Everything that was ever published under a type is delivered again. */
  replay(detailType: string): void {
    for (const event of this.archive.filter((archived) => archived['detail-type'] === detailType)) this.deliver(event);
  }

  clientOf(current: () => Process): EventBridgeClient {
    const client = {
      send: (command: PutEventsCommand) => {
        const process = current();
        const risks = (command.input.Entries ?? []).map(({ DetailType = '' }) => this.risks.get(DetailType) ?? 1);
        return process.request<object>(
          () => 'PutEvents',
          (reply) => this.put(process, command, reply, 1),
          Math.max(1, ...risks),
        );
      },
    };
    // As with DynamoDB: nothing of a client is used but `send`.
    return client as unknown as EventBridgeClient;
  }

  private put(process: Process, command: PutEventsCommand, reply: Reply<object>, attempt: number): void {
    const { scheduler, random, faults, trace } = this.context;
    const losesReply = random.chance(faults.busLostReply);
    const refuses = !losesReply && random.chance(faults.busRefuses);
    const entries = command.input.Entries ?? [];
    const names = (): string => entries.map(({ DetailType }) => DetailType).join(' and ');
    // Of several it may take the first, and refuse the last.
    const taken = refuses ? entries.slice(0, random.int(0, entries.length - 1)) : entries;
    scheduler.after(random.int(2, 40), () => {
      for (const { Source = '', DetailType = '', Detail = '{}' } of taken) {
        this.accept(Source, DetailType, JSON.parse(Detail));
      }
      if (refuses) {
        trace.count('events refused by the bus');
        trace.record(process.name, () => `▸ PutEvents ${names()}: ${taken.length} taken`);
        reply.resolve({
          FailedEntryCount: entries.length - taken.length,
          Entries: [{ ErrorCode: 'ThrottlingException' }],
          $metadata: { attempts: attempt },
        });
        return;
      }
      trace.record(process.name, () => `▸ PutEvents ${names()}: ${losesReply ? 'taken, reply lost' : 'ok'}`);
      if (!losesReply)
        scheduler.after(random.int(1, 20), () =>
          reply.resolve({ FailedEntryCount: 0, Entries: [{}], $metadata: { attempts: attempt } }),
        );
    });
    if (!losesReply) return;
    scheduler.after(3_000, () => {
      if (process.isOver) return;
      trace.count('events published twice by a retry');
      if (attempt >= 3) reply.reject(new Error('no answer in time'));
      else this.put(process, command, reply, attempt + 1);
    });
  }

  private deliver(event: BusEvent): void {
    const { scheduler, random, faults, trace } = this.context;
    for (const target of this.rules.get(event['detail-type']) ?? []) {
      const times = random.chance(faults.deliveredTwice) ? 2 : 1;
      if (times === 2) trace.count('events delivered twice');
      for (let time = 0; time < times; time++) {
        const late = random.chance(faults.deliveredLate);
        if (late) trace.count('events delivered late');
        // Close together as a rule, so that duplicates meet while the first is being handled.
        const afterMs = late ? random.int(1_000, 4 * 3600_000) : random.int(5, 60);
        scheduler.after(afterMs, () => target(event));
      }
    }
  }
}
