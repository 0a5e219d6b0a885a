import Stripe from 'stripe';
import { isSignedWith } from '../../../lambdas/fulfilment/http/request-signature';
import { toStripeAmount } from '../../../lambdas/fulfilment/stripe/stripe-amount';
import { signedFeedLink } from '../../../lambdas/feed/feed-link';
import { signedLink } from '../../../lambdas/reports/links/report-link';
import type { Order, Orders } from '../../../lambdas/shop/order';
import type { Reference } from '../../../lambdas/shop/shop';
import { shopKey } from '../provider/trouble/shop-key';
import { ServiceUsage } from './service-usage';
import type { UsageTableOfCompany } from './usage-table';
import { parcelsOf, purchaseOf, type SoldPurchase } from './sold-purchases';

/** An order before it is paid. */
export type UnpaidOrder = Omit<Order, 'paymentId'>;

/** What a customer ordered, to be sold to them. */
export interface Basket {
  readonly customer: Orders['customer'];
  readonly orders: readonly UnpaidOrder[];
}

export interface ShopProps {
  /** Where payments are taken. */
  readonly providerUrl: string;
  /** What questions to the shop are signed with. */
  readonly secret: string | undefined;
  /** Missing where its customers have nowhere to report. */
  readonly reports?: ReportLinkProps | undefined;
  /** Missing where its customers see nowhere what was given. */
  readonly feed?: FeedLinkProps | undefined;
  /** Where it notes who used what, if anybody asks there. */
  readonly usageTable?: UsageTableOfCompany | undefined;
  readonly clock: () => Date;
}

export interface ReportLinkProps {
  /** What the shop signs its links with. */
  readonly linkSecret: string;
  /** Where the pages are that its links open. */
  readonly pagesUrl: string;
}

export interface FeedLinkProps {
  /** What the shop signs its links with. */
  readonly linkSecret: string;
  /** Where its pages ask, and where its links lead. */
  readonly feedUrl: string;
}

/** A question, as it came over HTTP. */
export interface ShopQuestion {
  readonly method: string;
  /** Path and query, as they stand in the request line. */
  readonly target: string;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
}

export interface ShopAnswer {
  readonly status: number;
  readonly body: object;
}

const toleranceSeconds = 300;
const linkSeconds = 14 * 24 * 60 * 60;

/** As long as a visit lasts. */
const feedLinkSeconds = 12 * 60 * 60;

/**
 * The company's shop: it sells, says what was bought and by whom (docs/shop.md), and gives its customers links to say
 * what went wrong.
 */
export class Shop {
  private readonly sold = new Map<string, Orders>();
  private readonly watched: SoldPurchase[] = [];
  /** Who used which of its services. */
  readonly usage: ServiceUsage;

  constructor(private readonly props: ShopProps) {
    this.usage = new ServiceUsage(props.usageTable);
  }

  /** Whom it has sold something to. */
  get customers(): readonly Orders[] {
    return [...this.sold.values()];
  }

  get hasReports(): boolean {
    return this.props.reports !== undefined;
  }

  get hasFeed(): boolean {
    return this.props.feed !== undefined;
  }

  /**
   * It knows from now on whose that is: a session of a player, or a parcel of somebody else's. Of a parcel that it sold
   * it knows this from now on.
   */
  know(purchase: SoldPurchase): void {
    this.watched.push(purchase);
  }

  /** Takes a payment for each order. @returns the orders as they are known from then on */
  async sell({ customer, orders }: Basket): Promise<Orders> {
    const paid = await Promise.all(orders.map(async (order) => ({ ...order, paymentId: await this.pay(order) })));
    const before = this.sold.get(customer.id)?.orders ?? [];
    const all: Orders = { customer, orders: [...paid, ...before] };
    this.sold.set(customer.id, all);
    return all;
  }

  /** The link that stands beside an order, or beside all of a customer's. */
  linkFor(customerId: string, orderId?: string): string {
    const { reports, clock } = this.props;
    if (!reports) throw new Error('customers of this shop have nowhere to report');
    const { linkSecret, pagesUrl } = reports;
    const expiresAt = Math.floor(clock().getTime() / 1_000) + linkSeconds;
    const link = signedLink({ customerId, ...(orderId !== undefined && { orderId }), expiresAt }, linkSecret);
    return `${pagesUrl}?l=${encodeURIComponent(link)}`;
  }

  /** What a page of a customer asks the feed with, and whose link leads to all that was given to them. */
  feedFor(customerId: string): { readonly feedUrl: string; readonly link: string } | undefined {
    const { feed, clock } = this.props;
    if (!feed) return undefined;
    const expiresAt = Math.floor(clock().getTime() / 1_000) + feedLinkSeconds;
    return { feedUrl: feed.feedUrl, link: signedFeedLink({ customerId, expiresAt }, feed.linkSecret) };
  }

  /** Whom it has sold something to, by their id. */
  customer(customerId: string): Orders | undefined {
    return this.sold.get(customerId);
  }

  /** Answers whoever signs, and nobody else. */
  answer({ method, target, timestamp = '', signature = '' }: ShopQuestion): ShopAnswer {
    const { secret, clock } = this.props;
    const timestampSeconds = Number(timestamp);
    const ageSeconds = Math.abs(clock().getTime() / 1_000 - timestampSeconds);
    const isSigned = secret !== undefined && isSignedWith(secret, signature, { timestampSeconds, text: target });
    if (!isSigned || !(ageSeconds <= toleranceSeconds)) return { status: 401, body: { why: 'the signature is wrong' } };
    const { pathname, searchParams } = new URL(target, 'http://shop');
    const asked = Object.fromEntries(searchParams);
    if (method === 'GET' && pathname.endsWith('/orders')) return this.ordersOf(asked);
    if (method === 'GET' && pathname.endsWith('/purchases')) return this.purchaseOf(asked);
    if (method === 'GET' && pathname.endsWith('/affected')) {
      return { status: 200, body: { asked, ...this.usage.page(asked) } };
    }
    return { status: 404, body: {} };
  }

  private ordersOf({ customerId = '', orderId }: Reference): ShopAnswer {
    const found = this.sold.get(customerId) ?? { customer: { id: customerId }, orders: [] };
    const orders = found.orders.filter((order) => orderId === undefined || order.orderId === orderId);
    return { status: 200, body: { ...found, orders } };
  }

  private purchaseOf(reference: Reference): ShopAnswer {
    const noted = purchaseOf(reference, this.watched);
    const found = noted.status === 'not-found' ? purchaseOf(reference, parcelsOf(this.customers)) : noted;
    const { status } = found;
    if (found.status !== 'found') return { status: status === 'ambiguous' ? 200 : 404, body: { reference, status } };
    return { status: 200, body: { reference, status, ...found.facts } };
  }

  private async pay({ orderId, amountMinor, currency }: UnpaidOrder): Promise<string> {
    const { hostname, port } = new URL(this.props.providerUrl);
    const stripe = new Stripe(shopKey, { host: hostname, port, protocol: 'http', telemetry: false });
    const amount = toStripeAmount({ amountMinor, currency });
    const { id } = await stripe.charges.create({ amount, currency, source: 'tok_visa', metadata: { order: orderId } });
    return id;
  }
}
