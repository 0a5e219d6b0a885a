import type { Money } from '../../model/money';
import { toStripeAmount } from '../stripe/stripe-amount';
import { StripeClient, within, type StripeClientProps } from '../stripe/stripe-client';
import { LiveKeyError, type TestPayments } from './test-payments';

/**
 * A card of Stripe's for tests whose money can be refunded at once: that of `pm_card_visa` is pending for days. It does
 * not exist in live mode, where a payment with it is refused.
 */
const testCard = 'pm_card_bypassPending';

const timeoutMs = 8_000;

/** Payments in Stripe's mode for tests. A restricted key needs the right to write payment intents. */
export class StripeTestPayments implements TestPayments {
  private readonly client: StripeClient;

  constructor(private readonly props: StripeClientProps) {
    this.client = new StripeClient(props);
  }

  async pay(price: Money, key: string): Promise<string> {
    if (!/^[sr]k_test_/.test(await this.props.key.read())) throw new LiveKeyError();
    const intent = await this.client.call((stripe) =>
      stripe.paymentIntents.create(
        {
          amount: toStripeAmount(price),
          currency: price.currency.toLowerCase(),
          payment_method: testCard,
          automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
          confirm: true,
          description: 'Amends: a synthetic payment, which is refunded within minutes',
        },
        { ...within(timeoutMs), idempotencyKey: key },
      ),
    );
    // The key may have been changed between the two.
    if (intent.livemode) throw new LiveKeyError();
    if (intent.status !== 'succeeded') throw new Error(`Stripe did not take the test payment ${key}: ${intent.status}`);
    return intent.id;
  }
}
