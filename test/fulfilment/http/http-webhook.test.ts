import { createHmac } from 'node:crypto';
import { HttpWebhook } from '../../../lambdas/fulfilment/http/http-webhook';
import { paymentMarkSchema } from '../../../lambdas/received/received-schemas';
import { messageOf } from '../../../lambdas/received/received-update';
import { keyOf } from '../keys';

const now = new Date('2026-11-22T08:00:10Z');
const seconds = now.getTime() / 1000;

const refundEvent = {
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

function verify(body: object | string, change: { signature?: string; timestamp?: number } = {}, key = keyOf('secret')) {
  const rawBody = typeof body === 'string' ? body : JSON.stringify(body);
  const { timestamp = seconds, signature = sign(rawBody, 'secret', timestamp) } = change;
  return new HttpWebhook(key).verify({ rawBody, signature, timestamp: String(timestamp), now });
}

it('a refund that failed after all is an event with the ids of the ledger', async () => {
  await expect(verify(refundEvent)).resolves.toEqual({
    type: 'refund',
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

it.each(['succeeded', 'pending'])('a refund that is %s is an event', async (status) => {
  await expect(verify({ ...refundEvent, status })).resolves.toMatchObject({
    outcome: { state: status, providerRef: 'rf_501' },
  });
});

it('a dispute is an event about its payment', async () => {
  const dispute = { reference: 'd_1', paymentIds: ['pay_77'], amountMinor: 399, currency: 'GBP', status: 'open' };
  const { schemaVersion, eventId, createdAt } = refundEvent;
  await expect(verify({ schemaVersion, eventId, createdAt, type: 'dispute', ...dispute })).resolves.toEqual({
    type: 'dispute',
    eventId,
    createdAt,
    happenedAt: createdAt,
    disputeRef: 'd_1',
    paymentIds: ['pay_77'],
    amountMinor: 399,
    currency: 'GBP',
    status: 'open',
  });
});

it('a dispute names no more ids than are written down: the sender hears of it, and not the dead letters', async () => {
  const ids = (count: number) => Array.from({ length: count }, (_, index) => `pay_${index}`);
  const dispute = { type: 'dispute', reference: 'd_1', amountMinor: 399, currency: 'GBP', status: 'open' };
  const verified = async (count: number) => verify({ ...refundEvent, ...dispute, paymentIds: ids(count) });
  const most = await verified(10);
  if (most.type !== 'dispute') throw new Error(`it is ${most.type}`);
  const { detail } = JSON.parse(messageOf(most, new Date(seconds * 1_000))) as { readonly detail: unknown };
  expect(paymentMarkSchema.safeParse(detail).success).toBe(true);
  await expect(verified(11)).resolves.toMatchObject({ type: 'invalid-payload' });
});

it('another type is not ours', async () => {
  await expect(verify({ ...refundEvent, type: 'payout' })).resolves.toEqual({ type: 'unrelated' });
});

it.each([
  ['signed with another secret', refundEvent, { signature: sign(JSON.stringify(refundEvent), 'other') }],
  ['signed for another time', refundEvent, { timestamp: seconds - 1, signature: sign(JSON.stringify(refundEvent)) }],
  ['signed for another body', { ...refundEvent, amountMinor: 400 }, { signature: sign(JSON.stringify(refundEvent)) }],
  ['with an empty signature', refundEvent, { signature: '' }],
  ['that is more than five minutes old', refundEvent, { timestamp: seconds - 301 }],
  ['that is dated more than five minutes ahead', refundEvent, { timestamp: seconds + 301 }],
  ['with a timestamp that is not a number', refundEvent, { timestamp: Number.NaN }],
])('a request is refused %s', async (_, body, change) => {
  await expect(verify(body, change)).resolves.toMatchObject({
    type: 'invalid-signature',
    why: expect.stringMatching(/\w/),
  });
});

it.each([
  ['that is not JSON', 'hello'],
  ['without a customer', { ...refundEvent, customerId: undefined }],
  ['with a part number that is not whole', { ...refundEvent, part: 0.5 }],
  ['of another version', { ...refundEvent, schemaVersion: 2 }],
  ['about a dispute of nothing', { ...refundEvent, type: 'dispute' }],
])('a signed body %s is refused', async (_, body) => {
  await expect(verify(body)).resolves.toMatchObject({
    type: 'invalid-payload',
    why: expect.stringMatching(/\w/),
  });
});

it('without headers it is refused', async () => {
  const verifier = new HttpWebhook(keyOf('secret'));
  const rawBody = JSON.stringify(refundEvent);
  await expect(verifier.verify({ rawBody, signature: undefined, now })).resolves.toMatchObject({
    type: 'invalid-signature',
  });
  await expect(verifier.verify({ rawBody, signature: sign(rawBody), now })).resolves.toMatchObject({
    type: 'invalid-signature',
  });
});

it('one of two signatures is enough, so that a secret can be changed', async () => {
  const rawBody = JSON.stringify(refundEvent);
  const signature = `${sign(rawBody, 'older')}, ${sign(rawBody)}`;
  await expect(verify(rawBody, { signature })).resolves.toMatchObject({ type: 'refund' });
});

it('a secret that was rotated is read again', async () => {
  const rawBody = JSON.stringify(refundEvent);
  const key = keyOf('old', 'secret');
  await expect(verify(rawBody, {}, key)).resolves.toMatchObject({ type: 'refund' });
  expect(key.forgotten).toBe(1);
});

describe('events about parts that an endpoint carries out', () => {
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
  const verifyPart = (body: object) => {
    const rawBody = JSON.stringify(body);
    const verifier = new HttpWebhook(keyOf('secret'), 'parts');
    return verifier.verify({ rawBody, signature: sign(rawBody), timestamp: String(seconds), now });
  };

  it('lead to the part that they are about', async () => {
    await expect(verifyPart(shipped)).resolves.toEqual({
      type: 'part',
      eventId: 'ev_1',
      remedyId: 'rem_1',
      partNumber: 2,
      customerId: 'cus_31',
      kind: 'replacement',
      outcome: { state: 'succeeded', providerRef: 'wo_7', shipment: { carrier: 'Post' } },
    });
  });

  it('may say only that the old thing came back', async () => {
    const { status: _status, ...others } = shipped;
    const event = await verifyPart({ ...others, returned: true });
    expect(event).toMatchObject({ type: 'part', returned: true });
    expect(event).not.toHaveProperty('outcome');
  });

  it.each([
    ['without a customer', { customerId: undefined }],
    ['without a remedy', { remedyId: undefined }],
    ['with an unknown status', { status: 'thinking' }],
    ['of another version', { schemaVersion: 2 }],
  ])('are refused %s', async (_, change) => {
    await expect(verifyPart({ ...shipped, ...change })).resolves.toMatchObject({ type: 'invalid-payload' });
  });

  it.each(['refund', 'dispute', 'payout'])(
    'of type %s are ignored: a partner cannot say that money moved',
    async (type) => {
      await expect(verifyPart({ ...refundEvent, type })).resolves.toEqual({ type: 'unrelated' });
    },
  );

  it('are not accepted from the payment provider', async () => {
    await expect(verify(shipped)).resolves.toEqual({ type: 'unrelated' });
  });
});

it('names the customer as the ledger does, however the letters of the id are composed', async () => {
  await expect(verify({ ...refundEvent, customerId: 'zoe\u0308' })).resolves.toMatchObject({ customerId: 'zo\u00eb' });
  await expect(verify({ ...refundEvent, customerId: 'zo\u200be' })).resolves.toMatchObject({ type: 'invalid-payload' });
});
