import type { Story } from '../definition/failure-definition';
import type { OutageFailure } from './contract';

const downForHours: OutageFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-18T06:10:00Z',
  evidence: 'detected',
  incidentId: 'inc-eu-west-311',
  customer: {
    id: 'cus_1510',
    name: 'Léa Fontaine',
    email: 'lea@example.com',
    locale: 'fr-FR',
    timeZone: 'Europe/Paris',
  },
  purchase: {
    orderId: 'sub_20117',
    paymentId: 'ch_3QmB5cExample',
    amountMinor: 2499,
    currency: 'EUR',
    purchasedAt: '2026-11-01T00:00:00Z',
  },
  outage: {
    serviceId: 'svc_20117',
    kind: 'downtime',
    startedAt: '2026-11-18T06:10:00Z',
    endedAt: '2026-11-18T15:25:00Z',
  },
};

const waitedForRepair: OutageFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-02T09:30:00Z',
  evidence: 'detected',
  customer: {
    id: 'cus_1544',
    name: 'Gwen Pritchard',
    email: 'gwen@example.com',
    locale: 'en-GB',
    timeZone: 'Europe/London',
    creditAccountId: 'acct_1544',
  },
  purchase: {
    orderId: 'line_8841',
    paymentId: 'ch_3QmD1gExample',
    amountMinor: 2800,
    currency: 'GBP',
    purchasedAt: '2026-10-25T00:00:00Z',
  },
  outage: {
    serviceId: 'line_8841',
    kind: 'repair',
    startedAt: '2026-11-02T09:30:00Z',
    endedAt: '2026-11-09T13:00:00Z',
  },
};

const nobodyCame: OutageFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-16T22:00:00Z',
  evidence: 'reported',
  customer: {
    id: 'cus_1590',
    name: 'Tane Walker',
    email: 'tane@example.com',
    locale: 'en-NZ',
    timeZone: 'Pacific/Auckland',
  },
  purchase: {
    orderId: 'install_3312',
    paymentId: 'ch_3QmF8sExample',
    amountMinor: 9900,
    currency: 'NZD',
    purchasedAt: '2026-11-05T03:12:00Z',
  },
  outage: {
    serviceId: 'install_3312',
    kind: 'missed-appointment',
    startedAt: '2026-11-16T19:00:00Z',
    endedAt: '2026-11-16T22:00:00Z',
  },
};

export const serviceOutageStories: readonly [Story<OutageFailure>, Story<OutageFailure>, Story<OutageFailure>] = [
  { id: 'subscription-down', title: 'A subscription was down for hours', detail: downForHours },
  { id: 'line-waited-for-repair', title: 'A broken line waited a week for its repair', detail: waitedForRepair },
  { id: 'installer-never-came', title: 'Somebody was to come and install it, and nobody came', detail: nobodyCame },
];
