import { createHmac, randomBytes } from 'node:crypto';
import type { Activity } from '../../emulator/server/activity';
import { wait } from '../../emulator/server/clock';
import type { Listener, RefundMade, Emit } from '../../emulator/events/system-event';
import { newStopping } from '../../emulator/server/stopping';

/** A function that the provider tells of what it did. */
export interface Webhook {
  readonly functionName: string;
  readonly url: string;
  /** With which the provider signs. */
  readonly secret: string;
}

export interface WebhookContext {
  readonly webhooks: readonly Webhook[];
  readonly activity: Activity;
  readonly emit: Emit;
}

/** Stripe tries for days; here it gives up after a second. */
const waitsMs = [100, 300, 600];

/** The longest that an answer may take. */
const patienceMs = 10_000;

/** Tells webhooks of refunds, as Stripe does: signed, more than once where they do not answer well, and maybe before the reply. */
export class WebhookPost {
  private readonly stopping = newStopping();

  constructor(private readonly context: WebhookContext) {}

  readonly hear: Listener = (event) => {
    if (event.kind !== 'refund-made' || this.hasStopped()) return;
    const webhookEvent = refundEvent(event);
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
          'User-Agent': 'Stripe/1.0 (local stand-in)',
          // A connection that stays open would outlive the system.
          Connection: 'close',
        },
        signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(patienceMs)]),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return undefined;
    }
  }
}

/** Stripe's signature of a webhook: HMAC-SHA256 over the time and the very bytes of the body. */
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
