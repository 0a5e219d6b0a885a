import * as z from 'zod';
import type { EntitlementSystem } from '../../company/partners/entitlement-system';
import type { PublishedEntry } from './published-entry';

/** The events that name an entitlement, and what became of it. */
const soldSchema = z.object({
  customer: z.object({ id: z.string() }),
  playback: z.object({ rentalId: z.string() }).optional(),
  wifi: z.object({ passId: z.string() }).optional(),
  outage: z.object({ serviceId: z.string() }).optional(),
  content: z.object({ entitlementId: z.string() }).optional(),
});

/** Before a rental, a pass, a service or a title can fail, it was sold: then the entitlement system knows it. */
export function sellEntitlements(entries: readonly PublishedEntry[], system: EntitlementSystem): void {
  for (const { Detail } of entries) {
    const parsed = soldSchema.safeParse(Detail);
    if (!parsed.success) continue;
    const { customer, playback, wifi, outage, content } = parsed.data;
    const customerId = customer.id;
    for (const id of [playback?.rentalId, wifi?.passId, outage?.serviceId]) {
      if (id !== undefined) system.sell(id, { customerId, state: 'valid' });
    }
    if (content) system.sell(content.entitlementId, { customerId, state: 'taken-away', isForEver: true });
  }
}
