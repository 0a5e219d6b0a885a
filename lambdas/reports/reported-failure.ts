import type { callType } from '../model/judging/gesture';
import type { Orders, Order, OrderLine } from '../shop/order';
import { damageCauses, questionAbout, seenOfFilm, typeOfMishap, workedOfPass, type Mishap } from './mishaps';
import type { ReportableType } from './report-source';

/** What somebody reports: which line, what happened, and what they were asked. */
export interface Report {
  readonly orderId: string;
  readonly lineId: string;
  readonly mishap: Mishap;
  /** To the question about it. Missing where nothing was asked, or it was left open. */
  readonly answer?: string | undefined;
  /** In their own words, for people to read. */
  readonly comment?: string | undefined;
  /** References to photos that the shop has of this line. */
  readonly photos?: readonly string[] | undefined;
}

/** The line that a report is about, with all that the shop knows around it. */
export interface ReportedLine {
  readonly customer: Orders['customer'];
  readonly order: Order;
  readonly line: OrderLine;
}

/** A failure as it is published, before its contract has read it. */
export interface ReportedFailure {
  readonly type: ReportableType | typeof callType;
  readonly detail: object;
}

type Outage = NonNullable<OrderLine['service']>['outages'][number];

/** The answer to the question was not one of the choices, or is missing where it may not be. */
export class AnswerMissingError extends Error {
  override readonly name = 'AnswerMissingError';
}

/** How long a film stalled that nobody could watch, and one that stalled now and then, in seconds. */
const stalledSeconds = { someStalls: 60, longStalls: 600 } as const;

/** The share of a pass that worked. */
const workedShare = { nothing: 0, quarter: 0.25, half: 0.5, most: 0.75 } as const;

/**
 * The failure of a report: the same business ids that a detector would name, so that both are one failure.
 *
 * @throws {@link AnswerMissingError}
 */
export function reportedFailure(report: Report, about: ReportedLine, now: Date): ReportedFailure {
  const { mishap, comment } = report;
  const photos = photosOf(report, about.line);
  const own = ownFacts(report, about, now);
  const { brand } = about.order;
  const shared = {
    schemaVersion: 1,
    occurredAt: notAhead(occurredAt(report, about), now),
    evidence: 'reported',
    ...(photos.length > 0 && { proof: photos }),
    ...(brand !== undefined && { brand }),
    ...(comment !== undefined && { comment }),
    customer: about.customer,
    purchase: purchaseOf(mishap, about),
  };
  return { type: typeOfMishap[mishap], detail: { ...shared, ...own } };
}

/** What somebody only typed proves nothing: the shop has to have it. Whoever is asked for a photo reads so then. */
function photosOf({ photos = [] }: Report, line: OrderLine): readonly string[] {
  return photos.filter((photo) => line.photos?.includes(photo));
}

/** A parcel is of an order, and everything else of a line. */
function purchaseOf(mishap: Mishap, { order, line }: ReportedLine): object {
  const { orderId, paymentId, currency, purchasedAt } = order;
  const bought = { orderId, paymentId, currency, purchasedAt };
  if (isAboutParcel(mishap)) return { ...bought, amountMinor: order.amountMinor };
  const { subscription } = line.service ?? {};
  return { ...bought, lineId: line.lineId, amountMinor: line.amountMinor, ...(subscription && { subscription }) };
}

function isAboutParcel(mishap: Mishap): boolean {
  return mishap === 'neverCame' || mishap === 'missing' || mishap === 'stolen' || mishap === 'late';
}

/**
 * As the shop knows it, and never the day of the report: a day can be a part of the id, and whatever is reported again
 * is the same failure.
 */
function occurredAt(report: Report, { order, line }: ReportedLine): string {
  const { shipment } = line;
  switch (report.mishap) {
    case 'neverCame':
    case 'late':
      return shipmentOf(line).promisedBy;
    case 'withdrawn':
      return known(line.withdrawn).withdrawnAt;
    case 'outage':
      return chosenOutage(report, line).startedAt;
    case 'missing':
    case 'stolen':
    case 'damaged':
    case 'misdescribed':
    case 'unplayable':
    case 'wifi':
      return shipment?.deliveredAt ?? order.purchasedAt;
  }
}

function notAhead(instant: string, now: Date): string {
  return Date.parse(instant) < now.getTime() ? instant : now.toISOString();
}

function ownFacts(report: Report, about: ReportedLine, now: Date): object {
  const { order, line } = about;
  switch (report.mishap) {
    case 'neverCame':
    case 'stolen':
      return { parcel: missingParcel(report, line, inSameParcel(order, line)) };
    case 'missing':
      return { parcel: missingParcel(report, line, [line]) };
    case 'late': {
      const { shipmentId, carrier, trackingId, promisedBy, expectedBy, shippingMinor = 0 } = shipmentOf(line);
      return { parcel: { shipmentId, carrier, trackingId, promisedBy, expectedBy, shippingMinor } };
    }
    case 'misdescribed':
      return misdescribed(report, line, now);
    case 'damaged': {
      const { sku, title, quantity, inStock = false } = line;
      return { item: { sku, title, quantity, inStock }, damage: { cause: chosen(report, damageCauses) } };
    }
    case 'unplayable':
      return { playback: playbackOf(report, line) };
    case 'wifi':
      return { wifi: wifiOf(report, line) };
    case 'withdrawn': {
      const { entitlementId, withdrawnAt } = known(line.withdrawn);
      return { content: { entitlementId, title: line.title, withdrawnAt } };
    }
    case 'outage':
      return { outage: outageOf(report, line) };
  }
}

/** Whatever came with it is missing too. */
function inSameParcel({ lines }: Order, line: OrderLine): OrderLine[] {
  return lines.filter(({ shipment }) => shipment?.shipmentId === line.shipment?.shipmentId);
}

function missingParcel(report: Report, line: OrderLine, lines: readonly OrderLine[]): object {
  const { shipmentId, carrier, trackingId, promisedBy, scan } = shipmentOf(line);
  const neededBy = neededByOf(report);
  return {
    shipmentId,
    carrier,
    trackingId,
    promisedBy,
    scan,
    ...(neededBy !== undefined && { neededBy }),
    lines: lines.map(({ lineId, sku, title, quantity, amountMinor, inStock = false, recipient, giftWrap }) => ({
      lineId,
      sku,
      title,
      quantity,
      amountMinor,
      inStock,
      ...(recipient && { recipient }),
      ...(giftWrap !== undefined && { giftWrap }),
    })),
  };
}

/** The evening of a day. */
function neededByOf({ answer }: Report): string | undefined {
  if (answer === undefined) return undefined;
  // A day that no month has is read as one of the next month.
  const day = new Date(`${answer}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(`${answer}T`))
    throw new AnswerMissingError('the day is no day');
  return `${answer}T18:00:00Z`;
}

/** Where nobody asked the merchant yet, the shop does, as it reads in the report that is published. */
function misdescribed({ answer }: Report, line: OrderLine, now: Date): object {
  if (answer === undefined) throw new AnswerMissingError('nobody said what arrived instead');
  const { merchantId, describedAs, contactedAt, answeredAt } = known(line.soldBy);
  const { sku, title } = line;
  return {
    item: { sku, title, describedAs, receivedAs: answer },
    merchant: {
      id: merchantId,
      contactedAt: contactedAt ?? now.toISOString(),
      ...(answeredAt !== undefined && { answeredAt }),
    },
  };
}

function playbackOf(report: Report, { title, rental }: OrderLine): object {
  const { rentalId, durationSeconds } = known(rental);
  const seen = chosen(report, seenOfFilm);
  const stalled = seen === 'nothing' ? durationSeconds : Math.min(stalledSeconds[seen], durationSeconds);
  return { rentalId, title, durationSeconds, stalledSeconds: stalled };
}

function wifiOf(report: Report, { pass }: OrderLine): object {
  const { passId, flight, purchasedMinutes } = known(pass);
  const share = workedShare[chosen(report, workedOfPass)];
  return { passId, flight, purchasedMinutes, usableMinutes: Math.floor(purchasedMinutes * share) };
}

function outageOf(report: Report, line: OrderLine): object {
  const { serviceId } = known(line.service);
  return { serviceId, ...chosenOutage(report, line) };
}

function chosenOutage(report: Report, line: OrderLine): Outage {
  const { outages } = known(line.service);
  const asked = questionAbout('outage', line) !== undefined;
  const outage = asked ? outages.find(({ startedAt }) => startedAt === report.answer) : outages[0];
  if (!outage) throw new AnswerMissingError('nobody said which outage');
  return outage;
}

function chosen<const Choices extends readonly string[]>({ answer }: Report, choices: Choices): Choices[number] {
  const found = choices.find((choice) => choice === answer);
  if (found === undefined) throw new AnswerMissingError('none of the choices was taken');
  return found;
}

function shipmentOf({ shipment }: OrderLine): NonNullable<OrderLine['shipment']> {
  return known(shipment);
}

/** What is offered is only what the shop knows all of. */
function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new AnswerMissingError('the shop does not know enough of this line');
  return value;
}
