import { createHmac, randomBytes } from 'node:crypto';
import type { Activity } from '../../emulator/server/activity';
import { wait } from '../../emulator/server/clock';
import { newStopping } from '../../emulator/server/stopping';
import type { EmitCompanyEvent, RefundMade } from '../company-event';

/** A function that receives the provider's webhook events. */
export interface Webhook {
  readonly functionName: string;
  readonly url: string;
  /** The signing secret. */
  readonly secret: string;
}

export interface WebhookContext {
  readonly webhooks: readonly Webhook[];
  readonly activity: Activity;
  readonly emit: EmitCompanyEvent;
}

/** Stripe tries for days; here it gives up after a second. */
const waitsMs = [100, 300, 600];

/** How long an answer may take. */
const timeoutMs = 10_000;

/**
 * Sends webhook events about refunds as Stripe does: signed, again where the endpoint does not answer with success, and
 * possibly before the caller has the response of the refund.
 */
export class WebhookSender {
  private readonly stopping = newStopping();

  constructor(private readonly context: WebhookContext) {}

  /** Sends the event of a refund to every webhook, without waiting for the answers. */
  readonly send = (refund: RefundMade): void => {
    if (this.hasStopped()) return;
    const webhookEvent = refundEvent(refund);
    for (const webhook of this.context.webhooks) {
      void this.context.activity.during(() => this.deliver(webhook, webhookEvent));
    }
  };

  stop(): Promise<void> {
    this.stopping.abort();
    return Promise.resolve();
  }

  private hasStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async deliver({ functionName, url, secret }: Webhook, event: ProviderEvent): Promise<void> {
    const body = JSON.stringify(event);
    for (let attempt = 1; !this.hasStopped(); attempt++) {
      const status = await this.post(url, secret, body);
      if (this.hasStopped()) return;
      const { id: eventId, type: eventType } = event;
      this.context.emit({ kind: 'webhook-sent', functionName, eventId, eventType, attempt, status });
      const pauseMs = waitsMs[attempt - 1];
      if ((status !== undefined && status < 300) || pauseMs === undefined) return;
      await wait(pauseMs, this.stopping.signal);
    }
  }

  private async post(url: string, secret: string, body: string): Promise<number | undefined> {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          'Stripe-Signature': stripeSignature(secret, body, Math.floor(Date.now() / 1000)),
          'User-Agent': 'Stripe/1.0 (local emulator)',
          // A connection that stays open would outlive the system.
          Connection: 'close',
        },
        signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(timeoutMs)]),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return undefined;
    }
  }
}

/** Stripe's webhook signature: HMAC-SHA256 over the time and the exact bytes of the body. */
export function stripeSignature(secret: string, body: string, atSeconds: number): string {
  const signature = createHmac('sha256', secret).update(`${atSeconds}.${body}`).digest('hex');
  return `t=${atSeconds},v1=${signature}`;
}

interface ProviderEvent {
  readonly id: string;
  readonly type: string;
}

function refundEvent({ refund, idempotencyKey }: Pick<RefundMade, 'refund' | 'idempotencyKey'>): ProviderEvent {
  const event = {
    id: `evt_${randomBytes(12).toString('hex')}`,
    object: 'event',
    api_version: null,
    created: Math.floor(Date.now() / 1000),
    type: 'refund.created',
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: idempotencyKey ?? null },
    data: { object: refund },
  };
  return event;
}
