import * as z from 'zod';
import type { EntitlementSystem } from '../../company/partners/entitlement-system';
import type { PublishedEntry } from './published-entry';

/** The events that name an entitlement, and what became of it. */
const soldSchema = z.object({
  playback: z.object({ rentalId: z.string() }).optional(),
  wifi: z.object({ passId: z.string() }).optional(),
  outage: z.object({ serviceId: z.string() }).optional(),
  content: z.object({ entitlementId: z.string() }).optional(),
});

/** Before a rental, a pass, a service or a title can fail, it was sold: then the entitlement system knows it. */
export function sellEntitlements(entries: readonly PublishedEntry[], system: EntitlementSystem): void {
  for (const { Detail } of entries) {
    const { playback, wifi, outage, content } = soldSchema.safeParse(Detail).data ?? {};
    for (const id of [playback?.rentalId, wifi?.passId, outage?.serviceId]) {
      if (id !== undefined) system.sell(id, { state: 'valid' });
    }
    if (content) system.sell(content.entitlementId, { state: 'taken-away', isForEver: true });
  }
}
