import * as z from 'zod';
import type { PublishedEntry } from '../../../local/demo/script/published-entry';
import { anotherStory } from '../../../local/demo/script/stories';

const storySchema = z.object({ customer: z.looseObject({}), purchase: z.looseObject({}) });

const publishedSchema = z.object({
  customer: z.object({ id: z.string(), email: z.string() }),
  purchase: z.object({ paymentId: z.string(), amountMinor: z.number() }),
});

/** A customer who was let down once. */
export interface Failed {
  readonly customerId: string;
  readonly email: string;
  readonly paymentId: string;
  /** What was paid, and is owed. */
  readonly amountMinor: number;
}

/**
 * The same film stalls for so many customers, each with an order and a price of their own. One cause lets down a row.
 */
export function failures(row: number, count: number): PublishedEntry[] {
  const { entry } = anotherStory('VideoPlaybackFailed', new Date());
  const { customer, purchase } = storySchema.parse(entry.Detail);
  return Array.from({ length: count }, (_, index) => {
    const id = `${row}-${index}`;
    return {
      ...entry,
      Detail: {
        ...entry.Detail,
        incidentId: `incident-${row}`,
        customer: { ...customer, id: `customer_${id}`, email: `customer-${id}@example.com` },
        purchase: { ...purchase, orderId: `order_${id}`, amountMinor: 200 + index },
      },
    };
  });
}

/** The customer of an event whose purchase was paid. */
export function failedOf({ Detail }: PublishedEntry): Failed {
  const { customer, purchase } = publishedSchema.parse(Detail);
  const { paymentId, amountMinor } = purchase;
  return { customerId: customer.id, email: customer.email, paymentId, amountMinor };
}
