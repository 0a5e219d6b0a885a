import { goodwillGiven } from '../../lambdas/failures/goodwill-given/goodwill-given';
import type { GoodwillGivenOptions } from '../../lambdas/failures/gestures/policy';
import { parseFailure } from '../../lambdas/failures/definition/parse-failure';
import type { Orders } from '../../lambdas/shop/order';
import { sampleBaskets } from '../../local/company/shop/sample-baskets';
import type { OperatorWorld } from './operator-world';

/** A shop that says what was bought, and a bus that brings what people give to its function. */
export class GestureWorld {
  readonly published: object[] = [];
  busFails = false;

  constructor(
    private readonly operator: OperatorWorld,
    options: Partial<GoodwillGivenOptions> = {},
  ) {
    operator.gestures = {
      options: { ...goodwillGiven.policy.defaults, ...options },
      shop: { ordersOf: (customerId, orderId) => Promise.resolve(this.ordersOf(customerId, orderId)) },
      publisher: {
        publish: async (detail) => {
          if (this.busFails) throw new Error('the bus takes nothing');
          this.published.push(detail);
          await operator.deliver(parseFailure(goodwillGiven, detail), {}, goodwillGiven, operator.gestures?.options);
        },
      },
    };
  }

  private ordersOf(customerId: string, orderId: string | undefined): Orders {
    const found = sampleBaskets(this.operator.clock()).find(({ customer }) => customer.id === customerId);
    if (!found) throw new Error(`the shop knows no ${customerId}`);
    const orders = found.orders.filter((order) => orderId === undefined || order.orderId === orderId);
    return {
      customer: found.customer,
      orders: orders.map((order) => ({ ...order, paymentId: `ch_${order.orderId}` })),
    };
  }
}
