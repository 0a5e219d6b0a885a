import * as z from 'zod/mini';
import type { EmailEvent } from './email-event';
import { fromTag } from './ses-tag';

/**
 * What is read of an event of SES:
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
const sesEventSchema = z.object({
  eventType: z.string(),
  mail: z.object({ tags: z.optional(z.record(z.string(), z.array(z.string()))) }),
  bounce: z.optional(z.object({ bounceType: z.string(), bounceSubType: z.optional(z.string()) })),
});

type SesEvent = z.infer<typeof sesEventSchema>;

/** What an event of SES reports about one of our mails, or undefined where it reports nothing about any. */
export function emailEventIn(detail: unknown): EmailEvent | undefined {
  const parsed = sesEventSchema.safeParse(detail);
  if (!parsed.success) return undefined;
  const state = stateAfter(parsed.data);
  const tag = (name: string): string | undefined => parsed.data.mail.tags?.[name]?.[0];
  const [remedyId, customer, template] = [tag('remedyId'), tag('customer'), tag('template')];
  if (!state || remedyId === undefined || customer === undefined || template === undefined) return undefined;
  return { remedyId, customerId: fromTag(customer), template, state };
}

function stateAfter({ eventType, bounce }: SesEvent): EmailEvent['state'] | undefined {
  switch (eventType) {
    case 'Delivery':
      return 'delivered';
    case 'Complaint':
      return 'complained';
    case 'Reject':
      return 'suppressed';
    case 'Bounce':
      if (bounce?.bounceSubType?.includes('SuppressionList') || bounce?.bounceSubType === 'Suppressed')
        return 'suppressed';
      // SES goes on trying after a transient bounce, and reports the end in another event.
      return bounce?.bounceType === 'Transient' ? undefined : 'bounced';
    default:
      return undefined;
  }
}
