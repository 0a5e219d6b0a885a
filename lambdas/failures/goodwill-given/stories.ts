import type { Story } from '../definition/failure-definition';
import type { GivenGoodwill } from '../gestures/contract';

const wrongDay: GivenGoodwill = {
  schemaVersion: 1,
  occurredAt: '2026-11-24T10:12:00+01:00',
  evidence: 'reported',
  customer: {
    id: 'cus_1702',
    name: 'Lotte Brandt',
    email: 'lotte.brandt@example.com',
    locale: 'de-DE',
    timeZone: 'Europe/Berlin',
  },
  purchase: {
    orderId: 'trip_90211',
    lineId: '1',
    paymentId: 'ch_3QkC1wExample',
    amountMinor: 4_900,
    currency: 'EUR',
    purchasedAt: '2026-11-20T19:30:00+01:00',
  },
  gesture: {
    gestureId: 'gst_wrong_day',
    gives: 'refund',
    amountMinor: 1_500,
    code: 'planned-badly',
    why: 'Came a day early with two children, and took the night train instead.',
    by: { actor: 'arn:aws:sts::000000000000:assumed-role/Agents/grace', person: 'grace' },
    role: 'agent',
  },
};

const longWait: GivenGoodwill = {
  schemaVersion: 1,
  occurredAt: '2026-11-25T16:40:00Z',
  evidence: 'reported',
  customer: {
    id: 'cus_1719',
    name: 'Tom Adeyemi',
    email: 'tom.adeyemi@example.com',
    locale: 'en-GB',
    timeZone: 'Europe/London',
    creditAccountId: 'acct_tom',
  },
  purchase: {
    orderId: 'ord_90340',
    paymentId: 'ch_3QkD7rExample',
    amountMinor: 3_200,
    currency: 'GBP',
    purchasedAt: '2026-11-18T08:05:00Z',
  },
  gesture: {
    gestureId: 'gst_long_wait',
    gives: 'credit',
    amountMinor: 800,
    code: 'long-wait',
    by: { actor: 'arn:aws:sts::000000000000:assumed-role/Agents/grace', person: 'grace' },
    role: 'agent',
  },
};

export const goodwillGivenStories: readonly [Story<GivenGoodwill>, Story<GivenGoodwill>] = [
  { id: 'came-a-day-early', title: 'Somebody came a day early with two children, and was helped', detail: wrongDay },
  { id: 'wrote-four-times', title: 'Somebody wrote four times before a person answered', detail: longWait },
];
