import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { unreachable } from '../lambdas/model/unreachable';
import { waitMs, type BackOff } from './back-off';
import { resultOfError, resultsIn, type PutEventsResult } from './put-events-result';
import type { FailureEntry } from './entry-of';
import type { PublishOutcome, LastOutcome } from './publish-report';
import type { ReceivedFailure, Tally } from './tally';

/** An entry that is ready to be sent. */
export interface ReadyEntry<Failure> extends ReceivedFailure<Failure> {
  readonly entry: FailureEntry;
  readonly bytes: number;
}

/** What sending needs. */
export interface SenderContext {
  readonly client: EventBridgeClient;
  readonly backOff: BackOff;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to just under 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** An entry without an outcome yet, and what is known about it. */
interface OpenEntry<Failure> {
  readonly ready: ReadyEntry<Failure>;
  readonly mayHaveArrived: boolean;
  readonly lastOutcome: LastOutcome;
}

const aborted: LastOutcome = { code: 'Aborted', message: 'Publishing was aborted.' };

/** Sends the entries of one request, and sends those that failed again, until each entry has its outcome. */
export class EntrySender<Failure> {
  constructor(
    private readonly context: SenderContext,
    private readonly tally: Tally<Failure>,
  ) {}

  async send(batch: readonly ReadyEntry<Failure>[]): Promise<void> {
    const { backOff, pause, random, signal } = this.context;
    let open = batch.map((ready): OpenEntry<Failure> => ({ ready, mayHaveArrived: false, lastOutcome: aborted }));
    for (let attempt = 1; !signal.aborted; attempt++) {
      if (attempt > 1) this.tally.retry(open.length);
      open = await this.attempt(open);
      if (open.length === 0) return;
      if (attempt >= backOff.attempts) break;
      await pause(waitMs(attempt, backOff, random()), signal);
    }
    this.tally.settle(open.map((entry) => [entry.ready, gaveUp(entry)]));
  }

  /** @returns the entries that still have no outcome */
  private async attempt(open: readonly OpenEntry<Failure>[]): Promise<OpenEntry<Failure>[]> {
    const results = await this.put(open.map(({ ready }) => ready));
    const settled: [ReceivedFailure<Failure>, PublishOutcome][] = [];
    const stillOpen: OpenEntry<Failure>[] = [];
    for (const [place, entry] of open.entries()) {
      const next = afterResult(entry, results[place]);
      if ('state' in next) settled.push([entry.ready, next]);
      else stillOpen.push(next);
    }
    this.tally.settle(settled);
    return stillOpen;
  }

  private async put(entries: readonly ReadyEntry<Failure>[]): Promise<readonly PutEventsResult[]> {
    const { client, signal } = this.context;
    try {
      const Entries = entries.map(({ entry }) => entry);
      const reply = await client.send(new PutEventsCommand({ Entries }), { abortSignal: signal });
      return resultsIn(reply, entries.length);
    } catch (error) {
      const result = resultOfError(error);
      return result.kind === 'refused' ? this.putByType(entries, result) : entries.map(() => result);
    }
  }

  /**
   * A publisher with a grant for one failure type is denied a whole request that holds another. So each type is sent
   * alone.
   */
  private async putByType(
    entries: readonly ReadyEntry<Failure>[],
    refused: PutEventsResult,
  ): Promise<readonly PutEventsResult[]> {
    const types = [...new Set(entries.map(typeOf))];
    if (types.length === 1) return entries.map(() => refused);
    const results = new Map<ReadyEntry<Failure>, PutEventsResult>();
    for (const type of types) {
      const alike = entries.filter((entry) => typeOf(entry) === type);
      const typeResults = await this.put(alike);
      for (const [place, entry] of alike.entries()) results.set(entry, typeResults[place] ?? refused);
    }
    return entries.map((entry) => results.get(entry) ?? refused);
  }
}

function typeOf({ entry }: ReadyEntry<unknown>): string {
  return entry.DetailType;
}

function afterResult<Failure>(
  entry: OpenEntry<Failure>,
  result: PutEventsResult | undefined,
): PublishOutcome | OpenEntry<Failure> {
  if (!result) return entry;
  switch (result.kind) {
    case 'accepted':
      return { state: 'published', eventId: result.eventId };
    case 'refused': {
      const { lastOutcome } = result;
      // An earlier attempt may have succeeded.
      if (entry.mayHaveArrived) return { state: 'unknown', lastOutcome };
      return { state: 'refused', refusal: { reason: 'refused-by-bus', ...lastOutcome } };
    }
    case 'retryable':
      return {
        ready: entry.ready,
        mayHaveArrived: entry.mayHaveArrived || result.mayHaveArrived,
        lastOutcome: result.lastOutcome,
      };
    default:
      return unreachable(result);
  }
}

function gaveUp({ mayHaveArrived, lastOutcome }: OpenEntry<unknown>): PublishOutcome {
  return { state: mayHaveArrived ? 'unknown' : 'unsent', lastOutcome };
}
