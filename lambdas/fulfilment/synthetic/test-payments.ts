import type { Money } from '../../model/money';

/** Payments without money, which exist where a provider has a mode for tests. */
export interface TestPayments {
  /**
   * Pays with a test card. The same key pays once.
   *
   * @returns the id of the payment
   * @throws LiveKeyError where real money could move
   */
  pay(price: Money, key: string): Promise<string>;
}

/** The key of the deployment is not one for tests, so a synthetic failure would pay real money back every hour. */
export class LiveKeyError extends Error {
  override readonly name = 'LiveKeyError';
  constructor() {
    super(
      'The key of the payment provider is not one for tests (sk_test_… or rk_test_…), and synthetic failures are made with ' +
        'no other. Leave syntheticFailure out of this stage, and deploy it in a stage beside it whose key is one for tests.',
    );
  }
}
