import { catalog } from '../../lambdas/failures/catalog';
import type { StepTaken } from '../../lambdas/flow/record/observer';
import type { RemedyRecord } from '../../lambdas/ledger/remedy-record';
import type { IntakeAnswer, IntakeQuestion, ReportIntake } from '../../lambdas/reports/intake-contract';
import { withoutFailure } from '../../lambdas/model/judging/gesture';
import { ReportLinks } from '../../lambdas/reports/links/report-links';
import type { Orders } from '../../lambdas/shop/order';
import { ShopSilentError } from '../../lambdas/shop/shop';
import type { IntakeContext } from '../../lambdas/reports/intake-context';
import { answerIntake } from '../../lambdas/reports/report-intake';
import type { ReportedFailure } from '../../lambdas/reports/reported-failure';
import { sampleBaskets } from '../../local/company/shop/sample-baskets';

const secret = 'a-secret-of-the-shop-that-nobody-guesses';

/** Whoever takes reports, with the shop's sample customers, a ledger that a test fills, and what was published. */
export class ReportWorld implements ReportIntake {
  now = new Date('2026-11-29T10:00:00Z');
  isShopSilent = false;
  most = Infinity;
  /** How long each of them takes to answer, in milliseconds of this world. */
  readonly takesMs = { shop: 0, counts: 0, bus: 0, ledger: 0 };
  /** The failure types of the stage. By default nobody calls. */
  definitions: IntakeContext['definitions'] = catalog.filter(({ type }) => !withoutFailure.includes(type));
  readonly published: ReportedFailure[] = [];
  readonly steps: StepTaken[] = [];
  readonly asked: { readonly customerId: string; readonly orderId: string | undefined }[] = [];
  readonly records = new Map<string, RemedyRecord>();
  readonly sold: readonly Orders[];
  readonly links = new ReportLinks({ read: () => Promise.resolve(secret), forget: () => undefined });
  private reports = 0;
  private readonly waiting: { readonly atMs: number; readonly resume: () => void }[] = [];

  constructor() {
    this.sold = sampleBaskets(this.now).map(({ customer, orders }) => ({
      customer,
      orders: orders.map((order) => ({ ...order, paymentId: `ch_${order.orderId}` })),
    }));
  }

  async answer(question: IntakeQuestion): Promise<IntakeAnswer> {
    const ends = { isAnswered: false };
    const answering = answerIntake(question, this.context()).finally(() => (ends.isAnswered = true));
    // While nothing else can happen, time passes until somebody has waited for long enough.
    void answering.catch(() => undefined);
    for (;;) {
      await new Promise(setImmediate);
      const next = ends.isAnswered ? undefined : this.waiting.toSorted((one, other) => one.atMs - other.atMs)[0];
      if (!next) break;
      this.waiting.splice(this.waiting.indexOf(next), 1);
      this.now = new Date(Math.max(this.now.getTime(), next.atMs));
      next.resume();
    }
    // Nobody waits any more for what was not needed.
    this.waiting.splice(0);
    return answering;
  }

  private wait(ms: number): Promise<void> {
    return new Promise((resume) => this.waiting.push({ atMs: this.now.getTime() + ms, resume }));
  }

  /** What takes time, by how long. */
  private async after<Result>(ms: number, result: () => Promise<Result>): Promise<Result> {
    if (ms > 0) await this.wait(ms);
    return result();
  }

  linkFor(customerId: string, orderId?: string): Promise<string> {
    const expiresAt = Math.floor(this.now.getTime() / 1_000) + 3_600;
    return this.links.sign({ customerId, ...(orderId !== undefined && { orderId }), expiresAt }, this.now);
  }

  private context(): IntakeContext {
    return {
      links: this.links,
      shop: {
        ordersOf: (customerId, orderId) => this.after(this.takesMs.shop, () => this.ordersOf(customerId, orderId)),
      },
      counts: { count: () => this.after(this.takesMs.counts, () => this.count()) },
      publisher: {
        publish: (failure) => this.after(this.takesMs.bus, () => Promise.resolve(void this.published.push(failure))),
      },
      ledger: {
        readRemedy: (customerId, remedyId) =>
          this.after(this.takesMs.ledger, () => Promise.resolve(this.records.get(`${customerId}/${remedyId}`))),
      },
      definitions: this.definitions,
      observer: { step: (taken) => void this.steps.push(taken) },
      clock: () => this.now,
      wait: (ms) => this.wait(ms),
    };
  }

  private count(): Promise<'too-many' | 'counted'> {
    return Promise.resolve((this.reports += 1) > this.most ? 'too-many' : 'counted');
  }

  private ordersOf(customerId: string, orderId: string | undefined): Promise<Orders> {
    this.asked.push({ customerId, orderId });
    const found = this.sold.find(({ customer }) => customer.id === customerId);
    if (!found || this.isShopSilent) return Promise.reject(new ShopSilentError('it is closed'));
    const orders = found.orders.filter((order) => orderId === undefined || order.orderId === orderId);
    return Promise.resolve({ ...found, orders });
  }
}
