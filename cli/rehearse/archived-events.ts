import { CommandError } from '../commands/command-error';
import type { AwsClients } from '../doctor/stage/aws-clients';
import { cancelReplay, startReplay, stateOf, type Span } from './eventbridge-replay';
import type { RehearsalPlace } from './rehearsal-place';
import { giveBack, receive, remove, type Replayed } from './sqs-replayed';

export interface ArchiveReading {
  readonly aws: Pick<AwsClients, 'bus' | 'queues'>;
  /** The name of this replay. Of two, the one that began first has the smaller. */
  readonly name: string;
  readonly clock: () => Date;
  /** Whether whoever began it has had enough. */
  readonly isStopped: () => boolean;
  readonly patience: Patience;
  /** Says something to whoever waits. */
  readonly say: (text: string) => void;
}

/** How long each look into the queue waits, and how long nothing may come until it is believed that all was read. */
export interface Patience {
  readonly waitSeconds: number;
  readonly quietMs: number;
}

/** So many read at once. */
const readers = 4;

/** How long somebody may still read what a replay brought that has ended. */
const readingMs = 10 * 60_000;

/**
 * Replays what an archive holds of that time to the rule of rehearsals, and reads it from the queue. When it ends, in
 * whatever way, the replay has ended too and nothing of it is in the queue.
 *
 * @throws {@link CommandError} where the archive does not hold that time, somebody else rehearses, or it was stopped
 */
export async function archivedEvents(
  place: RehearsalPlace,
  span: Span,
  reading: ArchiveReading,
): Promise<readonly unknown[]> {
  const { aws, name, say, clock } = reading;
  const missing = await startReplay({ name, ...place }, span, aws.bus, clock());
  say(
    `Replaying ${span.from.toISOString()} to ${span.until.toISOString()} from ${place.archiveName}, as ${name}. No function takes it.`,
  );
  const drain = new Drain(place.queueUrl, reading);
  await Promise.all(Array.from({ length: readers }, () => drain.run()));
  if (drain.problem !== undefined) throw new CommandError(drain.problem);
  if (missing !== undefined) say(missing);
  return [...drain.found.values()];
}

/** Reads the queue until a replay has ended and nothing more comes. */
class Drain {
  readonly found = new Map<string, unknown>();
  /** Why nothing comes of it. It is read to its end all the same: what is left would stay with name and address. */
  problem: string | undefined;
  private isCancelled = false;

  constructor(
    private readonly queueUrl: string,
    private readonly reading: ArchiveReading,
  ) {}

  async run(): Promise<void> {
    const { aws, isStopped, patience, clock } = this.reading;
    let quietSince: Date | undefined;
    while (quietSince === undefined || clock().getTime() - quietSince.getTime() < patience.quietMs) {
      const taken = await this.carefully(() => receive(this.queueUrl, patience.waitSeconds, aws.queues));
      if (isStopped()) await this.giveUp('Stopped. The replay was cancelled, and what it had brought was deleted.');
      const isOwn = await this.carefully(() => this.settle(taken));
      if (isOwn || !(await this.isOver())) quietSince = undefined;
      else quietSince ??= clock();
    }
  }

  /** @returns whether any of it is of this rehearsal */
  private async settle(taken: readonly Replayed[]): Promise<boolean> {
    const { name, aws } = this.reading;
    const own = taken.filter(({ replay }) => replay === name);
    for (const { id, event } of own) this.found.set(id, event);
    await remove(this.queueUrl, own, aws.queues);
    for (const other of taken.filter(({ replay }) => replay !== name)) await this.leave(other);
    return own.length > 0;
  }

  /** One of another rehearsal is theirs as long as they read. Who began later gives way. */
  private async leave(other: Replayed): Promise<void> {
    const { name, aws, clock } = this.reading;
    const state = await stateOf(other.replay, aws.bus);
    const isRead = state && !(state.isOver && clock().getTime() - (state.endedAt ?? new Date(0)).getTime() > readingMs);
    if (!isRead) {
      await remove(this.queueUrl, [other], aws.queues);
      return;
    }
    await giveBack(this.queueUrl, other, aws.queues);
    if (other.replay < name) {
      await this.giveUp(`Somebody else rehearses (${other.replay}). Try again when they have ended.`);
    }
  }

  private async isOver(): Promise<boolean> {
    const { name, aws } = this.reading;
    const state = await this.carefully(() => stateOf(name, aws.bus));
    if (state?.failure !== undefined) this.problem ??= `The replay ${name} failed: ${state.failure}.`;
    return state?.isOver ?? true;
  }

  private async giveUp(problem: string): Promise<void> {
    this.problem ??= problem;
    if (this.isCancelled) return;
    this.isCancelled = true;
    await cancelReplay(this.reading.name, this.reading.aws.bus);
  }

  /** What fails here leaves no replay behind that brings more. */
  private async carefully<Value>(step: () => Promise<Value>): Promise<Value> {
    try {
      return await step();
    } catch (error) {
      await cancelReplay(this.reading.name, this.reading.aws.bus).catch(() => undefined);
      throw error;
    }
  }
}
