/** Payments through Stripe Connect: on whose account they are, and who bears what is refunded. */
export interface StripeConnect {
  /**
   * The connected account on which the payments were made (direct charges): every request and every list is about it.
   *
   * @default - the account of the API key
   */
  readonly account?: string | undefined;
  /**
   * Fetches the share back that was transferred to a seller (destination charges). Without it the platform pays the
   * whole refund.
   *
   * @default false
   */
  readonly reverseTransfer?: boolean | undefined;
  /**
   * Gives the platform's application fee back too, in the same proportion.
   *
   * @default false
   */
  readonly refundApplicationFee?: boolean | undefined;
}

/** Which of Stripe's two worlds is meant: that of real money, or that of test data. */
export type StripeMode = 'live' | 'test';
