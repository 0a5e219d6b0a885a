import type { Story } from '../definition/failure-definition';
import type { RaisedComplaint } from './contract';

const song: RaisedComplaint = {
  schemaVersion: 1,
  occurredAt: '2026-11-20T15:04:00Z',
  evidence: 'reported',
  customer: {
    id: 'cus_1201',
    name: 'Dave Corrigan',
    email: 'dave.corrigan@example.com',
    locale: 'en-CA',
    timeZone: 'America/Halifax',
    phone: '+19025550142',
    channels: [{ channel: 'twitter', handle: 'corrigansings' }],
  },
  purchase: {
    orderId: 'trip_55102',
    paymentId: 'ch_3QhT2vExample',
    amountMinor: 64210,
    currency: 'CAD',
    purchasedAt: '2026-10-02T12:00:00Z',
  },
  complaint: {
    channel: 'twitter',
    postId: '1859274410032',
    handle: 'corrigansings',
    text: 'You broke my guitar, you passed me around for nine months, and now there is a song about it.',
    url: 'https://social.example.com/corrigansings/1859274410032',
  },
};

const post: RaisedComplaint = {
  schemaVersion: 1,
  occurredAt: '2026-11-16T08:22:00+01:00',
  evidence: 'reported',
  customer: {
    id: 'cus_1244',
    name: 'Aylin Demir',
    email: 'aylin@example.com',
    locale: 'de-DE',
    timeZone: 'Europe/Berlin',
  },
  purchase: {
    orderId: 'ord_77140',
    paymentId: 'ch_3QiA9rExample',
    amountMinor: 8990,
    currency: 'EUR',
    purchasedAt: '2026-11-01T09:15:00+01:00',
  },
  complaint: {
    channel: 'facebook',
    postId: 'p-204411',
    handle: 'aylin.demir',
    text: 'Seit zwei Wochen keine Antwort. <b>Nie wieder!</b>',
  },
};

export const complaintRaisedStories: readonly [Story<RaisedComplaint>, Story<RaisedComplaint>] = [
  {
    id: 'song-about-guitar',
    title: 'A song about a broken guitar, after nine months of being passed around',
    detail: song,
  },
  { id: 'post-without-answer', title: 'A post after two weeks without an answer', detail: post },
];
