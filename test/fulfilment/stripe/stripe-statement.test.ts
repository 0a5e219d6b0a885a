import {
  StatementForbiddenError,
  StatementUnavailableError,
  type ProviderDispute,
  type ProviderRefund,
} from '../../../lambdas/fulfilment/port/provider-statement';
import { StripeStatement } from '../../../lambdas/fulfilment/stripe/stripe-statement';
import { ScriptedHttp } from '../../fakes/scripted-http';
import { keyOf } from '../keys';
import { retryAtOnce } from './retry-at-once';

beforeAll(retryAtOnce);

const window = { from: new Date('2026-11-20T00:00:00Z'), until: new Date('2026-11-21T00:00:00Z') };
const created = Date.parse('2026-11-20T20:45:00Z') / 1000;

let http: ScriptedHttp;
let statement: StripeStatement;
beforeEach(async () => {
  http = await ScriptedHttp.start();
  statement = new StripeStatement({ key: keyOf('sk_test'), apiUrl: http.url });
});
afterEach(() => http.stop());

const listOf = (data: object[], has_more = false) => ({
  status: 200,
  body: JSON.stringify({ object: 'list', data, has_more }),
});
const refund = (id: string, change: object = {}) => ({
  id,
  amount: 399,
  currency: 'gbp',
  created,
  charge: 'ch_1',
  payment_intent: 'pi_1',
  status: 'succeeded',
  metadata: { remedyId: 'rem_1', part: '2', customerId: 'cus_31' },
  ...change,
});

async function refunds(): Promise<ProviderRefund[]> {
  const all: ProviderRefund[] = [];
  for await (const one of statement.refundsBetween(window)) all.push(one);
  return all;
}

async function disputes(): Promise<ProviderDispute[]> {
  const all: ProviderDispute[] = [];
  for await (const one of statement.disputesBetween(window)) all.push(one);
  return all;
}

it('has every id of the payment, the ids of ours, and none of them where a person refunded by hand', async () => {
  http.answer = () => listOf([refund('re_1'), refund('re_2', { payment_intent: null, metadata: {} })]);
  const facts = { amountMinor: 399, currency: 'GBP', state: 'succeeded', createdAt: '2026-11-20T20:45:00.000Z' };
  expect(await refunds()).toEqual([
    {
      ...facts,
      providerRef: 're_1',
      paymentIds: ['ch_1', 'pi_1'],
      remedyId: 'rem_1',
      partNumber: 2,
      customerId: 'cus_31',
    },
    { ...facts, providerRef: 're_2', paymentIds: ['ch_1'] },
  ]);
});

it.each([
  ['pending', {}, { state: 'pending' }],
  ['requires_action', {}, { state: 'pending' }],
  ['a status of next year', {}, { state: 'pending' }],
  ['failed', { failure_reason: 'insufficient_funds' }, { state: 'failed', reason: 'insufficient-balance' }],
  ['canceled', {}, { state: 'failed', reason: 'cancelled' }],
])('a refund that is %s does not count as succeeded', async (status, change, expected) => {
  http.answer = () => listOf([refund('re_1', { status, ...change })]);
  expect(await refunds()).toMatchObject([expected]);
});

it.each([
  [190_000, 'isk', { amountMinor: 1_900, currency: 'ISK' }],
  [340, 'kwd', { amountMinor: 340, currency: 'KWD' }],
  [123, 'mga', { amountMinor: 12_300, currency: 'MGA' }],
  [123, 'zzz', { amountMinor: 123, currency: 'ZZZ' }],
])('%d %s in its books are the money that a bank would say', async (amount, currency, money) => {
  http.answer = () => listOf([refund('re_1', { amount, currency })]);
  expect(await refunds()).toMatchObject([money]);
  http.answer = () => listOf([{ id: 'du_1', amount, currency, created, charge: 'ch_1', status: 'lost' }]);
  expect(await disputes()).toMatchObject([money]);
});

it('reads all pages of the window, which ends where the next one begins', async () => {
  http.answer = ({ path }) =>
    path.includes('starting_after=re_1') ? listOf([refund('re_2')]) : listOf([refund('re_1')], true);
  expect(await refunds()).toMatchObject([{ providerRef: 're_1' }, { providerRef: 're_2' }]);
  const asked = new URL(http.calls[1]?.path ?? '', http.url).searchParams;
  expect([asked.get('created[gte]'), asked.get('created[lt]')]).toEqual(['1795132800', '1795219200']);
});

it('has disputes with every id of their payment', async () => {
  const dispute = { id: 'du_1', amount: 399, currency: 'gbp', created, charge: 'ch_1', payment_intent: 'pi_1' };
  http.answer = () => listOf([{ ...dispute, status: 'needs_response' }]);
  expect(await disputes()).toEqual([
    {
      disputeRef: 'du_1',
      paymentIds: ['ch_1', 'pi_1'],
      amountMinor: 399,
      currency: 'GBP',
      status: 'needs_response',
      createdAt: '2026-11-20T20:45:00.000Z',
    },
  ]);
});

it.each([
  ["Having the 'rak_dispute_read' permission would allow this request to continue.", 'rak_dispute_read'],
  ['The provided key does not have the required permissions for this endpoint.', undefined],
])(
  'a list that the key may not read is told apart from one that broke, with what Stripe says is missing: %s',
  async (...[message, permission]) => {
    http.answer = () => ({ status: 403, body: JSON.stringify({ error: { type: 'invalid_request_error', message } }) });
    const forbidden = await disputes().catch((error: unknown) => error);
    expect(forbidden).toBeInstanceOf(StatementForbiddenError);
    expect(forbidden).toMatchObject({ permission });
  },
);

it('a list that breaks off in the middle is an error, not a shorter list', async () => {
  http.answer = ({ path }) =>
    path.includes('starting_after') ? { status: 500, body: '{"error":{}}' } : listOf([refund('re_1')], true);
  await expect(refunds()).rejects.toThrow(StatementUnavailableError);
});
