import { HttpEndpoint, type HttpEndpointProps } from '../../fulfilment/http/http-endpoint';
import { ordersAnswerSchema, type Orders } from './order';
import { ShopSilentError, type ShopOrders } from './shop-orders';

/** Somebody waits for the page meanwhile. */
const answerWithinMs = 4_000;

/** The shop's own endpoint, asked with signed requests: docs/reports.md. */
export class HttpShopOrders implements ShopOrders {
  private readonly endpoint: HttpEndpoint;

  constructor(props: HttpEndpointProps) {
    this.endpoint = new HttpEndpoint(props);
  }

  warm(): Promise<void> {
    return this.endpoint.warm();
  }

  async ordersOf(customerId: string, orderId: string | undefined): Promise<Orders> {
    const query = new URLSearchParams({ customerId, ...(orderId !== undefined && { orderId }) });
    const path = `/orders?${query.toString()}`;
    const result = await this.endpoint.request({ path, timeoutMs: answerWithinMs });
    if (result.type !== 'response') throw new ShopSilentError(result.why);
    if (result.status !== 200) throw new ShopSilentError(`it answers with ${result.status}`);
    const answer = ordersAnswerSchema.safeParse(result.body);
    if (!answer.success) {
      const paths = answer.error.issues.map(({ path: at }) => at.join('.'));
      throw new ShopSilentError(`its answer does not keep its contract at ${paths.slice(0, 5).join(', ')}`);
    }
    return onlyTheirs(answer.data, customerId, orderId);
  }
}

/** Whoever answers with another customer's orders would have them reported by a stranger. */
function onlyTheirs(answer: Orders, customerId: string, orderId: string | undefined): Orders {
  if (answer.customer.id !== customerId.normalize('NFC'))
    throw new ShopSilentError('it answers about another customer');
  if (orderId === undefined) return answer;
  return { ...answer, orders: answer.orders.filter((order) => order.orderId === orderId) };
}
