import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { unreachable } from '../lambdas/model/unreachable';
import { waitMs, type BackOff } from './back-off';
import { noResult, resultOfError, resultsIn, type PutEventsResult } from './put-events-result';
import type { FailureEntry } from './entry-of';
import type { PublishOutcome, LastOutcome } from './publish-report';
import type { ReceivedFailure, Tally } from './tally';

/** An entry that is ready to be sent. */
export interface ReadyEntry<Failure> extends ReceivedFailure<Failure> {
  readonly entry: FailureEntry;
  readonly bytes: number;
}

/** Whether sources and types are sent in requests of their own. What one request was taught, all later ones know. */
export interface Separation {
  needed: boolean;
}

/** What sending needs. */
export interface SenderContext {
  readonly client: EventBridgeClient;
  readonly backOff: BackOff;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to just under 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly separation: Separation;
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

  /**
   * Together first. To the policy of the bus a request has a set of sources and a set of types, and no pairs, so a role
   * that was granted two events may be denied both in one request: where a combination of them is another publisher's.
   * A type that was not granted denies the others of its request as well. Apart, each gets its own answer.
   */
  private async put(entries: readonly ReadyEntry<Failure>[]): Promise<readonly PutEventsResult[]> {
    const groups = groupsOf(entries);
    const isMixed = groups.length > 1;
    if (isMixed && this.context.separation.needed) return this.putApart(entries, groups);
    const together = await this.request(entries);
    const isDenied = 'whole' in together && together.whole.kind === 'refused';
    return isMixed && isDenied ? this.putApart(entries, groups) : resultsOf(together, entries);
  }

  private async putApart(
    entries: readonly ReadyEntry<Failure>[],
    groups: readonly (readonly ReadyEntry<Failure>[])[],
  ): Promise<readonly PutEventsResult[]> {
    const results = new Map<ReadyEntry<Failure>, PutEventsResult>();
    for (const group of groups) {
      const ofGroup = resultsOf(await this.request(group), group);
      for (const [place, entry] of group.entries()) results.set(entry, ofGroup[place] ?? noResult);
    }
    if ([...results.values()].some(({ kind }) => kind === 'accepted')) this.context.separation.needed = true;
    return entries.map((entry) => results.get(entry) ?? noResult);
  }

  private async request(entries: readonly ReadyEntry<Failure>[]): Promise<Answer> {
    const { client, signal } = this.context;
    try {
      const Entries = entries.map(({ entry }) => entry);
      const reply = await client.send(new PutEventsCommand({ Entries }), { abortSignal: signal });
      return { each: resultsIn(reply, entries.length) };
    } catch (error) {
      return { whole: resultOfError(error) };
    }
  }
}

/** What became of one request: of each of its entries, or of all of them at once. */
type Answer = { readonly each: readonly PutEventsResult[] } | { readonly whole: PutEventsResult };

function resultsOf(answer: Answer, entries: readonly unknown[]): readonly PutEventsResult[] {
  return 'each' in answer ? answer.each : entries.map(() => answer.whole);
}

/** The entries by source and type, in order. */
function groupsOf<Ready extends ReadyEntry<unknown>>(entries: readonly Ready[]): readonly (readonly Ready[])[] {
  const groups = new Map<string, Ready[]>();
  for (const one of entries) {
    const event = JSON.stringify([one.entry.Source, one.entry.DetailType]);
    groups.set(event, [...(groups.get(event) ?? []), one]);
  }
  return [...groups.values()];
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
