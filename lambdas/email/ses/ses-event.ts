import * as z from 'zod/mini';
import type { EmailEvent } from '../email-event';
import { customerIn } from './ses-tag';

/**
 * What is read of an event of SES:
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
const sesEventSchema = z.object({
  eventType: z.string(),
  mail: z.object({
    messageId: z.optional(z.string()),
    tags: z.optional(z.record(z.string(), z.array(z.string()))),
  }),
  bounce: z.optional(z.object({ bounceType: z.string(), bounceSubType: z.optional(z.string()) })),
});

type SesEvent = z.infer<typeof sesEventSchema>;

/** What an event of SES reports about one of our mails, or undefined where it reports nothing about any. */
export function emailEventIn(detail: unknown): EmailEvent | undefined {
  const parsed = sesEventSchema.safeParse(detail);
  if (!parsed.success) return undefined;
  const state = stateAfter(parsed.data);
  const tag = (name: string): string | undefined => parsed.data.mail.tags?.[name]?.[0];
  const [remedyId, customerId, template] = [tag('remedyId'), customerIn(tag), tag('template')];
  if (!state || remedyId === undefined || customerId === undefined || template === undefined) return undefined;
  return {
    remedyId,
    customerId,
    template,
    state,
    messageId: parsed.data.mail.messageId,
    reason: reasonIn(parsed.data),
  };
}

/** Two words of SES, which are the same for everybody. Its diagnostics repeat addresses. */
function reasonIn({ bounce }: SesEvent): string | undefined {
  if (!bounce) return undefined;
  const words = [bounce.bounceType, bounce.bounceSubType].filter((term) => term !== undefined && /^\w+$/.test(term));
  return words.length === 0 ? undefined : words.join(', ');
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
      // A transient one too: it comes once SES has given up trying.
      return 'bounced';
    default:
      return undefined;
  }
}
