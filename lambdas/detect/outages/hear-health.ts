import { parseContract } from '../../failures/definition/parse-failure';
import { dayMs, minuteMs } from '../../model/durations';
import type { HealthSignal } from '../health/health-signal';
import { judgeService } from '../health/judge-service';
import { servicesOf, type HealthOptions } from '../health/options';
import { quietService, serviceStateSchema, withSignals, type Outage, type ServiceState } from '../health/service-state';
import { SubjectContendedError, type DetectResult } from '../run/detect';
import type { Unjoined, WatchedSubject } from '../watched/watched-subject';
import type { OutagePorts } from '../paged/outage-ports';

/** How long a service is kept after it was last heard of. */
const keptDays = 60;

/** How often a service is read again after somebody else wrote it first. */
const reads = 8;

const nothingNew: DetectResult = { result: 'nothing-new', remedyIds: [] };

/** Folds a signal into every service that it means, and judges those. */
export async function hearHealth(signal: HealthSignal, ports: OutagePorts<HealthOptions>): Promise<DetectResult> {
  let last = nothingNew;
  for (const service of servicesOf(signal, ports.options)) last = await judgeNow(service, [signal], ports);
  return last;
}

/**
 * Judges one service, and begins to tell the customers of an outage. The outage is kept before its first page is sent:
 * whoever dies in between leaves one that the next look sends, and never one that another signal has changed meanwhile.
 *
 * @param signals none where it is only time to look again
 */
export async function judgeNow(
  service: string,
  signals: readonly HealthSignal[],
  ports: OutagePorts<HealthOptions>,
): Promise<DetectResult> {
  for (let read = 0; read < reads; read++) {
    const before = await ports.subjects.read(service);
    const known = before ? stateIn(before) : quietService;
    const folded = withSignals(known, signals);
    if (signals.length > 0 && folded === known && before) return nothingNew;
    const now = ports.clock();
    const { outages, lookAgainAt, wentOn } = judgeService(service, folded, now, ports.options);
    const state: ServiceState = { ...folded, outages: [...folded.outages.filter(isYoung(now)), ...outages] };
    const unsent = state.outages.filter(({ isSent }) => !isSent);
    const soon = new Date(now.getTime() + minuteMs).toISOString();
    const dueAt = unsent.length > 0 ? soon : lookAgainAt;
    const unjoined = unjoinedOf(wentOn, before, now);
    const kept = keptOf(service, before, { state, dueAt, unjoined }, now);
    if ((await ports.subjects.save(kept)) === 'stale') continue;
    if (unjoined && !before?.unjoined) ports.observe({ step: 'signal-unjoined', subject: service, why: unjoined.why });
    if (unsent.length === 0) return { result: 'watched', remedyIds: [] };
    for (const { isCut: _, ...outage } of unsent) await ports.queue.keep({ ...outage, service, page: 1 }, 0);
    const sent = { ...state, outages: state.outages.map((outage) => ({ ...outage, isSent: true as const })) };
    // Where somebody else has written it meanwhile they are sent twice, which the pages themselves notice.
    await ports.subjects.save(keptOf(service, kept, { state: sent, dueAt: lookAgainAt, unjoined }, now));
    return { result: 'watched', remedyIds: [] };
  }
  throw new SubjectContendedError(`a service was written by others ${reads} times in a row`);
}

/** Nothing that is heard now touches an older one. */
function isYoung(now: Date): (outage: Outage) => boolean {
  return ({ endedAt }) => Date.parse(endedAt) > now.getTime() - keptDays * dayMs;
}

/** @throws ContractError where another version of the code has written what this one cannot read */
function stateIn({ state }: WatchedSubject): ServiceState {
  return parseContract(serviceStateSchema, 'what health keeps of a service', state);
}

function keptOf(
  subject: string,
  before: WatchedSubject | undefined,
  next: Pick<WatchedSubject, 'state' | 'dueAt' | 'unjoined'>,
  now: Date,
): WatchedSubject {
  const expiresAt = new Date(now.getTime() + keptDays * dayMs).toISOString();
  return { subject, version: (before?.version ?? 0) + 1, published: [], expiresAt, ...next };
}

function unjoinedOf(wentOn: string | undefined, before: WatchedSubject | undefined, now: Date): Unjoined | undefined {
  if (wentOn === undefined) return undefined;
  const why = `${wentOn} was published while it was open, and went on: who is owed more has to be published by a person`;
  return { why, since: before?.unjoined?.since ?? now.toISOString(), tries: 1 };
}
