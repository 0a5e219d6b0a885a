import type { Story } from '../definition/failure-definition';
import type { ContentWithdrawal } from './contract';

const overnight: ContentWithdrawal = {
  schemaVersion: 1,
  occurredAt: '2026-11-17T03:00:00Z',
  evidence: 'detected',
  incidentId: 'rights-2026-118',
  customer: {
    id: 'cus_911',
    name: 'Justin Ames',
    email: 'justin@example.com',
    locale: 'en-US',
    timeZone: 'America/Detroit',
    creditAccountId: 'acct_911',
  },
  purchase: {
    orderId: 'D01-5583',
    lineId: '1',
    paymentId: 'ch_3QbK4dExample',
    amountMinor: 99,
    currency: 'USD',
    purchasedAt: '2026-06-11T19:20:00Z',
  },
  content: { entitlementId: 'ent_1984_911', title: 'Nineteen Eighty-Four', withdrawnAt: '2026-11-17T03:00:00Z' },
};

const single: ContentWithdrawal = {
  schemaVersion: 1,
  occurredAt: '2026-11-12T10:30:00Z',
  evidence: 'reported',
  customer: {
    id: 'cus_944',
    name: 'Ingrid Nyström',
    email: 'ingrid@example.com',
    locale: 'sv-SE',
    timeZone: 'Europe/Stockholm',
  },
  purchase: {
    orderId: 'D01-6120',
    lineId: '2',
    paymentId: 'ch_3QcM7xExample',
    amountMinor: 14900,
    currency: 'SEK',
    purchasedAt: '2025-12-24T17:05:00Z',
  },
  content: { entitlementId: 'ent_game_944', title: 'Vintergatan', withdrawnAt: '2026-11-12T10:30:00Z' },
};

export const contentWithdrawnStories: readonly [Story<ContentWithdrawal>, Story<ContentWithdrawal>] = [
  {
    id: 'book-deleted-overnight',
    title: 'A book that people had paid for was deleted from their devices overnight',
    detail: overnight,
  },
  { id: 'game-vanished', title: 'A game vanished from one library, and its owner noticed', detail: single },
];
