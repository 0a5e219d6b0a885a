import type { RefundRequest } from '../../lambdas/fulfilment/port/refund-provider';
import { FakeRefundProvider } from '../fakes/fake-refund-provider';

const request: RefundRequest = {
  part: { kind: 'refund', amountMinor: 399, currency: 'GBP', paymentId: 'ch_1' },
  key: 'rem_1_1',
  remedyId: 'rem_1',
  partNumber: 1,
  customerId: 'cus_31',
  failureType: 'VideoPlaybackFailed',
  timeoutMs: 1_000,
};

let fake: FakeRefundProvider;
beforeEach(() => {
  fake = new FakeRefundProvider(() => new Date('2026-11-20T20:45:00Z'));
});

it('loses a reply once: it acted, and says so to the next request', async () => {
  fake.loseNextReply();
  expect(await fake.refund(request)).toMatchObject({ state: 'unknown' });
  expect(await fake.refund(request)).toMatchObject({ state: 'succeeded' });
  expect(fake.effects).toHaveLength(1);
});

it.each([
  [true, { state: 'succeeded' }],
  [false, { state: 'not-found' }],
])('stores a 500 under the key for ever (acted: %s), and only a look-up gets past it', async (acted, found) => {
  fake.saveErrorNext({ acted });
  expect(await fake.refund(request)).toMatchObject({ state: 'unknown' });
  expect(await fake.refund(request)).toMatchObject({ state: 'unknown' });
  expect(await fake.find(request)).toMatchObject(found);
});

it('forgets its keys on demand, and then refunds twice, which a look-up does not call succeeded', async () => {
  await fake.refund(request);
  fake.pruneKeys();
  expect(await fake.refund(request)).toMatchObject({ state: 'succeeded' });
  expect(fake.effects.map(({ providerRef }) => providerRef)).toEqual(['re_rem_1_1', 're_rem_1_1_again_1']);
  expect(await fake.find(request)).toMatchObject({ state: 'unknown' });
});

it('lets a refund fail later: the key goes on saying succeeded, and look-up and statement say that it failed', async () => {
  await fake.refund(request);
  fake.failLater('rem_1_1', 'card-unreachable');
  expect(await fake.refund(request)).toMatchObject({ state: 'succeeded' });
  expect(await fake.find(request)).toMatchObject({ state: 'declined', reason: 'card-unreachable' });
  const day = { from: new Date('2026-11-20T00:00:00Z'), until: new Date('2026-11-21T00:00:00Z') };
  const booked = [];
  for await (const refund of fake.refundsBetween(day)) booked.push(refund);
  expect(booked).toMatchObject([
    { state: 'failed', reason: 'card-unreachable', createdAt: '2026-11-20T20:45:00.000Z' },
  ]);
});

it('gives a scripted answer to the next new key, and moves no money', async () => {
  fake.answerNext({ state: 'declined', reason: 'disputed' });
  expect(await fake.refund(request)).toMatchObject({ state: 'declined' });
  expect(fake.effects).toEqual([]);
});
