import { healthDoor } from '../../lambdas/detect/health/health-door';
import type { HealthOptions } from '../../lambdas/detect/health/options';
import type { AffectedPage, AffectedQuestion } from '../../lambdas/detect/paged/affected';
import { replayHealth } from '../../lambdas/detect/outages/replay-health';
import { Agreement } from '../../lambdas/detect/run/agreement';
import type { RecordedPurchase } from './recorded';
import { numbersOf, type Recorded, type Replayed } from './replay-recorded';

/**
 * Replays what alarms, a pager and a status page have said. A line of the purchases names a customer who used a
 * service: its reference is the service, and from when until when, where not at all times. Subjects are services.
 */
export async function replayOutages(
  options: HealthOptions,
  { requests, purchases, labels, until }: Recorded,
): Promise<Replayed> {
  let unread = 0;
  const signals = requests.flatMap(({ at, rawBody }) => {
    const received = healthDoor.read({ rawBody, now: at });
    if (received.type === 'signals') return received.signals.map((signal) => ({ at, signal }));
    unread += 1;
    return [];
  });
  const settings = { options, until, affected: (question: AffectedQuestion) => pageOf(question, purchases) };
  const services = await replayHealth(signals, settings);
  const agreement = new Agreement();
  for (const { service, events } of services) {
    const types = [...new Set(events.map(({ type }) => type))];
    agreement.add(types, labels?.get(service) ?? { types: [] });
  }
  const known = new Set(services.map(({ service }) => service));
  for (const [service, label] of labels ?? []) if (!known.has(service)) agreement.add([], label);
  return {
    requests: requests.length,
    unread,
    subjects: services.length,
    events: services.flatMap(({ service: subject, events }) => events.map((event) => ({ ...event, subject }))),
    unjoined: services.flatMap(({ service: subject, unjoined }) => unjoined.map((why) => ({ subject, why }))),
    ...(labels && { agreement: numbersOf(agreement) }),
  };
}

function pageOf(
  { service, from, until, cursor, limit }: AffectedQuestion,
  all: readonly RecordedPurchase[],
): AffectedPage {
  const used = all.filter(({ reference }) => {
    const [since, to] = [reference['from'] ?? '', reference['until'] ?? '9999'];
    return reference['service'] === service && since < until && to > from;
  });
  const start = Number(cursor ?? 0);
  const end = start + limit;
  return {
    affected: used.slice(start, end).map(({ found }) => found),
    ...(end < used.length && { next: String(end) }),
  };
}
