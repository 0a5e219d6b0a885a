import { OwnDoor } from '../../../lambdas/channels/http/own-door';
import type { DoorRequest } from '../../../lambdas/channels/port/door';
import { signatureOf } from '../../../lambdas/fulfilment/http/request-signature';
import { SigningSecret } from '../../../lambdas/fulfilment/keys/signing-secret';
import { ownBody } from './own-body';

const now = new Date('2026-11-29T12:00:00Z');
const nowSeconds = now.getTime() / 1000;
const door = new OwnDoor(new SigningSecret({ read: async () => 'secret', forget: () => undefined }));

function request(body: object, { secret = 'secret', at = nowSeconds } = {}): DoorRequest {
  const rawBody = JSON.stringify(body);
  const headers = {
    'amends-timestamp': String(at),
    'amends-signature': signatureOf({ timestampSeconds: at, text: rawBody }, secret),
  };
  return { method: 'POST', query: {}, headers, rawBody, now };
}

it('a message that the company passes on keeps the place where it was written', async () => {
  const { customer: _customer, purchase: _purchase, ...unlinked } = ownBody;
  const opened = await door.open(request(unlinked));
  expect(opened).toMatchObject({
    messages: [{ place: 'review-site', replyTo: { network: 'http', writtenAt: '2026-11-29T11:00:00.000Z' } }],
  });
  expect(opened.type === 'messages' && opened.messages[0]?.link).toBeUndefined();
});

it('names the customer and the purchase where the company knows them', async () => {
  await expect(door.open(request(ownBody))).resolves.toMatchObject({
    messages: [{ link: { customer: { id: 'cus_1244' }, purchase: { orderId: 'ord_77140' } } }],
  });
});

it.each([
  ['a customer without a purchase', { ...ownBody, purchase: undefined }],
  ['a purchase without a customer', { ...ownBody, customer: undefined }],
  ['an amount that is none', { ...ownBody, purchase: { ...ownBody.purchase, amountMinor: 1.5 } }],
  ['a text without end', { ...ownBody, text: 'x'.repeat(10_001) }],
  ['a url that is a script', { ...ownBody, url: 'javascript:alert(1)' }],
  ['an id that hides something', { ...ownBody, messageId: 'a\u202eb' }],
  ['no version', { ...ownBody, schemaVersion: undefined }],
])('refuses %s, so that the sender sees it', async (_, body) => {
  await expect(door.open(request(body))).resolves.toMatchObject({ type: 'invalid-payload' });
});

it('believes no other secret, and no recording that is older than five minutes', async () => {
  for (const given of [request(ownBody, { secret: 'other' }), request(ownBody, { at: nowSeconds - 301 })]) {
    await expect(door.open(given)).resolves.toMatchObject({ type: 'invalid-signature' });
  }
  const unsigned = { ...request(ownBody), headers: {} };
  await expect(door.open(unsigned)).resolves.toMatchObject({ type: 'invalid-signature' });
});
