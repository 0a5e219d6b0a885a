import Stripe from 'stripe';
import { unreachable } from '../../model/unreachable';
import {
  StatementForbiddenError,
  StatementUnavailableError,
  type ProviderDispute,
  type ProviderRefund,
  type ProviderStatement,
  type StatementWindow,
} from '../port/provider-statement';
import { fromStripeAmount } from './stripe-amount';
import { StripeClient, within, type StripeClientProps } from './stripe-client';
import { disputeOf, outcomeOfStripeRefund, paymentIdsOf } from './stripe-outcome';

/** The most that Stripe lists at a time. */
const pageSize = 100;

/** A page of a hundred refunds takes longer than one refund. */
const pageTimeoutMs = 60_000;

interface Page<Item> {
  readonly data: Item[];
  readonly has_more: boolean;
}

interface PageParams {
  readonly created: { readonly gte: number; readonly lt: number };
  readonly limit: number;
  readonly starting_after?: string;
}

/** Reads all refunds and disputes from Stripe, ours or not. */
export class StripeStatement implements ProviderStatement {
  private readonly client: StripeClient;

  constructor(props: StripeClientProps) {
    this.client = new StripeClient(props);
  }

  async *refundsBetween(window: StatementWindow): AsyncGenerator<ProviderRefund> {
    const list = this.itemsOf(window, (stripe, params) => stripe.refunds.list(params, within(pageTimeoutMs)));
    for await (const refund of list) yield refundOf(refund);
  }

  async *disputesBetween(window: StatementWindow): AsyncGenerator<ProviderDispute> {
    const list = this.itemsOf(window, (stripe, params) => stripe.disputes.list(params, within(pageTimeoutMs)));
    for await (const dispute of list) yield disputeOf(dispute);
  }

  async isCancelled(paymentId: string): Promise<boolean> {
    if (paymentId.startsWith('pi_')) {
      const options = within(pageTimeoutMs);
      const intent = await this.page((stripe) => stripe.paymentIntents.retrieve(paymentId, {}, options));
      return intent.status === 'canceled' && intent.amount_received === 0;
    }
    const charge = await this.page((stripe) => stripe.charges.retrieve(paymentId, {}, within(pageTimeoutMs)));
    // An authorisation that was released is shown as refunded.
    return !charge.captured && charge.refunded;
  }

  private async *itemsOf<Item extends { id: string }>(
    window: StatementWindow,
    list: (stripe: Stripe, params: PageParams) => Promise<Page<Item>>,
  ): AsyncGenerator<Item> {
    let params: PageParams = { created: secondsOf(window), limit: pageSize };
    for (;;) {
      const { data, has_more } = await this.page((stripe) => list(stripe, params));
      yield* data;
      const last = data.at(-1);
      if (!has_more || !last) return;
      params = { ...params, starting_after: last.id };
    }
  }

  private async page<Answer>(list: (stripe: Stripe) => Promise<Answer>): Promise<Answer> {
    try {
      return await this.client.call(list);
    } catch (cause) {
      if (!(cause instanceof Stripe.errors.StripeError)) throw cause;
      if (cause instanceof Stripe.errors.StripePermissionError) {
        throw new StatementForbiddenError(missingPermission(cause), { cause });
      }
      throw new StatementUnavailableError(
        `Stripe's books could not be read to their end (${cause.type}). Run it again.`,
        {
          cause,
        },
      );
    }
  }
}

/** Stripe counts whole seconds. Both ends are rounded the same way, so that adjacent windows leave no gap. */
function secondsOf({ from, until }: StatementWindow): PageParams['created'] {
  return { gte: Math.ceil(from.getTime() / 1000), lt: Math.ceil(until.getTime() / 1000) };
}

/** Stripe names it: `Having the 'rak_dispute_read' permission would allow this request to continue.` */
function missingPermission({ message }: Stripe.errors.StripePermissionError): string | undefined {
  return /\brak_[a-z_]+/.exec(message)?.[0];
}

function refundOf(refund: Stripe.Refund): ProviderRefund {
  const { remedyId, part, customerId } = refund.metadata ?? {};
  // What moved money stands on the balance.
  const isRelease = refund.status === 'succeeded' && refund.balance_transaction === null;
  return {
    providerRef: refund.id,
    paymentIds: paymentIdsOf(refund),
    ...(isRelease && { isRelease }),
    ...fromStripeAmount(refund.amount, refund.currency),
    createdAt: new Date(refund.created * 1000).toISOString(),
    ...stateOf(refund),
    ...(remedyId ? { remedyId } : {}),
    ...(part && /^\d+$/.test(part) ? { partNumber: Number(part) } : {}),
    ...(customerId ? { customerId } : {}),
  };
}

function stateOf(refund: Stripe.Refund): Pick<ProviderRefund, 'state' | 'reason'> {
  const outcome = outcomeOfStripeRefund(refund);
  switch (outcome.state) {
    case 'succeeded':
    case 'pending':
      return { state: outcome.state };
    case 'declined':
      return { state: 'failed', reason: outcome.reason };
    // A status that is not known yet is at least not final.
    case 'unknown':
      return { state: 'pending' };
    default:
      return unreachable(outcome);
  }
}
