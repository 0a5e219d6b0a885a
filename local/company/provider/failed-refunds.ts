import type { IncomingMessage } from 'node:http';

interface Failing {
  readonly status: 'failed' | 'canceled';
  readonly failure_reason: string;
}

const byMerchant: Failing = { status: 'canceled', failure_reason: 'merchant_request' };

/**
 * Refunds that a bank sent back, or that somebody of the company cancelled, which the package cannot do. Stripe has the
 * same requests, the first one for tests. Here that one may say why (`?failure_reason=insufficient_funds`).
 */
export class FailedRefunds {
  private readonly failing = new Map<string, Failing>();

  /** Lets a refund fail, where the request asks for that. */
  handle({ method, url = '/' }: IncomingMessage): { readonly status: number; readonly body: object } | undefined {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const [, id, cancels] = /^\/v1\/(?:test_helpers\/)?refunds\/([^/]+)\/(?:expire|(cancel))$/.exec(pathname) ?? [];
    if (method !== 'POST' || id === undefined) return undefined;
    const why = searchParams.get('failure_reason') ?? 'expired_or_canceled_card';
    this.failing.set(id, cancels === undefined ? { status: 'failed', failure_reason: why } : byMerchant);
    return { status: 200, body: this.shown({ id, object: 'refund' }) };
  }

  /** The refund as it is since. */
  shown<Shown extends object & { readonly id?: unknown }>(refund: Shown): Shown {
    const failing = typeof refund.id === 'string' ? this.failing.get(refund.id) : undefined;
    return failing ? { ...refund, ...failing } : refund;
  }
}
