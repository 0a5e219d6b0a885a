import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Shop } from '../company/shop/shop';
import { freshStory } from '../demo/script/fresh-story';
import { takePayments } from '../demo/script/take-payments';
import type { LocalSystem } from '../system/local-system';

/** What can be seen by a detector on this machine. */
export const signalKinds = ['parcel', 'film', 'ticket', 'outage', 'warning'] as const;

export type SignalKind = (typeof signalKinds)[number];

const boughtSchema = z.object({
  customer: z.looseObject({ id: z.string() }),
  purchase: z.looseObject({
    orderId: z.string(),
    paymentId: z.string(),
    amountMinor: z.int(),
    currency: z.string(),
    purchasedAt: z.string(),
  }),
});

const parcelSchema = z.object({ parcel: z.looseObject({ carrier: z.string(), trackingId: z.string() }) });

const playbackSchema = z.object({
  playback: z.looseObject({ rentalId: z.string(), title: z.string(), durationSeconds: z.number() }),
});

const outageSchema = z.object({ outage: z.looseObject({ serviceId: z.string() }) });

const hourMs = 3_600_000;

interface Company extends Pick<LocalSystem, 'signals' | 'endpoints' | 'idle'> {
  readonly shop: Pick<Shop, 'know'> & { readonly usage: Pick<Shop['usage'], 'add'> };
}

type Places = LocalSystem['signals'] & Pick<Company, 'shop'>;

/** What was sold: the detail of a failure that may come of it, paid at the provider. */
interface Sold {
  readonly tag: string;
  readonly detail: unknown;
  readonly bought: z.infer<typeof boughtSchema>;
}

const soldFor: Readonly<Record<SignalKind, 'ParcelLost' | 'VideoPlaybackFailed' | 'ServiceOutage'>> = {
  parcel: 'ParcelLost',
  film: 'VideoPlaybackFailed',
  ticket: 'VideoPlaybackFailed',
  outage: 'ServiceOutage',
  warning: 'VideoPlaybackFailed',
};

const send: Readonly<Record<SignalKind, (sold: Sold, places: Places) => void | Promise<void>>> = {
  parcel: loseParcel,
  film: stallFilm,
  ticket: writeTicket,
  outage: breakService,
  warning: stallFilm,
};

/**
 * Sells something to a customer of its own, and has whoever hears of it say that it failed: the tracker of its parcel,
 * the player of its film, the help desk, or the alarm of the service. Or first has a bank warn of its payment. Nobody
 * publishes anything but the detector.
 *
 * @returns the customer
 */
export async function sendSignal(kind: SignalKind, { signals, shop, endpoints, idle }: Company): Promise<string> {
  const tag = randomBytes(4).toString('hex');
  const { entry } = freshStory(soldFor[kind], new Date(), tag);
  const [paid] = await takePayments({ entries: [entry], cards: {} }, endpoints.provider, () => undefined);
  const detail = paid?.entry.Detail;
  const bought = boughtSchema.parse(detail);
  if (kind === 'warning') {
    // Days before anything fails.
    signals.bank.warn(bought.purchase.paymentId);
    await idle();
  }
  await send[kind]({ tag, detail, bought }, { ...signals, shop });
  return bought.customer.id;
}

function loseParcel({ tag, detail, bought }: Sold, { shop, tracker }: Places): void {
  const { parcel } = parcelSchema.parse(detail);
  const tracked = { carrier: parcel.carrier, trackingId: `${parcel.trackingId}-${tag}` };
  shop.know({ foundBy: tracked, facts: { ...bought, parcel } });
  tracker.send({ ...tracked, status: 'failure', statusDetail: 'lost', at: new Date() });
}

function stallFilm({ tag, detail, bought }: Sold, { shop, player }: Places): void {
  const { playback } = playbackSchema.parse(detail);
  const sessionId = `session-${tag}`;
  shop.know({ foundBy: { sessionId }, facts: { ...bought, playback } });
  player.play(sessionId, `film-${tag}`, [
    ['s', 2],
    ['p', 900],
    ['r', 95],
    ['p', 400],
    ['q', 0],
  ]);
}

/** The customer says so, and an agent's tag says what it is. */
function writeTicket({ tag, detail, bought }: Sold, { shop, helpDesk }: Places): void {
  const { playback } = playbackSchema.parse(detail);
  const { customer, purchase } = bought;
  const { orderId, amountMinor } = purchase;
  const [ticketId, requesterId] = [`ticket-${tag}`, `requester-${tag}`];
  const { rentalId, title, durationSeconds } = playback;
  const line = { lineId: '1', sku: 'film-rental', title, quantity: 1, amountMinor };
  const order = { ...purchase, lines: [{ ...line, rental: { rentalId, durationSeconds } }] };
  const facts = { customer, soldTo: customer.id, orders: [order], lineId: line.lineId };
  shop.know({ foundBy: { requesterId, orderId }, facts });
  helpDesk.send({ ticketId, requesterId, orderId, tags: ['film_would_not_play'] });
}

/** Each time somewhat earlier, so that no two are one outage. */
let outages = 0;

/** An alarm that went off and is over: what it tells is judged at once. */
async function breakService({ tag, detail, bought }: Sold, { shop, alarms }: Places): Promise<void> {
  const { customer, purchase } = bought;
  outages += 1;
  const until = new Date(Date.now() - hourMs - outages * 9 * hourMs);
  const from = new Date(until.getTime() - 4 * hourMs);
  const who = { customer, purchase, serviceId: outageSchema.parse(detail).outage.serviceId };
  await shop.usage.add({ service: 'streaming', from, until, who });
  const alarmName = `streaming-errors-${tag}`;
  alarms.change({ alarmName, is: 'ALARM', at: from });
  alarms.change({ alarmName, is: 'OK', at: until });
}
