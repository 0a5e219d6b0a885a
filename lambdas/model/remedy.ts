/** Money given back to where it came from. */
export interface RefundPart {
  readonly kind: 'refund';
  readonly amountMinor: number;
  readonly currency: string;
  /** The provider's id of the payment that is refunded. */
  readonly paymentId: string;
}

/** One thing a customer gets. Further kinds join this union, and every switch over `kind` then names what it lacks. */
export type RemedyPart = RefundPart;

/** How soon refunded money shows, in business days of the customer's bank. */
export interface Arrival {
  readonly minBusinessDays: number;
  readonly maxBusinessDays: number;
}
