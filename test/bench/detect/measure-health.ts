import { healthDefaults } from '../../../lambdas/detect/health/options';
import { replayHealth } from '../../../lambdas/detect/outages/replay-health';
import { Agreement } from '../../../lambdas/detect/run/agreement';
import type { FailureEvent } from '../../../lambdas/detect/run/detector-ports';
import { Random } from '../../simulation/random';
import { resultOf, type DetectorResult, type DetectSettings } from './detector-result';
import { failureKey, meets, serviceLife, watchedServices, type ServiceLife } from './health-lives';

const dayMs = 24 * 60 * 60 * 1000;

/** Replays services with planted outages, and compares who would be named with who was let down. */
export async function measureHealth({
  services,
  seed,
  nowMs,
  onProgress,
}: Pick<DetectSettings, 'services' | 'seed' | 'nowMs' | 'onProgress'>): Promise<DetectorResult> {
  const agreement = new Agreement();
  const options = { ...healthDefaults, services: watchedServices };
  let [signals, published, workedMs] = [0, 0, 0];
  for (let id = 0; id < services; id++) {
    const life = serviceLife(id, new Random(seed * 1e9 + id));
    const until = new Date((life.signals.at(-1)?.at.getTime() ?? 0) + 3 * dayMs);
    const beganMs = nowMs();
    const replayed = await replayHealth(life.signals, { options, affected: life.affected, until });
    workedMs += nowMs() - beganMs;
    const events = replayed.flatMap((service) => service.events);
    signals += life.signals.length;
    published += events.length;
    agreement.add(keysOf(events, life), life.label);
    if (id % 100 === 0) onProgress?.(id, services);
  }
  return resultOf({ detector: 'health', subjects: services, signals, published, workedMs }, agreement);
}

interface OutageDetail {
  readonly customer: { readonly id: string };
  readonly outage: { readonly startedAt: string; readonly endedAt: string };
}

/** Whom each event tells of what. One that tells of nothing that let them down, or of something once more, is wrong. */
function keysOf(events: readonly FailureEvent[], { disruptions, label }: ServiceLife): string[] {
  const named: string[] = [];
  const known = new Set([...label.types, ...label.also]);
  for (const { detail } of events) {
    const { customer, outage } = detail as OutageDetail;
    const span = { fromMs: Date.parse(outage.startedAt), untilMs: Date.parse(outage.endedAt) };
    const keys = disruptions
      .flatMap((disruption, index) => (meets(disruption, span) ? [failureKey(customer.id, index)] : []))
      .filter((key) => known.has(key));
    const isNew = keys.length > 0 && !keys.some((key) => named.includes(key));
    named.push(...(isNew ? keys : [failureKey(customer.id, 'nothing')]));
  }
  return named;
}
