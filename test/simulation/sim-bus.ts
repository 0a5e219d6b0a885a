import type { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Platform, SimFunction } from './platform';
import type { Process, Surroundings } from './process';

/** An event on the bus, as its targets get it. */
export interface BusEvent {
  readonly id: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly time: string;
  readonly detail: unknown;
}

/** A bus that delivers at least once, in any order, and now and then late. */
export class SimBus {
  private readonly rules = new Map<string, ((event: BusEvent) => void)[]>();
  private readonly archive: BusEvent[] = [];
  private count = 0;

  constructor(
    private readonly around: Surroundings,
    private readonly platform: Platform,
    private readonly onAccepted: (event: BusEvent) => void,
  ) {}

  addRule(detailType: string, target: SimFunction): void {
    this.addTarget(detailType, (event) => this.platform.invoke(target, event));
  }

  /** Somebody else's system that hears of such events. */
  addTarget(detailType: string, hear: (event: BusEvent) => void): void {
    this.rules.set(detailType, [...(this.rules.get(detailType) ?? []), hear]);
  }

  /** Takes an event from outside, where a publisher waited until it was taken. */
  accept(source: string, detailType: string, detail: unknown): BusEvent {
    const { scheduler } = this.around;
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
        return process.request<object>(
          () => 'PutEvents',
          ({ take, refuse }) => this.put(process, command, take, refuse, 1),
        );
      },
    };
    // As with DynamoDB: nothing of a client is used but `send`.
    return client as unknown as EventBridgeClient;
  }

  private put(
    process: Process,
    command: PutEventsCommand,
    take: (value: object) => void,
    refuse: (error: Error) => void,
    attempt: number,
  ): void {
    const { scheduler, random, faults, story } = this.around;
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
        story.count('events refused by the bus');
        story.tell(process.name, () => `▸ PutEvents ${names()}: ${taken.length} taken`);
        take({ FailedEntryCount: entries.length - taken.length, Entries: [{ ErrorCode: 'ThrottlingException' }] });
        return;
      }
      story.tell(process.name, () => `▸ PutEvents ${names()}: ${losesReply ? 'taken, reply lost' : 'ok'}`);
      if (!losesReply) scheduler.after(random.int(1, 20), () => take({ FailedEntryCount: 0, Entries: [{}] }));
    });
    if (!losesReply) return;
    scheduler.after(3_000, () => {
      if (process.isOver) return;
      story.count('events published twice by a retry');
      if (attempt >= 3) refuse(new Error('no answer in time'));
      else this.put(process, command, take, refuse, attempt + 1);
    });
  }

  private deliver(event: BusEvent): void {
    const { scheduler, random, faults, story } = this.around;
    for (const hear of this.rules.get(event['detail-type']) ?? []) {
      const times = random.chance(faults.deliveredTwice) ? 2 : 1;
      if (times === 2) story.count('events delivered twice');
      for (let time = 0; time < times; time++) {
        const late = random.chance(faults.deliveredLate);
        if (late) story.count('events delivered late');
        // Together as a rule, so that duplicates meet in the middle of things.
        const afterMs = late ? random.int(1_000, 4 * 3600_000) : random.int(5, 60);
        scheduler.after(afterMs, () => hear(event));
      }
    }
  }
}
