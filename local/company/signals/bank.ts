import { randomBytes } from 'node:crypto';
import { stripeSignature } from '../provider/webhook-sender';
import type { SignalSender } from './signal-sender';

/** Who hears what banks say: the provider's webhook, beside the URLs of detectors. */
export const bankListener = 'payments';

/**
 * Whatever a cardholder's bank says of a payment: sent by the provider, in the form and with the signature of Stripe's.
 */
export class Bank {
  constructor(
    private readonly sender: SignalSender,
    private readonly clock: () => Date,
  ) {}

  /** Warns that somebody else paid with the card. */
  warn(chargeId: string): void {
    const id = `issfr_${randomBytes(8).toString('hex')}`;
    const warning = { id, object: 'radar.early_fraud_warning', charge: chargeId, payment_intent: null };
    this.send('radar.early_fraud_warning.created', { ...warning, actionable: true, fraud_type: 'misc' });
  }

  /** Claims the payment back, or has decided whether it goes back. */
  dispute(chargeId: string, disputeId: string, status: 'needs_response' | 'won' | 'lost'): void {
    const type = status === 'needs_response' ? 'created' : 'closed';
    const about = { id: disputeId, object: 'dispute', charge: chargeId, payment_intent: null };
    const money = { amount: 100, currency: 'gbp', created: this.seconds() };
    this.send(`charge.dispute.${type}`, { ...about, ...money, status });
  }

  private send(type: string, object: object): void {
    const id = `evt_${randomBytes(12).toString('hex')}`;
    const event = { id, object: 'event', api_version: null, created: this.seconds(), type, livemode: false };
    const body = JSON.stringify({ ...event, data: { object: { ...object, livemode: false } } });
    this.sender.send(bankListener, body, (secret) => ({
      headers: { 'stripe-signature': stripeSignature(secret, body, this.seconds()) },
    }));
  }

  private seconds(): number {
    return Math.floor(this.clock().getTime() / 1_000);
  }
}
