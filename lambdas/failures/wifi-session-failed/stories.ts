import type { Story } from '../definition/failure-definition';
import type { WifiSessionFailure } from './contract';

const halfWay: WifiSessionFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-19T23:52:00Z',
  evidence: 'detected',
  customer: {
    id: 'cus_733',
    name: 'Marcus Bell',
    email: 'marcus.bell@example.com',
    locale: 'en-US',
    timeZone: 'America/Chicago',
  },
  purchase: {
    orderId: 'inflight_48213',
    paymentId: 'ch_3QwF1tExample',
    amountMinor: 1900,
    currency: 'USD',
    purchasedAt: '2026-11-19T21:40:00Z',
  },
  wifi: { passId: 'pass_90417', flight: 'XY 204', purchasedMinutes: 240, usableMinutes: 118 },
};

const notAMinute: WifiSessionFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-18T02:10:00Z',
  evidence: 'detected',
  incidentId: 'aircraft-jx-7-modem',
  customer: {
    id: 'cus_820',
    name: '佐藤 ゆき',
    email: 'yuki@example.com',
    locale: 'ja-JP',
    timeZone: 'Asia/Tokyo',
  },
  purchase: {
    orderId: 'inflight_48377',
    paymentId: 'ch_3QwJ8pExample',
    amountMinor: 1800,
    currency: 'JPY',
    purchasedAt: '2026-11-18T01:55:00Z',
  },
  wifi: { passId: 'pass_90588', flight: 'XY 871', purchasedMinutes: 60, usableMinutes: 0 },
};

export const wifiSessionStories: readonly [Story<WifiSessionFailure>, Story<WifiSessionFailure>] = [
  { id: 'wifi-died-half-way', title: 'Wi-Fi bought on a flight died half-way', detail: halfWay },
  {
    id: 'wifi-never-came-up',
    title: 'Wi-Fi bought on a flight never came up, because the modem of that aircraft was broken',
    detail: notAMinute,
  },
];
