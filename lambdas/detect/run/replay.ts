import type { PurchaseAnswer, Reference } from '../../shop/shop';
import type { DetectorDefinition } from '../definition/detector';
import { MemoryWatchedSubjects } from '../watched/memory-watched-subjects';
import { detect } from './detect';
import type { FailureEvent } from './detector-ports';

/** A signal, and when it arrived. */
export interface TimedSignal<Signal> {
  readonly at: Date;
  readonly signal: Signal;
}

export interface ReplaySettings<Options extends object> {
  readonly options: Options;
  /** What the shop says, when it is asked. */
  readonly find: (reference: Reference, now: Date) => PurchaseAnswer;
  /** Until when it is looked what time alone changes. */
  readonly until: Date;
}

/** What a detector would have published about one subject. */
export interface ReplayedSubject {
  readonly events: readonly FailureEvent[];
  /** Whose it is nobody could say. */
  readonly unjoined?: string | undefined;
}

/**
 * What a detector would have made of the signals about one subject, in the order in which they arrived, with all looks
 * between them. Subjects know nothing of each other, so a replay of many is as many of these. It publishes nothing.
 */
export async function replaySubject<Signal, State, Options extends object, Found, Facts>(
  subject: string,
  signals: readonly TimedSignal<Signal>[],
  definition: DetectorDefinition<Signal, State, Options, Found, Facts>,
  { options, find, until }: ReplaySettings<Options>,
): Promise<ReplayedSubject> {
  const subjects = new MemoryWatchedSubjects();
  const events: FailureEvent[] = [];
  let now = signals[0]?.at ?? until;
  const ports = {
    options,
    types: definition.types.map(({ type }) => type),
    subjects,
    shop: { purchaseOf: async (reference: Reference) => find(reference, now) },
    failures: { publish: async (event: FailureEvent) => void events.push(event) },
    observe: () => undefined,
    clock: () => now,
  };
  const lookUntil = async (end: Date): Promise<void> => {
    for (let due = subjects.of(subject)?.dueAt; due !== undefined && Date.parse(due) <= end.getTime();) {
      now = new Date(due);
      await detect(subject, [], definition, ports);
      due = subjects.of(subject)?.dueAt;
    }
  };
  for (const { at, signal } of signals) {
    await lookUntil(at);
    now = at;
    await detect(subject, [signal], definition, ports);
  }
  await lookUntil(until);
  return { events, unjoined: subjects.of(subject)?.unjoined?.why };
}
