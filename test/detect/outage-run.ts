import type { Affected, AffectedPage, AffectedQuestion } from '../../lambdas/detect/paged/affected';
import { hearHealth, judgeNow } from '../../lambdas/detect/outages/hear-health';
import type { OutagePage } from '../../lambdas/detect/paged/outage-page';
import type { OutagePorts } from '../../lambdas/detect/paged/outage-ports';
import { spreadOutage } from '../../lambdas/detect/outages/spread-outage';
import type { FailureEvent } from '../../lambdas/detect/run/detector-ports';
import { healthDefaults, type HealthOptions } from '../../lambdas/detect/health/options';
import type { HealthSignal } from '../../lambdas/detect/health/health-signal';
import { MemoryWatchedSubjects } from '../../lambdas/detect/watched/memory-watched-subjects';

/** A message that waits for its time. */
interface Waiting {
  readonly page: OutagePage;
  readonly at: number;
}

export const customersOf = (count: number): Affected[] =>
  Array.from({ length: count }, (_, index) => ({
    customer: { id: `cus_${index}` },
    serviceId: `line_${index}`,
    purchase: {
      ...{ orderId: `sub_${index}`, paymentId: `ch_${index}`, amountMinor: 2_499, currency: 'EUR' },
      purchasedAt: '2026-11-01T00:00:00Z',
    },
  }));

/** Service health with its queue and a team that knows who used what, all in memory, and a clock that is turned. */
export class OutageRun {
  now = new Date(0);
  /** Thrown once after so many of these steps, as a function is killed. */
  killAfter = Infinity;
  readonly asked: AffectedQuestion[] = [];
  readonly published: (FailureEvent & { readonly at: number })[] = [];
  readonly waiting: Waiting[] = [];
  readonly subjects = new MemoryWatchedSubjects();
  readonly ports: OutagePorts<HealthOptions>;
  private steps = 0;

  constructor(
    options: Partial<HealthOptions>,
    readonly customers: readonly unknown[],
  ) {
    const subjects = this.subjects;
    this.ports = {
      options: { ...healthDefaults, ...options },
      types: ['ServiceOutage'],
      subjects: {
        read: (subject) => subjects.read(subject),
        due: (now, atMost) => subjects.due(now, atMost),
        save: async (next) => {
          this.step();
          return subjects.save(next);
        },
      },
      affected: { page: async (question) => this.page(question) },
      queue: {
        keep: async (page, delaySeconds) => {
          this.step();
          this.waiting.push({ page, at: this.now.getTime() + Math.ceil(delaySeconds) * 1_000 });
        },
      },
      failures: {
        publish: async (event) => {
          this.step();
          this.published.push({ ...event, at: this.now.getTime() });
        },
      },
      observe: () => undefined,
      clock: () => this.now,
    };
  }

  async hear(now: string, ...signals: readonly HealthSignal[]): Promise<void> {
    this.now = new Date(now);
    for (const signal of signals) await hearHealth(signal, this.ports);
  }

  async look(now: string): Promise<void> {
    this.now = new Date(now);
    for (const service of await this.subjects.due(this.now, 100)) await judgeNow(service, [], this.ports);
  }

  /** Delivers what waits, each in its time, again where the function died, and looks in between. */
  async drain(): Promise<void> {
    for (let turns = 0; turns < 10_000; turns++) {
      const next = this.waiting.toSorted((one, other) => one.at - other.at)[0];
      if (!next) {
        const due = await this.subjects.due(this.now, 100);
        if (due.length === 0) return;
        for (const service of due) await judgeNow(service, [], this.ports);
        continue;
      }
      this.now = new Date(Math.max(this.now.getTime(), next.at));
      try {
        await spreadOutage(next.page, this.ports);
        this.waiting.splice(this.waiting.indexOf(next), 1);
      } catch {
        // It is delivered again.
      }
    }
    throw new Error('it never ends');
  }

  unjoined(): string[] {
    return this.subjects.all().flatMap(({ unjoined }) => unjoined?.why ?? []);
  }

  private step(): void {
    this.steps += 1;
    if (this.steps <= this.killAfter) return;
    this.killAfter = Infinity;
    throw new Error('killed');
  }

  private page(question: AffectedQuestion): AffectedPage {
    this.asked.push(question);
    const from = Number(question.cursor ?? 0);
    const next = from + question.limit;
    return {
      affected: this.customers.slice(from, next),
      ...(next < this.customers.length && { next: String(next) }),
    };
  }
}
