import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HttpRefund } from '../../../lambdas/fulfilment/http/http-refund';
import { HttpStatement } from '../../../lambdas/fulfilment/http/http-statement';
import { StatementUnavailableError, type ProviderDispute } from '../../../lambdas/fulfilment/port/provider-statement';
import { KeyMissingError } from '../../../lambdas/fulfilment/keys/provider-key';
import { NotAttemptedError, type RefundRequest } from '../../../lambdas/fulfilment/port/refund-provider';
import { ScriptedHttp } from '../../fakes/scripted-http';
import { keyOf } from '../keys';
import { ReferenceEndpoint } from '../reference-endpoint';

const remedyId = 'rem_8c1f2a90b7d34e5f86a1c2d3e4f50617';
const request: RefundRequest = {
  part: { kind: 'refund', amountMinor: 399, currency: 'GBP', paymentId: 'pay_77' },
  key: `${remedyId}_1`,
  remedyId,
  partNumber: 1,
  customerId: 'cus_31',
  failureType: 'VideoPlaybackFailed',
  timeoutMs: 5_000,
};

let http: ScriptedHttp;
let endpoint: ReferenceEndpoint;
beforeEach(async () => {
  http = await ScriptedHttp.start();
  endpoint = await ReferenceEndpoint.start('secret');
});
afterEach(async () => {
  await http.stop();
  await endpoint.stop();
});

const json = (status: number, body: object, headers: Record<string, string> = {}) => ({
  status,
  body: JSON.stringify(body),
  headers,
});
const reported = (change: object = {}) =>
  json(201, { status: 'succeeded', reference: 'rf_1', amountMinor: 399, currency: 'GBP', remedyId, ...change });
const refunds = (key = keyOf('secret')) => new HttpRefund({ key, endpointUrl: `${http.url}/amends/` });

describe('the documented contract', () => {
  const page = readFileSync(join(__dirname, '../../../docs/refund-endpoint.md'), 'utf8');
  const [post = '', get = ''] = [...page.matchAll(/```http\n([\s\S]*?)```/g)].map(([, example = '']) => example);
  const headerIn = (example: string, name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(example)?.[1];
  const documented = () =>
    new HttpRefund({
      key: keyOf('example-secret-of-both-sides'),
      endpointUrl: `${http.url}/amends`,
      clock: () => new Date(Number(headerIn(post, 'Amends-Timestamp')) * 1000),
    });

  it('shows a refund request as it is really sent, with its signature', async () => {
    http.answer = () => reported();
    await documented().refund(request);
    expect(http.calls).toMatchObject([
      {
        path: '/amends/refunds',
        body: post.trim().split('\n').at(-1),
        headers: {
          'idempotency-key': headerIn(post, 'Idempotency-Key'),
          'amends-timestamp': headerIn(post, 'Amends-Timestamp'),
          'amends-signature': headerIn(post, 'Amends-Signature'),
          'content-type': 'application/json',
        },
      },
    ]);
  });

  it('shows a look-up as it is really sent, signed over its path', async () => {
    await documented().find(request);
    expect(http.calls).toMatchObject([
      {
        path: /^GET (\S+)/.exec(get)?.[1],
        body: '',
        headers: { 'amends-signature': headerIn(get, 'Amends-Signature') },
      },
    ]);
    expect(http.calls[0]?.headers['idempotency-key']).toBeUndefined();
  });
});

describe('an answer', () => {
  it.each([
    [
      'succeeded',
      { arrival: { minBusinessDays: 1, maxBusinessDays: 3 } },
      { arrival: { minBusinessDays: 1, maxBusinessDays: 3 } },
    ],
    ['pending', {}, {}],
    ['declined', { reason: 'payment-too-old' }, { reason: 'payment-too-old' }],
    ['declined', { reason: 'because' }, { reason: 'other' }],
    ['declined', {}, { reason: 'other' }],
  ])('that says %s is accepted: %j', async (status, change, outcome) => {
    http.answer = () => reported({ status, ...change });
    await expect(refunds().refund(request)).resolves.toEqual({ state: status, providerRef: 'rf_1', ...outcome });
  });

  it.each([
    ['with another amount', { amountMinor: 400 }],
    ['in another currency', { currency: 'EUR' }],
    ['about another remedy', { remedyId: 'rem_2' }],
    ['with a status nobody knows', { status: 'thinking' }],
    ['without a reference', { reference: undefined }],
    ['with an amount that is no whole number', { amountMinor: '399' }],
  ])('%s never counts as succeeded', async (_, change) => {
    http.answer = () => reported(change);
    await expect(refunds().refund(request)).resolves.toMatchObject({ state: 'unknown' });
  });

  it.each([
    ['422, the same key with other parameters', () => json(422, {})],
    ['400', () => json(400, {})],
    ['404', () => json(404, { status: 'not-found', key: request.key })],
    ['500', () => json(500, {})],
    ['503 that does not say that nothing was done', () => json(503, {})],
    ['500 that says so', () => json(500, {}, { 'amends-not-attempted': 'true' })],
    ['200 with no JSON', () => ({ status: 200, body: '<html>' })],
    ['a redirect, which is not followed', () => json(307, {}, { location: '/elsewhere' })],
    ['a broken connection', () => 'hang up' as const],
  ])('%s leaves it unknown: the money may have moved', async (_, answer) => {
    http.answer = answer;
    await expect(refunds().refund(request)).resolves.toMatchObject({ state: 'unknown' });
    expect(http.calls).toHaveLength(1);
  });

  it.each([
    ['401', json(401, {}), false],
    ['403', json(403, {}), false],
    ['409, the key at work elsewhere', json(409, {}), false],
    ['429, rate limited', json(429, {}), true],
    ['503 that says that nothing was done', json(503, {}, { 'amends-not-attempted': 'true' }), false],
  ])('%s: nothing was attempted, and the request is repeated later', async (_, answer, isRateLimited) => {
    http.answer = () => answer;
    await expect(refunds().refund(request)).rejects.toThrow(NotAttemptedError);
    await expect(refunds().refund(request)).rejects.toMatchObject({ isRateLimited });
    await expect(refunds().find(request)).rejects.toThrow(NotAttemptedError);
  });

  it.each([
    ['401', json(401, {}), { account: 'refund-endpoint', why: expect.stringMatching(/signature \(401\)/) }],
    ['403', json(403, {}), { account: 'refund-endpoint', why: expect.stringMatching(/signature \(403\)/) }],
    [
      '403 that names a permission',
      json(403, { permission: 'refunds:write' }),
      { account: 'refund-endpoint', why: 'it lacks the permission refunds:write (403)', permission: 'refunds:write' },
    ],
    [
      '403 that repeats what it was sent',
      json(403, { why: 'not for x-api-key: 7f3c9a2b of zoe@example.com' }),
      { account: 'refund-endpoint', why: 'not for x-api-key: (key) of (address)' },
    ],
    [
      'a refusal that says that the account is restricted',
      reported({ status: 'declined', reason: 'account-restricted', reference: undefined }),
      { account: 'refund-endpoint', why: 'the endpoint says that the account is restricted' },
    ],
  ])('%s is the trouble of the whole account', async (_, answer, trouble) => {
    http.answer = () => answer;
    await expect(refunds().refund(request)).rejects.toMatchObject({ name: 'AccountTroubleError', trouble });
  });

  it('without a secret to be read is the trouble of the account, not of the event', async () => {
    const missing = {
      read: () => Promise.reject(new KeyMissingError('The secret is empty.')),
      forget: () => undefined,
    };
    const endpoint = new HttpRefund({ key: missing, endpointUrl: http.url });
    await expect(endpoint.refund(request)).rejects.toMatchObject({ trouble: { why: 'The secret is empty.' } });
    expect(http.calls).toEqual([]);
  });

  it('that breaks off in the middle is unknown', async () => {
    http.answer = () => ({ ...reported(), headers: { 'content-length': '999' } });
    await expect(refunds().refund(request)).resolves.toMatchObject({ state: 'unknown' });
  });
});

it.each([
  ['a bare one', json(404, {})],
  ['one of another key', json(404, { status: 'not-found', key: 'rem_2_1' })],
])('a 404 that does not name the key proves nothing: %s', async (_, answer) => {
  http.answer = () => answer;
  await expect(refunds().find(request)).resolves.toMatchObject({ state: 'unknown' });
});

it('a secret that is refused is forgotten, so that a rotated one is read', async () => {
  const provider = new HttpRefund({ key: keyOf('old', 'secret'), endpointUrl: endpoint.url });
  const paymentId = endpoint.pay(399, 'GBP');
  const own = { ...request, part: { ...request.part, paymentId } };
  await expect(provider.refund(own)).rejects.toThrow(/does not accept the signature/);
  await expect(provider.refund(own)).resolves.toMatchObject({ state: 'succeeded' });
});

it('a secret that only reads can look up and list, and nothing is refunded with it', async () => {
  const own = await ReferenceEndpoint.start('secret', 'reading-secret');
  const paymentId = own.pay(399, 'GBP');
  const asked = { ...request, part: { ...request.part, paymentId } };
  const reader = { key: keyOf('reading-secret'), endpointUrl: own.url };
  await expect(new HttpRefund(reader).refund(asked)).rejects.toMatchObject({
    trouble: { account: 'refund-endpoint', why: 'this secret only reads', permission: 'refunds:write' },
  });
  expect(own.kept.size).toBe(0);
  await expect(new HttpRefund(reader).find(asked)).resolves.toMatchObject({ state: 'not-found' });
  await new HttpRefund({ ...reader, key: keyOf('secret') }).refund(asked);
  const window = { from: new Date(Date.now() - 60_000), until: new Date(Date.now() + 60_000) };
  const listed: unknown[] = [];
  for await (const refund of new HttpStatement(reader).refundsBetween(window)) listed.push(refund);
  expect(listed).toMatchObject([{ remedyId, amountMinor: 399 }]);
  await own.stop();
});

it('a refund that fails after it succeeded is found declined', async () => {
  const provider = new HttpRefund({ key: keyOf('secret'), endpointUrl: endpoint.url });
  const own = { ...request, part: { ...request.part, paymentId: endpoint.pay(399, 'GBP') } };
  await provider.refund(own);
  const kept = endpoint.kept.get(request.key);
  if (kept) kept.answer = { ...kept.answer, status: 'declined', reason: 'card-unreachable' };
  await expect(provider.find(own)).resolves.toMatchObject({ state: 'declined', reason: 'card-unreachable' });
});

it('a URL without TLS is accepted on loopback only', () => {
  const at = (endpointUrl: string) => () => new HttpRefund({ key: keyOf('secret'), endpointUrl });
  expect(at('http://payments.example.com')).toThrow(/has to be reached by https/);
  expect(at('https://payments.example.com')).not.toThrow();
});

describe('the books', () => {
  const window = { from: new Date('2026-11-20T00:00:00Z'), until: new Date('2026-11-21T00:00:00Z') };
  const books = (url: string) => new HttpStatement({ key: keyOf('secret'), endpointUrl: url });
  async function all<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
    const items: Item[] = [];
    for await (const item of list) items.push(item);
    return items;
  }

  it('are read to their last page, within the window', async () => {
    const dispute = { paymentIds: ['pay_1'], amountMinor: 399, currency: 'GBP', status: 'open' };
    for (let hour = 19; hour < 24; hour++) {
      endpoint.disputes.push({ ...dispute, reference: `d_${hour}`, createdAt: `2026-11-20T${hour}:00:00.000Z` });
    }
    endpoint.disputes.push({ ...dispute, reference: 'd_24', createdAt: '2026-11-21T00:00:00.000Z' });
    const read: ProviderDispute[] = await all(books(endpoint.url).disputesBetween(window));
    expect(read.map(({ disputeRef }) => disputeRef)).toEqual(['d_19', 'd_20', 'd_21', 'd_22', 'd_23']);
    expect(read[0]).toEqual({ ...dispute, disputeRef: 'd_19', createdAt: '2026-11-20T19:00:00.000Z' });
  });

  it('list failed refunds with their reason, and refunds that are not ours without ids', async () => {
    const facts = { paymentIds: ['pay_1'], amountMinor: 399, currency: 'GBP', createdAt: '2026-11-20T20:45:00Z' };
    const booked = [
      { ...facts, reference: 'rf_1', status: 'failed', reason: 'disputed', remedyId, part: 1, customerId: 'cus_31' },
      { ...facts, reference: 'rf_2', status: 'succeeded' },
    ];
    http.answer = () => json(200, { refunds: booked });
    expect(await all(books(http.url).refundsBetween(window))).toEqual([
      {
        ...facts,
        providerRef: 'rf_1',
        state: 'failed',
        reason: 'disputed',
        remedyId,
        partNumber: 1,
        customerId: 'cus_31',
      },
      { ...facts, providerRef: 'rf_2', state: 'succeeded' },
    ]);
  });

  it.each([
    ['a server error', () => json(500, {})],
    ['a broken contract', () => json(200, { refunds: [{}] })],
    ['the same cursor for ever', () => json(200, { refunds: [], nextCursor: '1' })],
    ['a broken connection', () => 'hang up' as const],
    ['a secret that does not fit', () => json(401, {})],
  ])('that cannot be read to their end are an error, not a shorter list: %s', async (_, answer) => {
    http.answer = answer;
    await expect(all(books(http.url).refundsBetween(window))).rejects.toThrow(StatementUnavailableError);
  });
});
