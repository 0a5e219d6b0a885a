import * as z from 'zod/mini';
import { stripeSchema } from './provider-setting';
import { text } from '../settings/text';

/** Whose webhook events a public function verifies, and with which secret: each has one of its own. */
export const webhookSourceSchema = z.discriminatedUnion('WEBHOOK_OF', [
  z.object({
    WEBHOOK_OF: z.literal('stripe'),
    /** Secrets Manager secret that holds the signing secret of the webhook endpoint at Stripe. */
    STRIPE_WEBHOOK_SECRET_NAME: text,
    STRIPE_CONNECT: stripeSchema.shape.STRIPE_CONNECT,
    STRIPE_MODE: stripeSchema.shape.STRIPE_MODE,
  }),
  z.object({
    WEBHOOK_OF: z.literal('refund-endpoint'),
    /** Secrets Manager secret with which the refund endpoint signs its webhook events. */
    REFUND_WEBHOOK_SECRET_NAME: text,
  }),
  z.object({
    WEBHOOK_OF: z.literal('partner-endpoint'),
    /** Secrets Manager secret with which the partners' endpoint signs its webhook events. */
    PARTNER_WEBHOOK_SECRET_NAME: text,
  }),
]);

/** What a public function reads: the names of one queue and one secret. */
export const webhookSchema = z.intersection(
  z.object({
    /** The queue that gets what was received. */
    UPDATE_QUEUE_URL: text,
  }),
  webhookSourceSchema,
);
