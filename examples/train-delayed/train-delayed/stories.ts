import type { Story } from 'amends/failures';
import type { TrainDelay } from './contract';

const departure: TrainDelay = {
  schemaVersion: 1,
  occurredAt: '2026-11-20T20:41:00Z',
  evidence: 'detected',
  customer: {
    id: 'cus_2201',
    name: 'Oliver Grant',
    email: 'oliver.grant@example.com',
    locale: 'en-GB',
    timeZone: 'Europe/London',
  },
  purchase: {
    orderId: 'tkt_5512',
    paymentId: 'ch_3TrAinExample',
    amountMinor: 3_750,
    currency: 'GBP',
    purchasedAt: '2026-11-14T09:12:00Z',
  },
  train: {
    service: 'the 17:30 from Leeds to London',
    scheduledArrival: '2026-11-20T19:59:00Z',
    arrivedAt: '2026-11-20T20:41:00Z',
    ticket: 'single',
  },
};

const night: TrainDelay = {
  ...departure,
  occurredAt: '2026-11-22T01:14:00Z',
  customer: { ...departure.customer, id: 'cus_2202', name: 'Amara Bello', email: 'amara.bello@example.com' },
  purchase: { ...departure.purchase, orderId: 'tkt_5530', paymentId: 'ch_3TrAjtExample', amountMinor: 8_400 },
  train: {
    service: 'the 20:00 from Edinburgh to York',
    scheduledArrival: '2026-11-21T22:29:00Z',
    arrivedAt: '2026-11-22T01:14:00Z',
    ticket: 'return',
  },
};

export const trainDelayedStories: readonly [Story<TrainDelay>, ...Story<TrainDelay>[]] = [
  { id: 'train-42-minutes-late', title: 'A train was 42 minutes late, and nobody filled in a form', detail: departure },
  { id: 'last-train-after-midnight', title: 'The last train home came after midnight', detail: night },
];
