import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HttpPartner } from '../../../lambdas/fulfilment/http/http-partner';
import { declineReasons } from '../../../lambdas/fulfilment/port/part-outcome';
import { partRequestSchema } from '../../../lambdas/fulfilment/port/partner-events';
import type { PartnerRequest } from '../../../lambdas/fulfilment/port/partner';
import { NotAttemptedError } from '../../../lambdas/fulfilment/port/refund-provider';
import { sampleParts } from '../../contract-suites/partner-contract';
import { ScriptedHttp } from '../../fakes/scripted-http';
import { keyOf } from '../keys';

const remedyId = 'rem_8c1f2a90b7d34e5f86a1c2d3e4f50617';
const replacement: PartnerRequest = {
  part: sampleParts.replacement,
  key: `${remedyId}_1`,
  remedyId,
  partNumber: 1,
  customerId: 'cus_31',
  failureType: 'ParcelLost',
  orderId: 'ord_9',
  failure: { customer: { name: 'Ada Lind', email: 'ada@example.com' } },
  timeoutMs: 5_000,
};

let http: ScriptedHttp;
beforeEach(async () => {
  http = await ScriptedHttp.start();
});
afterEach(() => http.stop());

const now = new Date('2026-11-20T20:45:00Z');
const partner = (key = keyOf('secret')) =>
  new HttpPartner({ key, endpointUrl: `${http.url}/amends/`, clock: () => now });
const json = (status: number, body: object) => ({ status, body: JSON.stringify(body) });
const reported = (change: object = {}) =>
  json(201, { key: replacement.key, status: 'done', reference: 'wo_7', ...change });
const bodyAt = (call: number): unknown => JSON.parse(http.calls[call]?.body ?? '{}');

it('sends the contract of the events, under the key, with the same bytes every time', async () => {
  http.answer = () => reported();
  await partner().carryOut(replacement);
  const { failure: _, ...others } = replacement;
  await partner().carryOut({ failure: { customer: { email: 'ada@example.com', name: 'Ada Lind' } }, ...others });
  expect(http.calls[0]?.path).toBe('/amends/replacements');
  expect(http.calls[0]?.headers['idempotency-key']).toBe(replacement.key);
  expect(http.calls[1]?.body).toBe(http.calls[0]?.body);
  expect(partRequestSchema.parse(bodyAt(0))).toEqual(bodyAt(0));
});

it.each([
  ['a credit', 'credit', '/amends/credits'],
  ['an entitlement', 'entitlement', '/amends/entitlements'],
] as const)('sends no name and no address with %s', async (_, kind, path) => {
  http.answer = () => reported();
  await partner().carryOut({ ...replacement, part: sampleParts[kind] });
  expect(http.calls[0]?.path).toBe(path);
  expect(http.calls[0]?.body).not.toMatch(/Ada|example\.com/);
});

it.each<[object, object]>([
  [{ status: 'done' }, { state: 'succeeded', providerRef: 'wo_7' }],
  [
    { status: 'done', arrivesBy: '2026-11-23T12:00:00Z', carrier: 'Post', trackingId: 'T1' },
    { state: 'succeeded', shipment: { arrivesBy: '2026-11-23T12:00:00Z', carrier: 'Post', trackingId: 'T1' } },
  ],
  [
    { status: 'done', validUntil: '2026-12-23T12:00:00Z' },
    { state: 'succeeded', validUntil: '2026-12-23T12:00:00Z' },
  ],
  [{ status: 'pending' }, { state: 'pending', answerBy: '2026-11-20T21:45:00.000Z' }],
  [
    { status: 'pending', answerBy: '2026-11-20T23:00:00Z' },
    { state: 'pending', answerBy: '2026-11-20T23:00:00Z' },
  ],
  [
    { status: 'refused', reason: 'out-of-stock' },
    { state: 'declined', reason: 'out-of-stock' },
  ],
  [
    { status: 'refused', reason: 'moon-phase' },
    { state: 'declined', reason: 'other' },
  ],
])('a response %j is accepted', async (change, outcome) => {
  http.answer = () => reported(change);
  await expect(partner().carryOut(replacement)).resolves.toMatchObject(outcome);
});

it.each([
  ['about another key', { key: 'rem_2_1' }],
  ['without a key', { key: undefined }],
  ['without a reference', { reference: undefined }],
  ['with a status nobody knows', { status: 'thinking' }],
])('a response %s never counts as done', async (_, change) => {
  http.answer = () => reported(change);
  await expect(partner().carryOut(replacement)).resolves.toMatchObject({ state: 'unknown' });
});

it.each([400, 404, 422, 500, 503])('%d leaves it unknown: it may have been begun', async (status) => {
  http.answer = () => json(status, {});
  await expect(partner().carryOut(replacement)).resolves.toMatchObject({ state: 'unknown' });
  await expect(partner().withdraw(replacement)).resolves.toMatchObject({ state: 'unknown' });
});

it('409: another attempt with the key is at work, so nobody may say that nothing was asked for; 429: nothing was', async () => {
  for (const [status, isCertain] of [
    [409, false],
    [429, true],
  ] as const) {
    http.answer = () => ({ status, body: '{}' });
    await expect(partner().carryOut(replacement)).rejects.toMatchObject({ isCertain });
  }
});

it.each([401, 403, 409, 429])('%d: nothing was attempted, whatever the request', async (status) => {
  http.answer = () => json(status, {});
  await expect(partner().carryOut(replacement)).rejects.toThrow(NotAttemptedError);
  await expect(partner().find(replacement)).rejects.toThrow(NotAttemptedError);
  await expect(partner().withdraw(replacement)).rejects.toThrow(NotAttemptedError);
});

it.each([
  ['401', () => json(401, {})],
  ['403', () => json(403, {})],
  [
    'a refusal that says that the account is restricted',
    () => reported({ status: 'refused', reason: 'account-restricted' }),
  ],
])('%s is the trouble of the whole account', async (_, answer) => {
  http.answer = answer;
  const trouble = { account: 'partner-endpoint' };
  await expect(partner().carryOut(replacement)).rejects.toMatchObject({ name: 'AccountTroubleError', trouble });
});

it('a 404 that does not name the key proves nothing', async () => {
  http.answer = () => json(404, { status: 'not-found', key: 'rem_2_1' });
  await expect(partner().find(replacement)).resolves.toMatchObject({ state: 'unknown' });
  http.answer = () => json(404, { status: 'not-found', key: replacement.key });
  await expect(partner().find(replacement)).resolves.toEqual({ state: 'not-found' });
});

it('a withdrawal has its own key, and is certain only once the endpoint has decided', async () => {
  http.answer = () => reported({ status: 'pending' });
  await expect(partner().withdraw(replacement)).resolves.toMatchObject({ state: 'unknown' });
  expect(http.calls[0]).toMatchObject({
    path: `/amends/replacements/${replacement.key}/withdraw`,
    headers: { 'idempotency-key': `${replacement.key}_withdraw` },
  });
  http.answer = () => reported({ status: 'refused', reason: 'cancelled' });
  await expect(partner().withdraw(replacement)).resolves.toMatchObject({ state: 'declined', reason: 'cancelled' });
  http.answer = () => reported({ status: 'done' });
  await expect(partner().withdraw(replacement)).resolves.toMatchObject({ state: 'succeeded' });
});

describe('the documented contract', () => {
  const page = readFileSync(join(__dirname, '../../../docs/partner-endpoint.md'), 'utf8');
  const example = /```http\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const headerIn = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(example)?.[1];

  it('shows a replacement request as it is really sent, with its signature', async () => {
    http.answer = () => reported();
    await new HttpPartner({
      key: keyOf('example-secret-of-both-sides'),
      endpointUrl: `${http.url}/amends`,
      clock: () => new Date(Number(headerIn('Amends-Timestamp')) * 1000),
    }).carryOut(replacement);
    expect(example.trim().split('\n').at(-1)).toBe(http.calls[0]?.body);
    expect(http.calls[0]?.headers['amends-signature']).toBe(headerIn('Amends-Signature'));
  });

  it('names every reason for a refusal, here or on the page of refunds', () => {
    const refunds = readFileSync(join(__dirname, '../../../docs/refund-endpoint.md'), 'utf8');
    for (const reason of declineReasons) expect(page + refunds).toContain(`\`${reason}\``);
  });
});
