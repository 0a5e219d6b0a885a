import { createHmac } from 'node:crypto';
import { HttpWebhook } from '../../../lambdas/fulfilment/http/http-webhook';
import { keyOf } from '../keys';

const now = new Date('2026-11-22T08:00:10Z');
const seconds = now.getTime() / 1000;

const told = {
  schemaVersion: 1,
  eventId: 'ev_9001',
  type: 'refund',
  createdAt: '2026-11-22T08:00:00Z',
  remedyId: 'rem_1',
  part: 1,
  customerId: 'cus_31',
  status: 'declined',
  reason: 'card-unreachable',
  reference: 'rf_501',
  amountMinor: 399,
  currency: 'GBP',
};

function sign(rawBody: string, secret = 'secret', timestamp = seconds): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${rawBody}`).digest('hex')}`;
}

function tell(body: object | string, change: { signature?: string; timestamp?: number } = {}, key = keyOf('secret')) {
  const rawBody = typeof body === 'string' ? body : JSON.stringify(body);
  const { timestamp = seconds, signature = sign(rawBody, 'secret', timestamp) } = change;
  return new HttpWebhook(key).verify({ rawBody, signature, timestamp: String(timestamp), now });
}

it('a refund that failed after all is news with the marks of the ledger', async () => {
  await expect(tell(told)).resolves.toEqual({
    event: 'refund',
    eventId: 'ev_9001',
    remedyId: 'rem_1',
    partNumber: 1,
    customerId: 'cus_31',
    outcome: { state: 'declined', reason: 'card-unreachable', providerRef: 'rf_501' },
    amountMinor: 399,
    currency: 'GBP',
    createdAt: '2026-11-22T08:00:00Z',
  });
});

it.each(['succeeded', 'pending'])('a refund that is %s is news', async (status) => {
  await expect(tell({ ...told, status })).resolves.toMatchObject({ outcome: { state: status, providerRef: 'rf_501' } });
});

it('a dispute is news of its payment', async () => {
  const dispute = { reference: 'd_1', paymentIds: ['pay_77'], amountMinor: 399, currency: 'GBP', status: 'open' };
  const { schemaVersion, eventId, createdAt } = told;
  await expect(tell({ schemaVersion, eventId, createdAt, type: 'dispute', ...dispute })).resolves.toEqual({
    event: 'dispute',
    eventId,
    createdAt,
    disputeRef: 'd_1',
    paymentIds: ['pay_77'],
    amountMinor: 399,
    currency: 'GBP',
    status: 'open',
  });
});

it('another type is not ours', async () => {
  await expect(tell({ ...told, type: 'payout' })).resolves.toEqual({ event: 'unrelated' });
});

it.each([
  ['signed with another secret', told, { signature: sign(JSON.stringify(told), 'other') }],
  ['signed for another time', told, { timestamp: seconds - 1, signature: sign(JSON.stringify(told)) }],
  ['signed for another body', { ...told, amountMinor: 400 }, { signature: sign(JSON.stringify(told)) }],
  ['with an empty signature', told, { signature: '' }],
  ['that is more than five minutes old', told, { timestamp: seconds - 301 }],
  ['that is dated more than five minutes ahead', told, { timestamp: seconds + 301 }],
  ['with a timestamp that is none', told, { timestamp: Number.NaN }],
  ['that is no JSON', 'hello', {}],
  ['without a customer', { ...told, customerId: undefined }, {}],
  ['with half a part', { ...told, part: 0.5 }, {}],
  ['of another version', { ...told, schemaVersion: 2 }, {}],
  ['about a dispute of nothing', { ...told, type: 'dispute' }, {}],
])('a call is refused %s', async (_, body, change) => {
  await expect(tell(body, change)).resolves.toMatchObject({
    event: 'invalid-signature',
    why: expect.stringMatching(/\w/),
  });
});

it('without headers it is refused', async () => {
  const reader = new HttpWebhook(keyOf('secret'));
  const rawBody = JSON.stringify(told);
  await expect(reader.verify({ rawBody, signature: undefined, now })).resolves.toMatchObject({
    event: 'invalid-signature',
  });
  await expect(reader.verify({ rawBody, signature: sign(rawBody), now })).resolves.toMatchObject({
    event: 'invalid-signature',
  });
});

it('one of two signatures is enough, so that a secret can be changed', async () => {
  const rawBody = JSON.stringify(told);
  const signature = `${sign(rawBody, 'older')}, ${sign(rawBody)}`;
  await expect(tell(rawBody, { signature })).resolves.toMatchObject({ event: 'refund' });
});

it('a secret that was rotated is read anew, and one that never existed keeps nobody busy', async () => {
  const rawBody = JSON.stringify(told);
  const key = keyOf('old', 'secret');
  await expect(tell(rawBody, {}, key)).resolves.toMatchObject({ event: 'refund' });
  expect(key.forgotten).toBe(1);
});

describe('news of what an endpoint carries out', () => {
  const shipped = {
    schemaVersion: 1,
    eventId: 'ev_1',
    type: 'replacement',
    createdAt: '2026-11-22T08:00:00Z',
    remedyId: 'rem_1',
    part: 2,
    customerId: 'cus_31',
    status: 'done',
    reference: 'wo_7',
    carrier: 'Post',
  };
  const tellOfPart = (body: object) => {
    const rawBody = JSON.stringify(body);
    const reader = new HttpWebhook(keyOf('secret'), 'parts');
    return reader.verify({ rawBody, signature: sign(rawBody), timestamp: String(seconds), now });
  };

  it('leads to the part that it is about', async () => {
    await expect(tellOfPart(shipped)).resolves.toEqual({
      event: 'part',
      eventId: 'ev_1',
      remedyId: 'rem_1',
      partNumber: 2,
      customerId: 'cus_31',
      kind: 'replacement',
      outcome: { state: 'succeeded', providerRef: 'wo_7', shipment: { carrier: 'Post' } },
    });
  });

  it('may be only that the old thing came back', async () => {
    const { status: _status, ...others } = shipped;
    const event = await tellOfPart({ ...others, returned: true });
    expect(event).toMatchObject({ event: 'part', returned: true });
    expect(event).not.toHaveProperty('outcome');
  });

  it.each([
    ['without a customer', { customerId: undefined }],
    ['without a remedy', { remedyId: undefined }],
    ['with a status nobody knows', { status: 'thinking' }],
    ['of another version', { schemaVersion: 2 }],
  ])('is refused %s', async (_, change) => {
    await expect(tellOfPart({ ...shipped, ...change })).resolves.toMatchObject({ event: 'invalid-signature' });
  });

  it.each(['refund', 'dispute', 'payout'])(
    'is not about a %s: whoever carries out parts cannot say that money moved',
    async (type) => {
      await expect(tellOfPart({ ...told, type })).resolves.toEqual({ event: 'unrelated' });
    },
  );

  it('is not believed of whoever pays', async () => {
    await expect(tell(shipped)).resolves.toEqual({ event: 'unrelated' });
  });
});
