import * as z from 'zod/mini';
import { HttpWebhook } from '../../lambdas/fulfilment/http/http-webhook';
import { signatureOf } from '../../lambdas/fulfilment/http/request-signature';
import type { WebhookScope } from '../../lambdas/fulfilment/port/webhook-event';
import { receivedSchemas } from '../../lambdas/received/received-schemas';
import { messageOf, receivedTypes } from '../../lambdas/received/received-update';

const now = new Date('2026-11-22T08:00:00Z');
const ids = { remedyId: 'rem_1', part: 1, customerId: 'cus_31' };
const envelope = { schemaVersion: 1, eventId: 'ev_1', createdAt: '2026-11-22T08:00:00Z' };

/** The way of an event from the sender's body to the update that is applied. */
async function travelled(scope: WebhookScope, body: object): Promise<unknown> {
  const key = { read: () => Promise.resolve('secret'), forget: () => undefined };
  const rawBody = JSON.stringify({ ...envelope, ...ids, ...body });
  const timestampSeconds = Math.floor(now.getTime() / 1_000);
  const signature = signatureOf({ timestampSeconds, text: rawBody }, 'secret');
  const verifier = new HttpWebhook(key, scope);
  const event = await verifier.verify({ rawBody, signature, timestamp: String(timestampSeconds), now });
  if (event.type !== 'refund' && event.type !== 'part') throw new Error(`it is ${event.type}`);
  const message = JSON.parse(messageOf(event, now)) as { 'detail-type': string; detail: unknown };
  expect(message['detail-type']).toBe(receivedTypes[scope]);
  return z.parse(receivedSchemas[scope], message.detail);
}

const money = { type: 'refund', amountMinor: 399, currency: 'GBP', reference: 'rf_1' };
const known = { remedyId: 'rem_1', partNumber: 1, customerId: 'cus_31' };

it.each([
  [
    { ...money, status: 'succeeded' },
    { state: 'succeeded', providerRef: 'rf_1' },
  ],
  [
    { ...money, status: 'succeeded', arrival: { minBusinessDays: 2, maxBusinessDays: 5 } },
    { state: 'succeeded', providerRef: 'rf_1', arrival: { minBusinessDays: 2, maxBusinessDays: 5 } },
  ],
  [
    { ...money, status: 'pending' },
    { state: 'pending', providerRef: 'rf_1' },
  ],
  [
    { ...money, status: 'declined', reason: 'card-unreachable' },
    { state: 'declined', reason: 'card-unreachable', providerRef: 'rf_1' },
  ],
])('what the refund endpoint reports is what is applied: %j', async (body, outcome) => {
  await expect(travelled('payments', body)).resolves.toEqual({
    ...known,
    outcome,
    amountMinor: 399,
    currency: 'GBP',
  });
});

it.each([
  [
    {
      type: 'replacement',
      status: 'done',
      reference: 'wo_7',
      trackingId: 'T1',
      carrier: 'Post',
      arrivesBy: envelope.createdAt,
    },
    {
      outcome: {
        state: 'succeeded',
        providerRef: 'wo_7',
        shipment: { trackingId: 'T1', carrier: 'Post', arrivesBy: envelope.createdAt },
      },
    },
  ],
  [{ type: 'replacement', returned: true }, { returned: true }],
  [
    { type: 'entitlement', status: 'done', reference: 'e_1', validUntil: envelope.createdAt },
    { outcome: { state: 'succeeded', providerRef: 'e_1', validUntil: envelope.createdAt } },
  ],
  [
    { type: 'callback', status: 'pending', reference: 'c_1', answerBy: envelope.createdAt },
    { outcome: { state: 'pending', providerRef: 'c_1', answerBy: envelope.createdAt } },
  ],
  [
    { type: 'credit', status: 'refused', reason: 'account-not-found' },
    { outcome: { state: 'declined', reason: 'account-not-found' } },
  ],
])("what the partners' endpoint reports is what is applied: %j", async (body, update) => {
  await expect(travelled('parts', body)).resolves.toEqual({ ...known, kind: body.type, ...update });
});

it('a message holds nothing that the schema of its queue does not name', () => {
  const detail = { ...known, kind: 'credit', outcome: { state: 'pending', providerRef: 'c_1' } };
  const isTaken = (change: object): boolean => receivedSchemas.parts.safeParse({ ...detail, ...change }).success;
  expect(isTaken({})).toBe(true);
  expect(isTaken({ amountMinor: 399, currency: 'GBP' })).toBe(false);
  expect(isTaken({ email: 'ada@example.com' })).toBe(false);
  expect(isTaken({ outcome: { ...detail.outcome, name: 'Ada' } })).toBe(false);
  expect(isTaken({ kind: 'refund' })).toBe(false);
});
