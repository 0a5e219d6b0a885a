import * as z from 'zod/mini';
import { readJson } from '../settings/read-json';
import { text } from '../settings/text';

/** As the options of `RefundProvider.stripe`. */
const connectSchema = z.object({
  account: z.optional(text),
  reverseTransfer: z.optional(z.boolean()),
  refundApplicationFee: z.optional(z.boolean()),
});

const stripeShape = {
  REFUND_PROVIDER: z.literal('stripe'),
  /** Where the provider's API is reached: https://api.stripe.com, or an emulator. */
  STRIPE_API_URL: z.url(),
  /** How payments of Stripe Connect are refunded, as JSON. */
  STRIPE_CONNECT: z.prefault(z.pipe(z.string(), z.pipe(z.transform(readJson), connectSchema)), '{}'),
  /** Which webhook events are ours, where the endpoint gets those of both modes. */
  STRIPE_MODE: z.optional(z.enum(['live', 'test'])),
  /** What is done with payments that are only authorised, where all of one is owed. @default 'wait' */
  STRIPE_AUTHORISATIONS: z.optional(z.enum(['wait', 'cancel'])),
};

export const stripeSchema = z.object({
  ...stripeShape,
  /** Secrets Manager secret that holds the provider's API key as a plain string. */
  STRIPE_SECRET_NAME: text,
});

const refundEndpointShape = {
  REFUND_PROVIDER: z.literal('http'),
  /** The base URL of the team's own endpoint. */
  REFUND_ENDPOINT_URL: z.url(),
  /** `off` where the endpoint cannot be asked what it knows of a payment before anything is decided. */
  REFUND_ENDPOINT_PAYMENTS: z.optional(z.literal('off')),
};

const refundEndpointSchema = z.object({
  /** Secrets Manager secret with which requests to the endpoint are signed. */
  REFUND_ENDPOINT_SECRET_NAME: text,
  ...refundEndpointShape,
});

/** The payment provider: Stripe, or a team's own endpoint. */
export const providerSchema = z.discriminatedUnion('REFUND_PROVIDER', [stripeSchema, refundEndpointSchema]);

/** The provider for who only reads there. */
export const readingProviderSchema = z.discriminatedUnion('REFUND_PROVIDER', [
  z.object({
    ...stripeShape,
    /** Secrets Manager secret that holds an API key that only reads, as a plain string. */
    STRIPE_READ_SECRET_NAME: text,
  }),
  z.object({
    ...refundEndpointShape,
    /** Secrets Manager secret with which requests that only read are signed. */
    REFUND_ENDPOINT_READ_SECRET_NAME: text,
  }),
]);

/** The provider of a failure type, unless it moves no money: its function is then given no key. */
export const remedyProviderSchema = z.discriminatedUnion('REFUND_PROVIDER', [
  stripeSchema,
  refundEndpointSchema,
  z.object({ REFUND_PROVIDER: z.literal('none') }),
]);
