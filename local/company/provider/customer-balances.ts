import type { IncomingMessage } from 'node:http';
import { amountErrorOf } from './stripe-units';

interface Transaction {
  readonly id: string;
  readonly object: 'customer_balance_transaction';
  readonly amount: number;
  readonly created: number;
  readonly currency: string;
  readonly customer: string;
  readonly description: string | null;
  /** The balance in this currency after the transaction. Credit is negative. */
  readonly ending_balance: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly type: 'adjustment' | 'applied_to_invoice';
}

interface Reply {
  readonly status: number;
  readonly body: object;
}

interface StoredReply {
  readonly text: string;
  readonly reply: Reply;
}

const balancePath = /^\/v1\/customers\/([^/]+)\/balance_transactions$/;

/** Stripe's customer balances, which the package lacks. Every id that begins with `cus_` is a customer. */
export class CustomerBalances {
  private readonly books = new Map<string, Transaction[]>();
  private readonly keys = new Map<string, StoredReply>();
  private made = 0;

  constructor(private readonly clock: () => Date = () => new Date()) {}

  /** @returns undefined where the request is not about a customer balance */
  handle({ method, url = '/', headers }: IncomingMessage, text: string): Reply | undefined {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const customer = balancePath.exec(pathname)?.[1];
    if (customer === undefined) return undefined;
    if (!customer.startsWith('cus_')) return missing(customer);
    if (method === 'GET') return this.page(customer, pathname, searchParams);
    const key = headers['idempotency-key'];
    if (typeof key !== 'string') return this.post(customer, text);
    const kept = this.keys.get(key);
    if (kept) return kept.text === text ? kept.reply : otherParameters;
    const reply = this.post(customer, text);
    this.keys.set(key, { text, reply });
    return reply;
  }

  /** Pays an invoice from the balance. */
  spend(customer: string, currency: string, amount: number): void {
    this.book(customer, { amount, currency, description: null, metadata: {}, type: 'applied_to_invoice' });
  }

  /** The customer's credit, in Stripe's own counting. */
  creditOf(customer: string, currency: string): number {
    return -this.balance(customer, currency);
  }

  transactionsOf(customer: string): readonly Transaction[] {
    return this.books.get(customer) ?? [];
  }

  private post(customer: string, text: string): Reply {
    const form = new URLSearchParams(text);
    const amount = Number(form.get('amount'));
    if (!Number.isInteger(amount)) return invalid('amount', `Invalid integer: ${form.get('amount') ?? ''}`);
    const currency = form.get('currency') ?? '';
    if (!/^[a-z]{3}$/.test(currency)) return invalid('currency', `Invalid currency: ${currency}`);
    const error = amountErrorOf(amount, currency);
    if (error) return { status: 400, body: { error } };
    const metadata = Object.fromEntries(
      [...form].flatMap(([name, value]) => {
        const field = /^metadata\[(.+)\]$/.exec(name)?.[1];
        return field === undefined ? [] : [[field, value]];
      }),
    );
    const description = form.get('description');
    return { status: 200, body: this.book(customer, { amount, currency, description, metadata, type: 'adjustment' }) };
  }

  private book(
    customer: string,
    facts: Pick<Transaction, 'amount' | 'currency' | 'description' | 'metadata' | 'type'>,
  ): Transaction {
    const made: Transaction = {
      id: `cbtxn_${++this.made}`,
      object: 'customer_balance_transaction',
      created: Math.floor(this.clock().getTime() / 1000),
      customer,
      ...facts,
      ending_balance: this.balance(customer, facts.currency) + facts.amount,
    };
    this.books.set(customer, [made, ...this.transactionsOf(customer)]);
    return made;
  }

  private balance(customer: string, currency: string): number {
    const newest = this.transactionsOf(customer).find((transaction) => transaction.currency === currency);
    return newest?.ending_balance ?? 0;
  }

  /** Newest first, beginning after the transaction that the caller names. */
  private page(customer: string, url: string, query: URLSearchParams): Reply {
    const all = this.transactionsOf(customer);
    const after = query.get('starting_after');
    const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
    const end = start + Number(query.get('limit') ?? 10);
    return { status: 200, body: { object: 'list', data: all.slice(start, end), has_more: end < all.length, url } };
  }
}

const otherParameters: Reply = {
  status: 400,
  body: {
    error: {
      type: 'idempotency_error',
      message: 'Keys for idempotent requests can only be used with the same parameters they were first used with.',
    },
  },
};

function missing(customer: string): Reply {
  const message = `No such customer: '${customer}'`;
  return {
    status: 404,
    body: { error: { type: 'invalid_request_error', code: 'resource_missing', param: 'id', message } },
  };
}

function invalid(param: string, message: string): Reply {
  return { status: 400, body: { error: { type: 'invalid_request_error', param, message } } };
}
