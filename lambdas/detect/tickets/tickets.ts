import * as z from 'zod/mini';
import { businessIdSchema } from '../../failures/definition/failure';
import { contentWithdrawn } from '../../failures/content-withdrawn/content-withdrawn';
import { deliveryLate } from '../../failures/delivery-late/delivery-late';
import { itemDamaged } from '../../failures/item-damaged/item-damaged';
import { parcelLost } from '../../failures/parcel-lost/parcel-lost';
import { parcelStolen } from '../../failures/parcel-stolen/parcel-stolen';
import { serviceOutage } from '../../failures/service-outage/service-outage';
import { videoPlaybackFailed } from '../../failures/video-playback-failed/video-playback-failed';
import { wifiSessionFailed } from '../../failures/wifi-session-failed/wifi-session-failed';
import { mishapsOf } from '../../reports/mishaps';
import { ordersAnswerSchema } from '../../shop/order';
import { AnswerMissingError, reportedFailure } from '../../reports/reported-failure';
import { defineDetector, NoFailureError } from '../definition/detector';
import { judgeTicket, type TicketFacts } from './judge-ticket';
import { ticketDefaults, ticketOptionsSchema } from './options';
import { ticketUpdateSchema, withTicketUpdate, type TicketUpdate } from './ticket-update';

/** The requester as the shop knows them, and the one order that the ticket is about, as the page of reports has it. */
const foundSchema = z
  .extend(ordersAnswerSchema, {
    /** Which line of it. */
    lineId: businessIdSchema,
    /** Whose order it is: two look-ups, and nobody reports for somebody else by naming an order. */
    soldTo: businessIdSchema,
  })
  .check(
    z.refine(({ customer, soldTo }) => customer.id === soldTo, { error: 'is not who asked', path: ['soldTo'] }),
    z.refine(({ orders }) => orders.length === 1, { error: 'is not exactly one order', path: ['orders'] }),
  );

type FoundOrder = z.infer<typeof foundSchema>;

/**
 * Failures that customers have told a help desk. They are the same failures that they would report on the page for
 * that, with the same ids.
 */
export const ticketsDetector = defineDetector({
  name: 'tickets',
  types: [
    ...[parcelLost, parcelStolen, deliveryLate, itemDamaged],
    ...[videoPlaybackFailed, wifiSessionFailed, contentWithdrawn, serviceOutage],
  ],
  optionsSchema: ticketOptionsSchema,
  defaults: ticketDefaults,
  signalSchema: ticketUpdateSchema,
  stateSchema: ticketUpdateSchema,
  foundSchema,
  // Whatever an agent calls it later: a ticket was one report.
  failsOnce: true,
  subjectOf: ({ ticketId }) => ticketId,
  fold: withTicketUpdate,
  referenceOf: ({ ticketId, requesterId, orderId }) => ({
    ticketId,
    requesterId,
    ...(orderId !== undefined && { orderId }),
  }),
  judge: judgeTicket,
  detailOf: ({ facts }, found, ticket, now) => detailOf(facts, found, ticket, now),
});

function detailOf(
  facts: TicketFacts,
  { customer, orders, lineId }: FoundOrder,
  { orderId, updatedAt, createdAt = updatedAt }: TicketUpdate,
  now: Date,
): object {
  if (facts.is === 'several') throw new NoFailureError('the ticket is of several kinds, which say different things');
  const [order] = orders;
  if (!order || (orderId !== undefined && order.orderId !== orderId)) {
    throw new NoFailureError('the shop answers about another order than the one that the ticket names');
  }
  const line = order.lines.find((one) => one.lineId === lineId);
  if (!line) throw new NoFailureError('the order has no such line');
  const { mishap, answer } = facts;
  if (!mishapsOf(line, now).includes(mishap)) {
    throw new NoFailureError('by what the shop knows of the line, that cannot have happened to it');
  }
  // The shop is asked again for days, and a parcel comes meanwhile: whoever wrote before did not mean that one.
  const { deliveredAt } = line.shipment ?? {};
  if (deliveredAt !== undefined && Date.parse(deliveredAt) > Date.parse(createdAt)) {
    throw new NoFailureError('the parcel was delivered after somebody had written of it');
  }
  try {
    return reportedFailure({ orderId: order.orderId, lineId, mishap, answer }, { customer, order, line }, now).detail;
  } catch (error) {
    if (error instanceof AnswerMissingError) throw new NoFailureError(error.message, { cause: error });
    throw error;
  }
}
