/** A message as a system of the company's own passes it on. */
export const ownBody = {
  schemaVersion: 1,
  account: 'example-films',
  messageId: 'rev_881',
  threadId: 'rev_881',
  channel: 'review-site',
  author: { handle: 'aylin.demir', name: 'Aylin' },
  text: 'Two weeks and no answer. Never again.',
  isPublic: true,
  writtenAt: '2026-11-29T12:00:00+01:00',
  url: 'https://reviews.example.com/881',
  customer: { id: 'cus_1244', name: 'Aylin Demir', email: 'aylin@example.com', locale: 'de-DE' },
  purchase: {
    orderId: 'ord_77140',
    paymentId: 'ch_3QiA9rExample',
    amountMinor: 8990,
    currency: 'EUR',
    purchasedAt: '2026-11-01T09:15:00+01:00',
  },
};
