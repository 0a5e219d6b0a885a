import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Shop } from '../company/shop/shop';
import { freshStory } from '../demo/script/fresh-story';
import { takePayments } from '../demo/script/take-payments';
import type { LocalSystem } from '../system/local-system';

/** What can be seen by a detector on this machine. */
export const signalKinds = ['parcel', 'film'] as const;

export type SignalKind = (typeof signalKinds)[number];

const boughtSchema = z.object({ customer: z.looseObject({ id: z.string() }), purchase: z.looseObject({}) });

const parcelSchema = z.object({ parcel: z.looseObject({ carrier: z.string(), trackingId: z.string() }) });

const playbackSchema = z.object({ playback: z.looseObject({}) });

interface SignalPlaces extends Pick<LocalSystem, 'signals' | 'endpoints'> {
  readonly shop: Pick<Shop, 'know'>;
}

/**
 * Sells something to a customer of its own, and has whoever watches it say that it failed: the tracker of its parcel,
 * or the player of its film. Nobody publishes anything but the detector.
 *
 * @returns the customer
 */
export async function sendSignal(kind: SignalKind, { signals, shop, endpoints }: SignalPlaces): Promise<string> {
  const tag = randomBytes(4).toString('hex');
  const { entry } = freshStory(kind === 'parcel' ? 'ParcelLost' : 'VideoPlaybackFailed', new Date(), tag);
  const [paid] = await takePayments({ entries: [entry], cards: {} }, endpoints.provider, () => undefined);
  const detail = paid?.entry.Detail;
  const bought = boughtSchema.parse(detail);
  if (kind === 'parcel') {
    const { parcel } = parcelSchema.parse(detail);
    const tracked = { carrier: parcel.carrier, trackingId: `${parcel.trackingId}-${tag}` };
    shop.know({ foundBy: tracked, facts: { ...bought, parcel } });
    signals.tracker.send({ ...tracked, status: 'failure', statusDetail: 'lost', at: new Date() });
  } else {
    const { playback } = playbackSchema.parse(detail);
    const sessionId = `session-${tag}`;
    shop.know({ foundBy: { sessionId }, facts: { ...bought, playback } });
    signals.player.play(sessionId, `film-${tag}`, [
      ['s', 2],
      ['p', 900],
      ['r', 95],
      ['p', 400],
      ['q', 0],
    ]);
  }
  return bought.customer.id;
}
