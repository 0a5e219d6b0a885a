import { ContractError, parseContract, parseFailure } from '../../failures/definition/parse-failure';
import type { Failure } from '../../failures/definition/failure';
import { dayMs, hourMs, minuteMs } from '../../model/durations';
import { remedyIdOf } from '../../model/remedy-id';
import {
  NoFailureError,
  sourceOfDetector,
  type DetectedType,
  type DetectorDefinition,
  type Judgement,
  type Suspect,
} from '../definition/detector';
import type { AnyFound } from '../definition/found-shape';
import type { Reference } from '../../shop/shop';
import type { PublishedFailure, Unjoined, WatchedSubject } from '../watched/watched-subject';
import type { DetectorPorts } from './detector-ports';

/** How long a subject is kept of which nothing was published. */
const keptDays = 60;

/** How long one is kept of which something was: as long as somebody may ask why. */
const keptDaysOfPublished = 400;

/** How often a subject is read again after somebody else wrote it first. */
const reads = 8;

/** After so many hours the shop is asked again: orders reach some systems later than parcels do. */
const askAgainHours = [1, 6, 24, 72] as const;

/** Somebody else wrote it first, again and again. */
export class SubjectContendedError extends Error {
  override readonly name = 'SubjectContendedError';
}

/** What came of signals about one subject. */
export interface DetectResult {
  readonly result: 'nothing-new' | 'watched' | 'published' | 'unjoined';
  readonly remedyIds: readonly string[];
}

/** What every answer of the shop names. A detector may make the purchase itself of what it says. */
type Named = Pick<AnyFound, 'customer'> & Partial<AnyFound>;

type Purchase<Found> = { readonly found: Found & Named } | { readonly why: string };

/**
 * Folds signals about one subject into what is known of it, judges it, and publishes what failed, once it is known
 * whose it is. It may run twice, late, at once with itself, or die at any line: what is published twice is one remedy.
 *
 * @param signals in any order. None where it is only time to look again.
 * @throws where the signals have to be delivered again
 */
export async function detect<Signal, State, Options extends object, Found, Facts>(
  subject: string,
  signals: readonly Signal[],
  definition: DetectorDefinition<Signal, State, Options, Found, Facts>,
  ports: DetectorPorts<Options>,
): Promise<DetectResult> {
  for (let read = 0; read < reads; read++) {
    const before = await ports.subjects.read(subject);
    const known = before && stateIn(before, definition);
    const state = signals.reduce<State | undefined>((last, signal) => definition.fold(last, signal), known);
    if (state === undefined || (signals.length > 0 && state === known)) return { result: 'nothing-new', remedyIds: [] };
    const attempt = new Attempt(definition, ports, before?.published ?? []);
    const next = await attempt.judge(state, before?.unjoined);
    const version = (before?.version ?? 0) + 1;
    if ((await ports.subjects.save({ subject, version, ...next })) === 'stale') continue;
    if (next.unjoined) ports.observe({ step: 'signal-unjoined', subject, why: next.unjoined.why });
    const remedyIds = attempt.publishedNow.map(({ remedyId }) => remedyId);
    const result = next.unjoined ? 'unjoined' : remedyIds.length > 0 ? 'published' : 'watched';
    return { result, remedyIds };
  }
  throw new SubjectContendedError(`a subject of ${definition.name} was written by others ${reads} times in a row`);
}

/** @throws ContractError where another version of the code has written what this one cannot read */
function stateIn<State>(
  { state }: WatchedSubject,
  { stateSchema, name }: Pick<DetectorDefinition<never, State>, 'stateSchema' | 'name'>,
): State {
  const parsed = stateSchema.safeParse(state);
  return parsed.success ? parsed.data : parseContract(stateSchema, `what ${name} keeps of a subject`, state);
}

/** One judgement of one subject. */
class Attempt<Signal, State, Options extends object, Found, Facts> {
  readonly publishedNow: PublishedFailure[] = [];
  /** What the shop said makes no event of what was seen. */
  private broken: { readonly why: string } | undefined;

  constructor(
    private readonly definition: DetectorDefinition<Signal, State, Options, Found, Facts>,
    private readonly ports: DetectorPorts<Options>,
    private readonly published: readonly PublishedFailure[],
  ) {}

  async judge(first: State, before: Unjoined | undefined): Promise<Omit<WatchedSubject, 'subject' | 'version'>> {
    const { definition, ports } = this;
    const now = ports.clock();
    let state = first;
    let judgement = definition.judge(state, now, ports.options);
    const asks = judgement.wantsPurchase === true || this.isNew(judgement, state).length > 0;
    const reference = definition.referenceOf(state);
    const last = isOf(reference, before) ? before : undefined;
    const purchase = asks && mayAsk(last, now) ? await this.purchaseOf(state) : undefined;
    if (purchase && 'found' in purchase && definition.learn) {
      state = definition.learn(state, purchase.found);
      judgement = definition.judge(state, now, ports.options);
    }
    if (purchase && 'found' in purchase) {
      for (const suspect of this.isNew(judgement, state)) await this.publish(suspect, purchase.found, state);
    }
    const suspected = this.isNew(judgement, state).map(({ type }) => type);
    // Before it knows what was promised a detector may suspect nothing yet.
    const types = suspected.length > 0 ? suspected : [...ports.types];
    const unjoined = unjoinedAfter(asks, this.broken ?? purchase, last, { now, reference, types });
    const published = [...this.published, ...this.publishedNow];
    const days = published.length > 0 ? keptDaysOfPublished : keptDays;
    return {
      state,
      published,
      unjoined,
      dueAt: notBefore(now.getTime() + minuteMs, earliest(judgement.lookAgainAt, unjoined && askAgainAt(unjoined))),
      expiresAt: new Date(now.getTime() + days * dayMs).toISOString(),
    };
  }

  private isNew({ suspects }: Judgement<Facts>, state: State): readonly Suspect<Facts>[] {
    const beganAt = Date.parse(this.definition.beganAt?.(state) ?? '') || 0;
    const known = this.published.filter(({ at }) => Date.parse(at) >= beganAt).map(({ type }) => type);
    if (this.definition.failsOnce && known.length > 0) return [];
    return suspects.filter(({ type }) => this.ports.types.includes(type) && !known.includes(type));
  }

  private async purchaseOf(state: State): Promise<Purchase<Found>> {
    const { definition, ports } = this;
    const answer = await ports.shop.purchaseOf(definition.referenceOf(state));
    switch (answer.type) {
      case 'found':
        break;
      case 'unknown':
        return { why: 'the shop knows no purchase with this reference' };
      case 'ambiguous':
        return { why: 'the shop knows several purchases with this reference' };
      case 'broken':
        return { why: answer.why };
    }
    const found = definition.foundSchema.safeParse(answer.found);
    if (found.success) {
      const misfit = definition.misfit?.(state, found.data, ports.options);
      return misfit === undefined ? { found: found.data as Found & Named } : { why: misfit };
    }
    const paths = [...new Set(found.error.issues.map(({ path }) => path.join('.')))];
    return { why: `the answer of the shop does not keep its contract: ${paths.join(', ')}` };
  }

  private async publish(suspect: Suspect<Facts>, found: Found & Named, state: State): Promise<void> {
    const { definition, ports } = this;
    const own = this.detailOf(suspect, found, state);
    const type = definition.types.find((known) => known.type === suspect.type);
    if (own === undefined || !type) return;
    const { customer, purchase, brand } = found;
    const { occurredAt, evidence } = suspect;
    const common = { schemaVersion: 1, occurredAt, evidence: 'detected', customer, purchase, brand };
    const failure = this.parsed(type, { ...common, ...own });
    if (!failure) return;
    const remedyId = remedyIdOf({
      customerId: failure.customer.id,
      type: suspect.type,
      subject: type.subject(failure),
      occurrence: type.occurrence(failure),
    });
    await ports.failures.publish({
      source: sourceOfDetector(definition),
      type: suspect.type,
      detail: failure,
      remedyId,
    });
    ports.observe({ step: 'failure-detected', remedyId, failureType: suspect.type, evidence });
    this.publishedNow.push({ type: suspect.type, remedyId, at: ports.clock().toISOString(), evidence });
  }

  private detailOf(suspect: Suspect<Facts>, found: Found, state: State): object | undefined {
    try {
      return this.definition.detailOf(suspect, found, state, this.ports.clock());
    } catch (error) {
      if (!(error instanceof NoFailureError)) throw error;
      this.broken = { why: error.message };
      return undefined;
    }
  }

  /** It would be refused where it is handled. Here somebody is told of it, beside what nobody could join. */
  private parsed(type: DetectedType, detail: object): Failure | undefined {
    try {
      return parseFailure(type, detail);
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      this.broken = { why: error.message };
      return undefined;
    }
  }
}

/**
 * Whether the shop was asked by this reference. What a signal adds to it later, as an agent names a ticket's order,
 * makes it another question. What an older version wrote without a reference counts as this one.
 */
function isOf(reference: Reference, { reference: asked = reference }: Partial<Unjoined> = {}): boolean {
  const names = new Set([...Object.keys(reference), ...Object.keys(asked)]);
  return [...names].every((name) => reference[name] === asked[name]);
}

/** Signals of a parcel that nobody knows do not ask for it at every scan. */
function mayAsk(last: Unjoined | undefined, now: Date): boolean {
  const again = last && askAgainAt(last);
  return last === undefined || (again !== undefined && Date.parse(again) <= now.getTime());
}

/** @param before what came of the same question before */
function unjoinedAfter<Found>(
  asks: boolean,
  purchase: Purchase<Found> | undefined,
  before: Unjoined | undefined,
  { now, reference, types }: { readonly now: Date; readonly reference: Reference; readonly types: string[] },
): Unjoined | undefined {
  // What came right by itself needs nobody any more.
  if (!asks) return undefined;
  if (purchase === undefined) return before && { ...before, types };
  if ('found' in purchase) return undefined;
  const since = before?.since ?? now.toISOString();
  return { reference, types, why: purchase.why, since, tries: (before?.tries ?? 0) + 1 };
}

function askAgainAt({ since, tries }: Unjoined): string | undefined {
  const hours = askAgainHours[tries - 1];
  return hours === undefined ? undefined : new Date(Date.parse(since) + hours * hourMs).toISOString();
}

function earliest(...times: readonly (string | undefined)[]): string | undefined {
  return times.filter((time) => time !== undefined).toSorted((a, b) => Date.parse(a) - Date.parse(b))[0];
}

/** What is due at once would be looked at again and again. */
function notBefore(leastMs: number, time: string | undefined): string | undefined {
  return time === undefined ? undefined : new Date(Math.max(leastMs, Date.parse(time))).toISOString();
}
