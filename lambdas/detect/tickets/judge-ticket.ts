import { typeOfMishap, type Mishap } from '../../reports/mishaps';
import type { Judgement } from '../definition/detector';
import type { TicketKind, TicketOptions } from './options';
import type { TicketUpdate } from './ticket-update';

/** What a ticket reports. */
export type TicketFacts =
  | { readonly is: 'one'; readonly mishap: Mishap; readonly answer?: string | undefined }
  /** Kinds that do not agree. */
  | { readonly is: 'several' };

/** Which failure a ticket reports, by the kinds that the team has mapped. */
export function judgeTicket(ticket: TicketUpdate, _now: Date, { kinds }: TicketOptions): Judgement<TicketFacts> {
  if (ticket.isGone) return { suspects: [] };
  const named = kinds.filter((kind) => isOf(ticket, kind));
  const [first, ...others] = named;
  if (!first) return { suspects: [] };
  const { mishap, answer } = first;
  const agrees = others.every((other) => other.mishap === mishap && other.answer === answer);
  const facts: TicketFacts = agrees ? { is: 'one', mishap, answer } : { is: 'several' };
  const evidence = [`zendesk:${ticket.ticketId}`];
  return { suspects: [{ type: typeOfMishap[mishap], occurredAt: ticket.updatedAt, evidence, facts }] };
}

/** A kind with a tag and a form is of tickets that have both. */
function isOf({ tags, formId }: TicketUpdate, { tag, form }: TicketKind): boolean {
  return (tag === undefined || tags.includes(tag)) && (form === undefined || form === formId);
}
