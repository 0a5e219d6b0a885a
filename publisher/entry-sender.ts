import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { unreachable } from '../lambdas/model/unreachable';
import { waitMs, type BackOff } from './back-off';
import { answerOfError, responsesIn, type PutEventsAnswer } from './bus-answer';
import type { FailureEntry } from './entry-of';
import type { Fate, LastOutcome } from './publish-report';
import type { Taken, Tally } from './tally';

/** An entry that is ready to leave. */
export interface ReadyEntry<Failure> extends Taken<Failure> {
  readonly entry: FailureEntry;
  readonly bytes: number;
}

/** What sending needs beside the bus. */
export interface SenderContext {
  readonly client: EventBridgeClient;
  readonly backOff: BackOff;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to just under 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** An entry that is not settled yet, and what is known of it. */
interface OpenEntry<Failure> {
  readonly ready: ReadyEntry<Failure>;
  readonly mayHaveArrived: boolean;
  readonly lastOutcome: LastOutcome;
}

const aborted: LastOutcome = { code: 'Aborted', message: 'Publishing was told to stop.' };

/** Sends the entries of one request, and of those that failed only these again, until each has its fate. */
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
    this.tally.settle(open.map((entry) => [entry.ready, givenUp(entry)]));
  }

  /** @returns what is still open */
  private async attempt(open: readonly OpenEntry<Failure>[]): Promise<OpenEntry<Failure>[]> {
    const answers = await this.ask(open.map(({ ready }) => ready));
    const settled: [Taken<Failure>, Fate][] = [];
    const stillOpen: OpenEntry<Failure>[] = [];
    for (const [place, entry] of open.entries()) {
      const next = afterAnswer(entry, answers[place]);
      if ('state' in next) settled.push([entry.ready, next]);
      else stillOpen.push(next);
    }
    this.tally.settle(settled);
    return stillOpen;
  }

  private async ask(entries: readonly ReadyEntry<Failure>[]): Promise<readonly PutEventsAnswer[]> {
    const { client, signal } = this.context;
    try {
      const Entries = entries.map(({ entry }) => entry);
      const reply = await client.send(new PutEventsCommand({ Entries }), { abortSignal: signal });
      return responsesIn(reply, entries.length);
    } catch (error) {
      const answer = answerOfError(error);
      return answer.kind === 'refused' ? this.askByType(entries, answer) : entries.map(() => answer);
    }
  }

  /** Who may publish one failure type only is denied a whole request that holds another. So each type goes alone. */
  private async askByType(
    entries: readonly ReadyEntry<Failure>[],
    refused: PutEventsAnswer,
  ): Promise<readonly PutEventsAnswer[]> {
    const types = [...new Set(entries.map(typeOf))];
    if (types.length === 1) return entries.map(() => refused);
    const answers = new Map<ReadyEntry<Failure>, PutEventsAnswer>();
    for (const type of types) {
      const alike = entries.filter((entry) => typeOf(entry) === type);
      const said = await this.ask(alike);
      for (const [place, entry] of alike.entries()) answers.set(entry, said[place] ?? refused);
    }
    return entries.map((entry) => answers.get(entry) ?? refused);
  }
}

function typeOf({ entry }: ReadyEntry<unknown>): string {
  return entry.DetailType;
}

function afterAnswer<Failure>(
  entry: OpenEntry<Failure>,
  answer: PutEventsAnswer | undefined,
): Fate | OpenEntry<Failure> {
  if (!answer) return entry;
  switch (answer.kind) {
    case 'taken':
      return { state: 'published', eventId: answer.eventId };
    case 'refused': {
      const { lastOutcome } = answer;
      // An earlier try may have gone through before.
      if (entry.mayHaveArrived) return { state: 'unknown', lastOutcome };
      return { state: 'refused', refusal: { reason: 'refused-by-bus', ...lastOutcome } };
    }
    case 'later':
      return {
        ready: entry.ready,
        mayHaveArrived: entry.mayHaveArrived || answer.mayHaveArrived,
        lastOutcome: answer.lastOutcome,
      };
    default:
      return unreachable(answer);
  }
}

function givenUp({ mayHaveArrived, lastOutcome }: OpenEntry<unknown>): Fate {
  return { state: mayHaveArrived ? 'unknown' : 'unsent', lastOutcome };
}
