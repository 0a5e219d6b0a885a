import Stripe from 'stripe';
import * as z from 'zod';
import type { PublishedStory } from './published-story';

const detailSchema = z.looseObject({ purchase: z.looseObject({ amountMinor: z.number(), currency: z.string() }) });

/** A story whose payment is authorised only: its remedy waits, because there is nothing to give back yet. */
export interface AuthorisedStory {
  readonly story: PublishedStory;
  /** The shop takes the money. */
  capture(): Promise<void>;
}

/** Has the payment of a story authorised, for a currency that counts in hundredths. */
export async function authorisedStory(story: PublishedStory, providerUrl: string): Promise<AuthorisedStory> {
  const { hostname, port } = new URL(providerUrl);
  const shop = new Stripe('sk_test_local', { host: hostname, port, protocol: 'http', telemetry: false });
  const { purchase, ...rest } = detailSchema.parse(story.entry.Detail);
  const { amountMinor: amount, currency } = purchase;
  const { id: paymentId } = await shop.charges.create({ amount, currency, source: 'tok_visa', capture: false });
  const Detail = { ...rest, purchase: { ...purchase, paymentId } };
  return {
    story: { ...story, entry: { ...story.entry, Detail } },
    capture: async () => {
      await shop.charges.capture(paymentId);
    },
  };
}
