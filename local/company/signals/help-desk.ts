import { randomBytes } from 'node:crypto';
import { zendeskSignature } from '../../../lambdas/detect/tickets/zendesk-door';
import type { SignalSender } from './signal-sender';

/** A ticket as an agent sees it. */
export interface DeskTicket {
  readonly ticketId: string;
  readonly requesterId: string;
  readonly orderId?: string | undefined;
  readonly tags: readonly string[];
  readonly at: Date;
}

/** A help desk: sends an event for each change of a ticket, in the form and with the signature of Zendesk's. */
export class HelpDesk {
  constructor(
    private readonly sender: SignalSender,
    private readonly clock: () => Date,
  ) {}

  /** @param change such as `created` or `tags_changed` */
  send(ticket: Omit<DeskTicket, 'at'>, change = 'created'): void {
    const at = this.clock();
    const body = ticketEvent({ ...ticket, at }, change);
    this.sender.send('tickets', body, (secret) => {
      const timestamp = at.toISOString();
      return {
        headers: {
          'x-zendesk-webhook-signature': zendeskSignature(body, timestamp, secret),
          'x-zendesk-webhook-signature-timestamp': timestamp,
        },
      };
    });
  }
}

/** The event, with what customers write in it, which is nobody's business here. */
export function ticketEvent({ ticketId, requesterId, orderId, tags, at }: DeskTicket, change = 'created'): string {
  const time = at.toISOString();
  return JSON.stringify({
    account_id: 12514403,
    id: randomBytes(16).toString('hex'),
    type: `zen:event-type:ticket.${change}`,
    subject: `zen:ticket:${ticketId}`,
    time,
    zendesk_event_version: '2022-11-06',
    event: {},
    detail: {
      id: ticketId,
      requester_id: requesterId,
      submitter_id: requesterId,
      actor_id: requesterId,
      external_id: orderId ?? null,
      form_id: null,
      subject: 'It did not work',
      description: 'I would like somebody to look at this.',
      is_public: true,
      priority: null,
      status: 'NEW',
      tags,
      type: null,
      created_at: time,
      updated_at: time,
      via: { channel: 'web' },
    },
  });
}
