import type { Money } from '../../model/money';
import type { VideoPlaybackFailure } from './contract';

/** A rental that nobody made, of a film that stuttered. */
export interface SyntheticRental {
  /** Of the customer, the order and the rental. */
  readonly id: string;
  /** The mailbox that its apology goes to. */
  readonly mailbox: string;
  readonly paymentId: string;
  readonly price: Money;
  /** When it failed. ISO 8601. */
  readonly at: string;
}

/** The failure of a synthetic rental. All of its price goes back. */
export function syntheticRentalFailed({ id, mailbox, paymentId, price, at }: SyntheticRental): VideoPlaybackFailure {
  return {
    schemaVersion: 1,
    occurredAt: at,
    evidence: 'detected',
    customer: { id, name: 'Synthetic Customer', email: mailbox, locale: 'en-GB', timeZone: 'UTC' },
    purchase: { orderId: id, lineId: '1', paymentId, ...price, purchasedAt: at },
    playback: { rentalId: id, title: 'A Synthetic Film', stalledSeconds: 540, durationSeconds: 8_700 },
  };
}
