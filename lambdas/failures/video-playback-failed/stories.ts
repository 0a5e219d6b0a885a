import type { Story } from '../definition/failure-definition';
import type { VideoPlaybackFailure } from './contract';

export const sampleVideoPlaybackFailure: VideoPlaybackFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-20T20:41:07Z',
  evidence: 'detected',
  incidentId: 'cdn-outage-2026-11-20',
  customer: {
    id: 'cus_501',
    name: 'Zoë Park',
    email: 'zoe@example.com',
    locale: 'en-GB',
    timeZone: 'Europe/London',
  },
  purchase: {
    orderId: 'ord_9',
    lineId: '1',
    paymentId: 'ch_3PqZ0eExample',
    amountMinor: 399,
    currency: 'GBP',
    purchasedAt: '2026-11-20T18:02:00Z',
  },
  playback: {
    rentalId: 'rent_77',
    title: 'Paris, Texas',
    stalledSeconds: 540,
    durationSeconds: 8700,
    errorCode: 'BUFFER_UNDERRUN',
  },
};

const subscriber: VideoPlaybackFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-20T21:12:00Z',
  evidence: 'detected',
  customer: {
    id: 'cus_522',
    name: 'Femke de Boer',
    email: 'femke@example.com',
    locale: 'nl-NL',
    timeZone: 'Europe/Amsterdam',
  },
  purchase: {
    orderId: 'sub_522',
    paymentId: 'ch_3PrA1fExample',
    amountMinor: 1299,
    currency: 'EUR',
    purchasedAt: '2026-11-01T00:00:00Z',
    subscription: { periodStart: '2026-11-01T00:00:00Z', periodEnd: '2026-12-01T00:00:00Z' },
  },
  playback: { rentalId: 'session_88120', title: 'De Oost', stalledSeconds: 545, durationSeconds: 8460 },
};

const onTrial: VideoPlaybackFailure = {
  ...subscriber,
  customer: {
    id: 'cus_530',
    name: 'Sofia Marino',
    email: 'sofia@example.com',
    locale: 'it-IT',
    timeZone: 'Europe/Rome',
  },
  purchase: { ...subscriber.purchase, orderId: 'sub_530', paymentId: 'ch_3PrB2gExample', amountMinor: 0 },
  playback: { rentalId: 'session_88131', title: 'La grande bellezza', stalledSeconds: 310, durationSeconds: 8520 },
};

export const videoPlaybackStories: readonly [Story<VideoPlaybackFailure>, ...Story<VideoPlaybackFailure>[]] = [
  { id: 'film-stuttered', title: 'A rented film stuttered, and nobody complained', detail: sampleVideoPlaybackFailure },
  {
    id: 'subscriber-stalled',
    title: 'A film stalled for a subscriber, and that film was given back',
    detail: subscriber,
  },
  {
    id: 'film-on-trial',
    title: 'A film stalled in a free month: nothing was paid, and somebody is sorry',
    detail: onTrial,
  },
];
