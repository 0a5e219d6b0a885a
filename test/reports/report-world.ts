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
  /** The failure types of the stage. By default nobody calls. */
  definitions: IntakeContext['definitions'] = catalog.filter(({ type }) => !withoutFailure.includes(type));
  readonly published: ReportedFailure[] = [];
  readonly steps: StepTaken[] = [];
  readonly asked: { readonly customerId: string; readonly orderId: string | undefined }[] = [];
  readonly records = new Map<string, RemedyRecord>();
  readonly sold: readonly Orders[];
  readonly links = new ReportLinks({ read: () => Promise.resolve(secret), forget: () => undefined });
  private reports = 0;

  constructor() {
    this.sold = sampleBaskets(this.now).map(({ customer, orders }) => ({
      customer,
      orders: orders.map((order) => ({ ...order, paymentId: `ch_${order.orderId}` })),
    }));
  }

  answer(question: IntakeQuestion): Promise<IntakeAnswer> {
    return answerIntake(question, this.context());
  }

  linkFor(customerId: string, orderId?: string): Promise<string> {
    const expiresAt = Math.floor(this.now.getTime() / 1_000) + 3_600;
    return this.links.sign({ customerId, ...(orderId !== undefined && { orderId }), expiresAt }, this.now);
  }

  private context(): IntakeContext {
    return {
      links: this.links,
      shop: { ordersOf: (customerId, orderId) => this.ordersOf(customerId, orderId) },
      counts: { count: () => Promise.resolve((this.reports += 1) > this.most ? 'too-many' : 'counted') },
      publisher: {
        publish: (failure) => {
          this.published.push(failure);
          return Promise.resolve();
        },
      },
      ledger: { readRemedy: (customerId, remedyId) => Promise.resolve(this.records.get(`${customerId}/${remedyId}`)) },
      definitions: this.definitions,
      observer: { step: (taken) => void this.steps.push(taken) },
      clock: () => this.now,
      wait: (ms) => {
        this.now = new Date(this.now.getTime() + ms);
        return Promise.resolve();
      },
    };
  }

  private ordersOf(customerId: string, orderId: string | undefined): Promise<Orders> {
    this.asked.push({ customerId, orderId });
    const found = this.sold.find(({ customer }) => customer.id === customerId);
    if (!found || this.isShopSilent) return Promise.reject(new ShopSilentError('it is closed'));
    const orders = found.orders.filter((order) => orderId === undefined || order.orderId === orderId);
    return Promise.resolve({ ...found, orders });
  }
}
