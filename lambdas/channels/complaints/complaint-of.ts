import { remedyIdOf } from '../../model/remedy-id';
import { complaintType, type ChannelComplaint } from '../events/channel-events';
import type { CustomerLink, InboundMessage } from '../port/inbound-message';

/** The failure that a message is. Who wrote it, and what they bought, say the company's own systems alone. */
export function complaintOf(
  message: InboundMessage,
  { customer, purchase }: CustomerLink,
  incidentId?: string,
): ChannelComplaint {
  const { replyTo, place, author, text, url } = message;
  return {
    schemaVersion: 1,
    occurredAt: replyTo.writtenAt,
    evidence: 'reported',
    customer,
    purchase,
    ...(incidentId !== undefined && { incidentId }),
    complaint: {
      channel: place,
      postId: replyTo.messageId,
      handle: author.handle ?? 'not shown',
      text,
      ...(url !== undefined && { url }),
    },
  };
}

/** The remedy of such a failure: its type knows it by the network and the post. */
export function complaintRemedyId(
  { place, replyTo }: Pick<InboundMessage, 'place' | 'replyTo'>,
  { customer }: Pick<CustomerLink, 'customer'>,
): string {
  const subject = JSON.stringify([place.toLowerCase(), replyTo.messageId]);
  return remedyIdOf({ customerId: customer.id, type: complaintType, subject, occurrence: 'post' });
}
