import type { LocalSystem } from '../../../local/system/local-system';
import type { Sold } from './telling';

const hourMs = 60 * 60 * 1000;

/** A machine that sees what a customer tells: the tracker of a parcel, or the player of a film. */
export interface Machine {
  /** In which it sees the failure, as the detector publishes it. */
  readonly source: 'detector.parcels' | 'detector.playback';
  /** What the shop says of it when the detector asks whose it is. */
  readonly known: (sold: Sold) => { readonly foundBy: Record<string, string>; readonly facts: object };
  /** It says what it sees. */
  readonly says: (sold: Sold, signals: LocalSystem['signals']) => void;
}

function boughtBy({ customer, order }: Sold): object {
  const { orderId, paymentId, amountMinor, currency, purchasedAt } = order;
  return { customer, purchase: { orderId, paymentId, amountMinor, currency, purchasedAt } };
}

/** The shop knows by when it is needed: its customer said so when they bought it. */
function parcelOf({ order, neededBy: day }: Sold, more: object = {}) {
  const neededBy = day === undefined ? {} : { neededBy: `${day}T18:00:00Z` };
  const { shipmentId, carrier, trackingId, promisedBy, shippingMinor } = order.lines[0]?.shipment ?? {};
  const lines = order.lines.map(({ shipment: _, ...line }) => ({ inStock: false, ...line }));
  const parcel = {
    shipmentId,
    promisedBy,
    lines,
    ...neededBy,
    ...(shippingMinor !== undefined && { shippingMinor }),
    ...more,
  };
  return { tracked: { carrier: carrier ?? '', trackingId: trackingId ?? '' }, parcel };
}

/** The carrier calls it lost. */
const lost: Machine = {
  source: 'detector.parcels',
  known: (sold) => {
    const { tracked, parcel } = parcelOf(sold);
    return { foundBy: tracked, facts: { ...boughtBy(sold), parcel } };
  },
  says: (sold, { tracker }) => {
    tracker.send({ ...parcelOf(sold).tracked, status: 'failure', statusDetail: 'lost', at: new Date() });
  },
};

/** The carrier calls it delivered, and the shop has heard from its customer on the phone that nothing is there. */
const notThere: Machine = {
  source: 'detector.parcels',
  known: (sold) => {
    const reportedMissingAt = new Date(Date.now() - hourMs).toISOString();
    const { tracked, parcel } = parcelOf(sold, { reportedMissingAt });
    return { foundBy: tracked, facts: { ...boughtBy(sold), parcel } };
  },
  says: (sold, { tracker }) => {
    tracker.send({ ...parcelOf(sold).tracked, status: 'delivered', at: new Date(Date.now() - 25 * hourMs) });
  },
};

/** The carrier says by when it comes, and that is too late. */
const late: Machine = {
  ...lost,
  says: (sold, { tracker }) => {
    const { tracked } = parcelOf(sold);
    const expectedBy = new Date(Date.now() + 72 * hourMs);
    tracker.send({ ...tracked, status: 'in_transit', at: new Date(), expectedBy });
  },
};

/** The film stalls for a minute and a half. */
const stalls: Machine = {
  source: 'detector.playback',
  known: (sold) => {
    const [line] = sold.order.lines;
    const playback = { ...line?.rental, title: line?.title };
    return { foundBy: { sessionId: sessionOf(sold) }, facts: { ...boughtBy(sold), playback } };
  },
  says: (sold, { player }) =>
    player.play(sessionOf(sold), 'film-9', [
      ['s', 2],
      ['p', 600],
      ['r', 95],
      ['p', 700],
      ['q', 0],
    ]),
};

function sessionOf({ customerId }: Sold): string {
  return `session-${customerId}`;
}

/**
 * What a detector hears of the told stories. Of the others there is no signal that a detector hears: nobody but their
 * customer knows what a book looks like, who broke a reader, or whether an installer came. Of an aircraft, a library
 * and a line product systems know, and publish by themselves (test/local/reports.proof.ts).
 */
export const machineOf: Readonly<Record<string, Machine>> = {
  'console-for-christmas': notThere,
  'gifts-to-two-recipients': lost,
  'last-one-in-stock': lost,
  'present-from-porch': notThere,
  'present-too-late': late,
  'film-stuttered': stalls,
};
