import type { DetectorDefinition } from '../../lambdas/detect/definition/detector';
import type { SignalDoor } from '../../lambdas/detect/definition/signal-door';
import type { PurchaseAnswer, Reference } from '../../lambdas/shop/shop';
import { Agreement, type Label } from '../../lambdas/detect/run/agreement';
import type { FailureEvent } from '../../lambdas/detect/run/detector-ports';
import { replaySubject, type TimedSignal } from '../../lambdas/detect/run/replay';
import type { RecordedPurchase, RecordedRequest } from './recorded';

/** What a detector would have made of all that was recorded. */
export interface Replayed {
  readonly requests: number;
  /** Bodies that say nothing of ours, or cannot be read. */
  readonly unread: number;
  readonly subjects: number;
  readonly events: readonly (FailureEvent & { readonly subject: string })[];
  readonly unjoined: readonly { readonly subject: string; readonly why: string }[];
  /** How it agrees with what happened. Missing without labels. */
  readonly agreement?: Pick<Agreement, 'right' | 'wrong' | 'missed' | 'precision' | 'recall'> | undefined;
}

export interface Recorded {
  readonly requests: readonly RecordedRequest[];
  readonly purchases: readonly RecordedPurchase[];
  readonly labels?: ReadonlyMap<string, Label> | undefined;
  /** Until when it is looked what time alone changes. */
  readonly until: Date;
}

/** Replays requests with a detector. Nothing is published. */
export async function replayRecorded<Signal, State, Options extends object, Found, Facts>(
  definition: DetectorDefinition<Signal, State, Options, Found, Facts>,
  door: SignalDoor<Signal>,
  options: Options,
  { requests, purchases, labels, until }: Recorded,
): Promise<Replayed> {
  const { bySubject, unread } = signalsOf(definition, door, requests);
  const settings = { options, until, find: (reference: Reference) => answerOf(reference, purchases) };
  const events: (FailureEvent & { readonly subject: string })[] = [];
  const unjoined: { readonly subject: string; readonly why: string }[] = [];
  const agreement = new Agreement();
  for (const [subject, signals] of bySubject) {
    const replayed = await replaySubject(subject, signals, definition, settings);
    events.push(...replayed.events.map((event) => ({ ...event, subject })));
    if (replayed.unjoined !== undefined) unjoined.push({ subject, why: replayed.unjoined });
    const published = replayed.events.map(({ type }) => type);
    agreement.add(published, labels?.get(subject) ?? { types: [] });
  }
  // What happened to somebody of whom there was no signal was missed, too.
  for (const [subject, label] of labels ?? []) if (!bySubject.has(subject)) agreement.add([], label);
  const counts = { requests: requests.length, unread, subjects: bySubject.size };
  return { ...counts, events, unjoined, ...(labels && { agreement: numbersOf(agreement) }) };
}

/** The numbers of an agreement, without what makes them. */
export function numbersOf({ right, wrong, missed, precision, recall }: Agreement): Replayed['agreement'] {
  return { right, wrong, missed, precision, recall };
}

function signalsOf<Signal>(
  { subjectOf }: Pick<DetectorDefinition<Signal>, 'subjectOf'>,
  door: SignalDoor<Signal>,
  requests: readonly RecordedRequest[],
): { readonly bySubject: ReadonlyMap<string, readonly TimedSignal<Signal>[]>; readonly unread: number } {
  const bySubject = new Map<string, TimedSignal<Signal>[]>();
  let unread = 0;
  for (const { at, rawBody } of requests) {
    const received = door.read({ rawBody, now: at });
    if (received.type !== 'signals') unread += 1;
    for (const signal of received.type === 'signals' ? received.signals : []) {
      const subject = subjectOf(signal);
      const before = bySubject.get(subject);
      if (before) before.push({ at, signal });
      else bySubject.set(subject, [{ at, signal }]);
    }
  }
  return { bySubject, unread };
}

/** A purchase is found by what its file names. What else is asked for, the shop did not record. */
function answerOf(asked: Reference, purchases: readonly RecordedPurchase[]): PurchaseAnswer {
  const found = purchases.filter(({ reference }) =>
    Object.entries(reference).every(([name, value]) => asked[name] === value),
  );
  const [only, ...others] = found;
  if (!only) return { type: 'unknown' };
  return others.length > 0 ? { type: 'ambiguous' } : { type: 'found', found: only.found };
}
