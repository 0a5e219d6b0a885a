import type { IncomingMessage } from 'node:http';
import * as z from 'zod';

/** A charge of the package, which makes none by a payment intent. */
const chargeSchema = z.looseObject({
  id: z.string(),
  object: z.literal('charge'),
  amount: z.number(),
  amount_captured: z.number(),
  captured: z.boolean(),
  created: z.number(),
  currency: z.string(),
  status: z.string(),
});

type Charge = z.infer<typeof chargeSchema>;

interface Reply {
  readonly status: number;
  readonly body: object;
}

const intentPath = /^\/v1\/payment_intents\/(pi_\w+?)(\/cancel)?$/;

/** Looks a charge up in the package. Undefined where it knows none. */
type FindCharge = (chargeId: string) => Promise<unknown>;

/**
 * Stripe's payment intents, which the package lacks: one for each charge that is authorised first and captured later,
 * or that was made by confirming one.
 * They are cancelled and looked up here, and charges show what became of them.
 */
export class PaymentIntents {
  private readonly cancelled = new Set<string>();
  /** Charges that began as an authorisation, or with an intent that was confirmed. */
  private readonly authorised = new Set<string>();
  private readonly keys = new Map<string, { readonly path: string; readonly reply: Reply }>();

  /** @returns undefined where the request is about no payment intent, nor about a charge that is cancelled */
  async handle(
    { method, url = '/', headers }: IncomingMessage,
    text: string,
    find: FindCharge,
  ): Promise<Reply | undefined> {
    const { pathname } = new URL(url, 'http://localhost');
    const capturedId = method === 'POST' ? /^\/v1\/charges\/(\w+)\/capture$/.exec(pathname)?.[1] : undefined;
    if (capturedId !== undefined && this.cancelled.has(capturedId)) return unexpectedState('canceled', 'capture');
    const refundedId =
      method === 'POST' && pathname === '/v1/refunds' ? new URLSearchParams(this.ofCharge(text)).get('charge') : null;
    if (refundedId !== null && this.cancelled.has(refundedId)) return alreadyRefunded(refundedId);
    const [, intentId, cancels] = intentPath.exec(pathname) ?? [];
    if (intentId === undefined) return undefined;
    const charge = chargeSchema.safeParse(await find(chargeIdOf(intentId)));
    if (!charge.success) return missing(intentId);
    if (cancels === undefined || method !== 'POST') return { status: 200, body: this.intentOf(charge.data) };
    return this.onceFor(headers['idempotency-key'], pathname, () => this.cancel(charge.data));
  }

  /** The object as Stripe shows it: a charge that was not captured at once has an intent, and may be cancelled. */
  shown(object: unknown): unknown {
    const charge = chargeSchema.safeParse(object);
    if (!charge.success || (charge.data.captured && !this.authorised.has(charge.data.id))) return object;
    const { id, amount } = charge.data;
    this.authorised.add(id);
    const released = this.cancelled.has(id) ? { refunded: true, amount_refunded: amount } : {};
    return { ...charge.data, payment_intent: intentIdOf(id), ...released };
  }

  /** The intent of a charge that was made by confirming it. */
  ofConfirmed(object: unknown): object {
    const charge = chargeSchema.parse(object);
    this.authorised.add(charge.id);
    return { ...this.intentOf(charge), capture_method: 'automatic', livemode: false };
  }

  /** A request for a refund as the package knows it: of the charge, and not of the intent that made it. */
  ofCharge(text: string): string {
    const form = new URLSearchParams(text);
    const intentId = form.get('payment_intent');
    if (intentId === null) return text;
    form.delete('payment_intent');
    form.set('charge', chargeIdOf(intentId));
    return form.toString();
  }

  /** A refund as Stripe shows it: with the intent of its charge. */
  shownRefund<Refund extends { readonly charge?: string | null | undefined }>(refund: Refund): Refund {
    const { charge } = refund;
    if (typeof charge !== 'string' || !this.authorised.has(charge)) return refund;
    return { ...refund, payment_intent: intentIdOf(charge) };
  }

  private cancel(charge: Charge): Reply {
    const { status } = this.intentOf(charge);
    if (status !== 'requires_capture') return unexpectedState(status, 'cancel');
    this.cancelled.add(charge.id);
    return { status: 200, body: this.intentOf(charge) };
  }

  /** Stripe answers a known key with what it first said, refusals included. */
  private onceFor(key: string | string[] | undefined, path: string, act: () => Reply): Reply {
    if (typeof key !== 'string') return act();
    const kept = this.keys.get(key);
    if (kept) return kept.path === path ? kept.reply : otherParameters;
    const reply = act();
    this.keys.set(key, { path, reply });
    return reply;
  }

  private intentOf(charge: Charge) {
    const { id, amount, amount_captured: received, captured, created, currency } = charge;
    const isCancelled = this.cancelled.has(id);
    const isOpen = !captured && !isCancelled;
    return {
      id: intentIdOf(id),
      object: 'payment_intent',
      amount,
      amount_capturable: isOpen ? amount : 0,
      amount_received: received,
      capture_method: 'manual',
      created,
      currency,
      latest_charge: this.shown(charge),
      metadata: {},
      status: isCancelled ? 'canceled' : captured ? 'succeeded' : 'requires_capture',
    };
  }
}

function intentIdOf(chargeId: string): string {
  return chargeId.replace(/^ch_/, 'pi_');
}

function chargeIdOf(intentId: string): string {
  return intentId.replace(/^pi_/, 'ch_');
}

function unexpectedState(status: string, verb: string): Reply {
  const message = `You cannot ${verb} this PaymentIntent because it has a status of ${status}.`;
  return {
    status: 400,
    body: { error: { type: 'invalid_request_error', code: 'payment_intent_unexpected_state', message } },
  };
}

function alreadyRefunded(chargeId: string): Reply {
  const message = `Charge ${chargeId} has already been refunded.`;
  return { status: 400, body: { error: { type: 'invalid_request_error', code: 'charge_already_refunded', message } } };
}

const otherParameters: Reply = {
  status: 400,
  body: {
    error: {
      type: 'idempotency_error',
      message: 'Keys for idempotent requests can only be used with the same parameters.',
    },
  },
};

function missing(intentId: string): Reply {
  const message = `No such payment_intent: '${intentId}'`;
  return {
    status: 404,
    body: { error: { type: 'invalid_request_error', code: 'resource_missing', param: 'intent', message } },
  };
}
