import { NotAttemptedError } from '../../../lambdas/fulfilment/port/refund-provider';
import { HttpRefund } from '../../../lambdas/fulfilment/http/http-refund';
import { ScriptedHttp } from '../../fakes/scripted-http';
import { keyOf } from '../keys';

const timeoutMs = 5_000;
let http: ScriptedHttp;
beforeEach(async () => {
  http = await ScriptedHttp.start();
});
afterEach(() => http.stop());

const payments = () => new HttpRefund({ key: keyOf('secret'), endpointUrl: `${http.url}/amends/` });
const reported = (change: object = {}) => ({
  ...{ paymentId: 'pay/7 7', status: 'captured', amountMinor: 4_500, currency: 'USD' },
  ...{ refundableMinor: 4_000, disputed: false },
  ...change,
});
const answer = (status: number, body: object) => ({ status, body: JSON.stringify(body) });

it('a payment is looked up by its id, signed, and reported as the endpoint knows it', async () => {
  http.answer = () => answer(200, reported({ disputed: true }));
  expect(await payments().readPayment('pay/7 7', timeoutMs)).toEqual({
    kind: 'payment',
    payment: {
      paymentId: 'pay/7 7',
      paid: { amountMinor: 4_500, currency: 'USD' },
      refundableMinor: 4_000,
      status: 'captured',
      isDisputed: true,
    },
  });
  expect(http.calls).toMatchObject([
    {
      path: '/amends/payments/pay%2F7%207',
      headers: { 'amends-signature': expect.stringMatching(/^v1=[0-9a-f]{64}$/) },
    },
  ]);
});

it.each([
  ['paypal', 'paypal'],
  ['card', 'card'],
  ['barter', undefined],
  [7, undefined],
])('a payment that was made with %p is found so where it is a way that is known', async (reportedMethod, method) => {
  http.answer = () => answer(200, reported({ method: reportedMethod }));
  const found = await payments().readPayment('pay/7 7', timeoutMs);
  expect(found).toMatchObject({ kind: 'payment' });
  expect(found.kind === 'payment' && found.payment.method).toBe(method);
});

it('one that it does not know is not known, where the answer names it', async () => {
  http.answer = () => answer(404, { status: 'not-found', paymentId: 'pay/7 7' });
  expect(await payments().readPayment('pay/7 7', timeoutMs)).toEqual({ kind: 'not-found' });
});

it('one of the other mode is reported as such', async () => {
  http.answer = () => answer(200, { status: 'other-mode', paymentId: 'pay/7 7', live: false });
  expect(await payments().readPayment('pay/7 7', timeoutMs)).toEqual({ kind: 'other-mode', isLive: false });
});

it.each([
  ['a bare 404', 404, {}],
  ['a 404 about another payment', 404, { status: 'not-found', paymentId: 'pay_2' }],
  ['a server error', 500, {}],
  ['another payment', 200, reported({ paymentId: 'pay_2' })],
  ['no amount', 200, reported({ amountMinor: undefined })],
  ['a currency that nobody knows', 200, reported({ currency: 'ABC' })],
  ['a fraction', 200, reported({ refundableMinor: 1.5 })],
  ['an unknown status', 200, reported({ status: 'maybe' })],
])('%s is of no use, and says why', async (_, status, body) => {
  http.answer = () => answer(status, body);
  expect(await payments().readPayment('pay/7 7', timeoutMs)).toMatchObject({
    kind: 'unavailable',
    why: expect.stringMatching(/refund endpoint/),
  });
});

it.each([
  ['refuses the signature', () => answer(401, {})],
  ['asks for fewer requests', () => answer(429, {})],
  ['hangs up', () => 'hang up' as const],
])('where it %s, nothing is known and the event comes again', async (_, reply) => {
  http.answer = reply;
  await expect(payments().readPayment('pay/7 7', timeoutMs)).rejects.toThrow(NotAttemptedError);
});
