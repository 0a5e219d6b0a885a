import type { AffectedPage, AffectedQuestion } from '../../../lambdas/detect/paged/affected';
import type { HealthSignal } from '../../../lambdas/detect/health/health-signal';
import type { HealthOptions } from '../../../lambdas/detect/health/options';
import type { Label } from '../../../lambdas/detect/run/agreement';
import type { TimedSignal } from '../../../lambdas/detect/run/replay';
import type { Random } from '../../simulation/random';
import { asDelivered } from './lives';
import { signalsOfDisruption, type Disruption, type Span } from './health-signals';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const firstDayMs = Date.parse('2026-10-01T00:00:00Z');

/** So long a service is looked at. */
const days = 14;

const customers = 40;

/** What a team has mapped to its service. */
export const watchedServices: HealthOptions['services'] = [
  { service: 'streaming', cloudwatch: ['streaming-*'], statuspage: ['cmp_1'], pagerduty: ['PSTREAM'] },
];

/** Two weeks of a service: what failed, who was hit by it, and what its alarms and its people said of it. */
export interface ServiceLife {
  readonly signals: readonly TimedSignal<HealthSignal>[];
  readonly affected: (question: AffectedQuestion) => AffectedPage;
  readonly disruptions: readonly Disruption[];
  /** Who was let down by which of them: `cus_3 at 0`. What nobody minded may be told all the same: it was down. */
  readonly label: Required<Label>;
}

export function serviceLife(id: number, random: Random): ServiceLife {
  const disruptions = disruptionsOf(random);
  const sent = disruptions.flatMap((disruption, index) => signalsOfDisruption(`${id}-${index}`, disruption, random));
  const noise = { twice: 0.1, late: 0.03, latestMs: 2 * hourMs, lost: 0.003 };
  const hit = Array.from({ length: customers }, () => hitOf(disruptions, random));
  return {
    signals: asDelivered(sent, noise, random),
    affected: (question) => pageOf(id, hit, question),
    disruptions,
    label: {
      types: outagesHit(hit, disruptions, ({ isFelt }) => isFelt),
      also: outagesHit(hit, disruptions, ({ is, isFelt }) => is === 'outage' && !isFelt),
    },
  };
}

/** None overlaps another: each has its day, or more than one. */
function disruptionsOf(random: Random): readonly Disruption[] {
  const found: Disruption[] = [];
  for (let day = 0; day < days; day++) {
    const fromMs = firstDayMs + day * dayMs + random.int(0, 20 * 60) * minuteMs;
    const disruption = disruptionFrom(fromMs, random);
    if (!disruption) continue;
    found.push(disruption);
    day += Math.ceil((disruption.untilMs - disruption.fromMs) / dayMs) + 1;
  }
  return found;
}

function disruptionFrom(fromMs: number, random: Random): Disruption | undefined {
  const lasting = (minutes: number): Span => ({ fromMs, untilMs: fromMs + minutes * minuteMs });
  const fate = random.next();
  if (fate < 0.1) return { ...lasting(25 + random.next() ** 3 * 700), is: 'outage', isFelt: true };
  // Over a day, as a region of a cloud has now and then.
  if (fate < 0.1003) return { ...lasting(random.int(25, 40) * 60), is: 'outage', isFelt: true };
  // In between one team's customers try again, and another's are cross: the longer, the more of them.
  if (fate < 0.104) {
    const minutes = 6 + random.next() * 16;
    return { ...lasting(minutes), is: 'outage', isFelt: random.chance((minutes - 6) / 16) };
  }
  if (fate < 0.25) return { ...lasting(1 + random.next() * 4), is: 'blip', isFelt: false };
  // Whoever watches is what fails: nobody's request does.
  if (fate < 0.27) return { ...lasting(5 + random.next() * 120), is: 'false-alarm', isFelt: false };
  // Announced, and somebody forgot the alarm.
  if (fate < 0.2705) return { ...lasting(30 + random.next() * 90), is: 'maintenance', isFelt: false };
  return undefined;
}

/** When the requests of one customer failed, by the team's log: while it was down and they used it, and else. */
function hitOf(disruptions: readonly Disruption[], random: Random): readonly Span[] {
  const isOften = random.chance(0.4);
  const hit = disruptions
    .filter(({ is }) => is !== 'false-alarm')
    .flatMap(({ fromMs, untilMs }) => {
      const minutes = (untilMs - fromMs) / minuteMs;
      if (!random.chance(Math.min(0.95, (isOften ? 0.3 : 0.1) + minutes / (isOften ? 600 : 2_000)))) return [];
      const beganMs = fromMs + random.next() ** 2 * (untilMs - fromMs);
      const endedMs = Math.min(untilMs, beganMs + random.int(1, 120) * minuteMs);
      return [{ fromMs: beganMs, untilMs: endedMs }];
    });
  // A tunnel, a wireless network at home, an old app.
  const ownMs = firstDayMs + random.int(0, days * 24 * 60) * minuteMs;
  return random.chance(0.2) ? [...hit, { fromMs: ownMs, untilMs: ownMs + minuteMs }] : hit;
}

function pageOf(
  id: number,
  hit: readonly (readonly Span[])[],
  { from, until, cursor, limit }: AffectedQuestion,
): AffectedPage {
  const asked = { fromMs: Date.parse(from), untilMs: Date.parse(until) };
  const all = hit.flatMap((spans, customer) =>
    spans.some((span) => meets(span, asked)) ? [entryOf(id, customer)] : [],
  );
  const start = Number(cursor ?? 0);
  const next = start + limit;
  return { affected: all.slice(start, next), ...(next < all.length && { next: String(next) }) };
}

export function meets(one: Span, other: Span): boolean {
  return one.fromMs < other.untilMs && one.untilMs > other.fromMs;
}

function entryOf(id: number, customer: number): object {
  return {
    customer: { id: `cus_${customer}`, email: `customer-${customer}@example.com` },
    serviceId: `svc_${id}_${customer}`,
    purchase: {
      orderId: `sub_${id}_${customer}`,
      paymentId: `ch_${id}_${customer}`,
      amountMinor: 1_299,
      currency: 'EUR',
      purchasedAt: new Date(firstDayMs).toISOString(),
    },
  };
}

function outagesHit(
  hit: readonly (readonly Span[])[],
  disruptions: readonly Disruption[],
  isMeant: (disruption: Disruption) => boolean,
): string[] {
  return hit.flatMap((spans, customer) =>
    disruptions.flatMap((disruption, index) =>
      isMeant(disruption) && spans.some((span) => meets(span, disruption))
        ? [failureKey(`cus_${customer}`, index)]
        : [],
    ),
  );
}

/** One customer, and what let them down. */
export function failureKey(customerId: string, disruption: number | 'nothing'): string {
  return `${customerId} at ${disruption}`;
}
