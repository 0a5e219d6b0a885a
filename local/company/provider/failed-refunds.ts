import type { IncomingMessage } from 'node:http';

/** Refunds that a bank sent back, which the package cannot do: Stripe has the same request for tests. */
export class FailedRefunds {
  private readonly ids = new Set<string>();

  /** Lets a refund fail, where the request asks for that. */
  handle({ method, url = '/' }: IncomingMessage): { readonly status: number; readonly body: object } | undefined {
    const [, id] = /^\/v1\/test_helpers\/refunds\/([^/?]+)\/expire$/.exec(url) ?? [];
    if (method !== 'POST' || id === undefined) return undefined;
    this.ids.add(id);
    return { status: 200, body: this.shown({ id, object: 'refund' }) };
  }

  /** The refund as it is since. */
  shown<Shown extends object & { readonly id?: unknown }>(refund: Shown): Shown {
    if (typeof refund.id !== 'string' || !this.ids.has(refund.id)) return refund;
    return { ...refund, status: 'failed', failure_reason: 'expired_or_canceled_card' };
  }
}
