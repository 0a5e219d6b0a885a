import { catalog } from '../../lambdas/failures/catalog';
import type { Failure } from '../../lambdas/failures/definition/failure';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { parseFailure } from '../../lambdas/failures/definition/parse-failure';
import { itemNotAsDescribedStories } from '../../lambdas/failures/item-not-as-described/stories';
import { parcelLostStories } from '../../lambdas/failures/parcel-lost/stories';
import { mishaps, mishapsOf, questionAbout, typeOfMishap, type Mishap } from '../../lambdas/reports/mishaps';
import type { Order, OrderLine } from '../../lambdas/shop/order';
import { AnswerMissingError, reportedFailure } from '../../lambdas/reports/reported-failure';
import { reportableTypes } from '../../lambdas/reports/report-source';
import { ReportWorld } from './report-world';

const { sold, now } = new ReportWorld();

function definitionOf(type: string): FailureDefinition {
  const found = catalog.find((definition) => definition.type === type);
  if (!found) throw new Error(`there is no ${type}`);
  return found;
}

/** What somebody may answer who has no choice. */
const answers: Partial<Record<Mishap, string>> = {
  misdescribed: 'worn, with notes in the margins',
  damaged: 'defect',
  unplayable: 'longStalls',
  wifi: 'half',
};

const possible = sold.flatMap(({ customer, orders }) =>
  orders.flatMap((order) =>
    order.lines.flatMap((line) =>
      mishapsOf(line, now).map((mishap) => ({ name: `${mishap}: ${line.title}`, mishap, customer, order, line })),
    ),
  ),
);

it('the shop of npm start has something for each thing that can be reported, and each reportable type', () => {
  expect(new Set(possible.map(({ mishap }) => mishap))).toEqual(new Set(mishaps));
  expect(new Set(possible.map(({ mishap }) => typeOfMishap[mishap]))).toEqual(new Set(reportableTypes));
});

it.each(possible)('$name is a failure that keeps its contract', ({ mishap, customer, order, line }) => {
  const report = { orderId: order.orderId, lineId: line.lineId, mishap, answer: answers[mishap], comment: 'Sorry.' };
  const { type, detail } = reportedFailure(report, { customer, order, line }, now);
  const failure = parseFailure(definitionOf(type), detail);
  expect(failure).toMatchObject({ evidence: 'reported', comment: 'Sorry.', customer: { id: customer.id } });
  expect(Date.parse(failure.occurredAt)).toBeLessThanOrEqual(now.getTime());
  expect(failure.purchase.paymentId).toBe(order.paymentId);
});

it.each(possible)('$name asks one question at most', ({ mishap, line }) => {
  expect([undefined, mishap === 'outage' ? undefined : expect.anything()]).toContainEqual(questionAbout(mishap, line));
});

it.each(['misdescribed', 'damaged', 'unplayable', 'wifi'] as const)(
  '%s is not reported without an answer',
  (mishap) => {
    const found = possible.find((one) => one.mishap === mishap);
    if (!found) throw new Error('nothing can be reported so');
    const report = { orderId: found.order.orderId, lineId: found.line.lineId, mishap };
    expect(() => reportedFailure(report, found, now)).toThrow(AnswerMissingError);
    if (mishap !== 'misdescribed') {
      expect(() => reportedFailure({ ...report, answer: 'who knows' }, found, now)).toThrow(AnswerMissingError);
    }
  },
);

describe('what a customer reports is the failure that a machine publishes', () => {
  const identity = (failure: Failure, type: string): string[] => {
    const definition = definitionOf(type);
    return [failure.customer.id, type, definition.subject(failure), definition.occurrence(failure)];
  };

  /** The order as the shop has it, of what a system has published. */
  const orderOf = ({ purchase }: Failure, lines: readonly OrderLine[]): Order => ({
    orderId: purchase.orderId,
    paymentId: purchase.paymentId,
    amountMinor: purchase.amountMinor,
    currency: purchase.currency,
    purchasedAt: purchase.purchasedAt,
    lines: [...lines],
  });

  it.each(parcelLostStories.slice(0, 2))('$title', ({ detail }) => {
    const { lines, neededBy, ...shipment } = detail.parcel;
    const order = orderOf(
      detail,
      lines.map((line) => ({ ...line, shipment })),
    );
    const [line] = order.lines;
    if (!line) throw new Error('nothing was in it');
    const answer = neededBy?.slice(0, 10);
    const report = { orderId: order.orderId, lineId: line.lineId, mishap: 'neverCame', answer } as const;
    const later = new Date(Date.parse(shipment.promisedBy) + 5 * 86_400_000);
    expect(mishapsOf(line, later)).toContain('neverCame');
    const reported = reportedFailure(report, { customer: detail.customer, order, line }, later);
    const failure = parseFailure(definitionOf('ParcelLost'), reported.detail);
    expect(identity(failure, reported.type)).toEqual(identity(detail, 'ParcelLost'));
    expect(failure.purchase).toEqual(detail.purchase);
  });

  it.each(itemNotAsDescribedStories)('$title', ({ detail }) => {
    const { item, merchant, purchase } = detail;
    const { describedAs, sku, title } = item;
    const { id: merchantId, contactedAt } = merchant;
    const line: OrderLine = {
      lineId: purchase.lineId ?? '',
      ...{ sku, title, quantity: 1, amountMinor: purchase.amountMinor },
      soldBy: { merchantId, describedAs, contactedAt },
    };
    const order = orderOf(detail, [line]);
    const answer = item.receivedAs;
    const report = { orderId: order.orderId, lineId: line.lineId, mishap: 'misdescribed', answer } as const;
    const reported = reportedFailure(report, { customer: detail.customer, order, line }, now);
    const failure = parseFailure(definitionOf('ItemNotAsDescribed'), reported.detail);
    expect(identity(failure, reported.type)).toEqual(identity(detail, 'ItemNotAsDescribed'));
    expect(failure.purchase).toEqual(detail.purchase);
  });
});

it('nothing was stolen that never came, and nothing is lost before its day', () => {
  const [first] = sold;
  const line = first?.orders[0]?.lines[0];
  if (!line?.shipment) throw new Error('the first customer bought something that is sent');
  const onItsWay = { ...line, shipment: { ...line.shipment, scan: 'in-transit' as const } };
  const ofParcel = (promisedBy: string, expectedBy?: string, hours = 0) => {
    const at = new Date(Date.parse(promisedBy) + hours * 3_600_000);
    return mishapsOf({ ...onItsWay, shipment: { ...onItsWay.shipment, promisedBy, expectedBy } }, at);
  };
  const promisedBy = '2026-11-19T17:00:00Z';
  expect(ofParcel(promisedBy, undefined, -24)).toEqual([]);
  expect(ofParcel(promisedBy, undefined, 1)).toEqual([]);
  expect(ofParcel(promisedBy, undefined, 119)).toEqual([]);
  expect(ofParcel(promisedBy, undefined, 120)).toEqual(['neverCame']);
  // The carrier has named a later day: five days after that one.
  const expectedBy = '2026-11-21T17:00:00Z';
  expect(ofParcel(promisedBy, expectedBy, 120)).toEqual(['late']);
  expect(ofParcel(promisedBy, expectedBy, 168)).toEqual(['neverCame', 'late']);
});

describe('what is reported again on another day is the same failure', () => {
  const dayMs = 86_400_000;
  it.each(possible)('$name', ({ mishap, customer, order, line }) => {
    const report = { orderId: order.orderId, lineId: line.lineId, mishap, answer: answers[mishap] };
    const [today, later] = [0, 3].map((days) => {
      const { type, detail } = reportedFailure(
        report,
        { customer, order, line },
        new Date(now.getTime() + days * dayMs),
      );
      const definition = definitionOf(type);
      const failure = parseFailure(definition, detail);
      return [definition.subject(failure), definition.occurrence(failure)];
    });
    expect(later).toEqual(today);
  });

  it.each(['damaged', 'stolen', 'unplayable'] as const)(
    '%s: dated by what the shop knows, or else by the purchase',
    (mishap) => {
      const found = possible.find((one) => one.mishap === mishap);
      if (!found) throw new Error('nothing can be reported so');
      const { order, line } = found;
      const report = { orderId: order.orderId, lineId: line.lineId, mishap, answer: answers[mishap] };
      const dated = (known: OrderLine) => reportedFailure(report, { ...found, line: known }, now).detail;
      expect(dated(line)).toMatchObject({ occurredAt: line.shipment?.deliveredAt ?? order.purchasedAt });
      const { shipment } = line;
      const undated = { ...line, ...(shipment && { shipment: { ...shipment, deliveredAt: undefined } }) };
      expect(dated(undated)).toMatchObject({ occurredAt: order.purchasedAt });
    },
  );
});

it('of several outages the one that was chosen says when it happened, so that an old one is for a person', () => {
  const found = possible.find(({ mishap }) => mishap === 'outage');
  if (!found?.line.service) throw new Error('no service failed');
  const [newer] = found.line.service.outages;
  if (!newer) throw new Error('no service failed');
  const older = { ...newer, startedAt: '2026-06-01T00:00:00.000Z', endedAt: '2026-06-02T00:00:00.000Z' };
  const line = { ...found.line, service: { ...found.line.service, outages: [newer, older] } };
  const report = {
    orderId: found.order.orderId,
    lineId: line.lineId,
    mishap: 'outage',
    answer: older.startedAt,
  } as const;
  const { detail } = reportedFailure(report, { ...found, line }, now);
  expect(detail).toMatchObject({ occurredAt: older.startedAt, outage: { startedAt: older.startedAt } });
});

describe('proof', () => {
  const found = possible.find(({ mishap }) => mishap === 'damaged');
  const reportWith = (photos: readonly string[], listed?: string[]) => {
    if (!found) throw new Error('nothing can be broken');
    const { order, line } = found;
    const report = {
      orderId: order.orderId,
      lineId: line.lineId,
      mishap: 'damaged',
      answer: 'defect',
      photos,
    } as const;
    return reportedFailure(report, { ...found, line: { ...line, photos: listed } }, now).detail;
  };

  it('is a photo that the shop has of this line', () => {
    expect(reportWith(['photo_1'], ['photo_1', 'photo_2'])).toMatchObject({ proof: ['photo_1'] });
    expect(reportWith([], ['photo_1'])).not.toHaveProperty('proof');
  });

  it('is nothing that somebody only typed', () => {
    expect(reportWith(['trust me'])).not.toHaveProperty('proof');
    expect(reportWith(['photo_1', 'trust me'], ['photo_1'])).toMatchObject({ proof: ['photo_1'] });
  });
});

it.each(['2026-02-31', '2026-13-01', '31.12.2026'])('%s is no day by which somebody needs it', (answer) => {
  const found = possible.find(({ mishap }) => mishap === 'neverCame');
  if (!found) throw new Error('nothing can be lost');
  const report = { orderId: found.order.orderId, lineId: found.line.lineId, mishap: 'neverCame', answer } as const;
  expect(() => reportedFailure(report, found, now)).toThrow(AnswerMissingError);
});
