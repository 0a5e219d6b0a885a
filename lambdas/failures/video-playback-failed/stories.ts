import type { Story } from '../definition/failure-definition';
import type { VideoPlaybackFailure } from './contract';

export const sampleVideoPlaybackFailure: VideoPlaybackFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-20T20:41:07Z',
  evidence: 'detected',
  incidentId: 'cdn-eu-7',
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

export const videoPlaybackStories: readonly [Story<VideoPlaybackFailure>] = [
  { id: 'film-stuttered', title: 'A rented film stuttered, and nobody complained', detail: sampleVideoPlaybackFailure },
];
