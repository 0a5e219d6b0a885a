import { NotAttemptedError } from '../../../lambdas/fulfilment/port/refund-provider';
import type { PartnerRequest } from '../../../lambdas/fulfilment/port/partner';
import { StripeCredit } from '../../../lambdas/fulfilment/stripe/stripe-credit';
import type { CreditPart } from '../../../lambdas/model/remedy';
import { startProvider } from '../../../local/company/provider/provider';
import { ScriptedHttp } from '../../fakes/scripted-http';
import { keyOf } from '../keys';
import { retryAtOnce } from './retry-at-once';

beforeAll(retryAtOnce);

function requestFor(change: Partial<CreditPart> = {}, remedyId = 'rem_1'): PartnerRequest<CreditPart> {
  return {
    part: { kind: 'credit', amountMinor: 500, currency: 'EUR', accountId: 'cus_a', basis: 'goodwill', ...change },
    key: `${remedyId}_1`,
    remedyId,
    partNumber: 1,
    customerId: 'customer-31',
    failureType: 'ParcelLost',
    orderId: 'ord_9',
    failure: undefined,
    timeoutMs: 5_000,
  };
}

describe('at a provider that answers as documented', () => {
  let provider: Awaited<ReturnType<typeof startProvider>>;
  let credits: StripeCredit;
  beforeAll(async () => {
    provider = await startProvider(0);
    credits = new StripeCredit({ key: keyOf('sk_test_shop'), apiUrl: provider.url });
  });
  afterAll(() => provider.stop());

  const booksOf = async (customer: string): Promise<Record<string, unknown>[]> => {
    const response = await fetch(`${provider.url}/v1/customers/${customer}/balance_transactions?limit=100`);
    return ((await response.json()) as { data: Record<string, unknown>[] }).data;
  };

  it.each([
    [500, 'EUR', 500],
    [5800, 'JPY', 5800],
    [1250, 'KWD', 1250],
    [1900, 'ISK', 190_000],
    [12_300, 'MGA', 123],
  ])('%d %s are on the balance as credit, marked with the remedy', async (amountMinor, currency, amount) => {
    const accountId = `cus_${currency}`;
    const expiresAt = '2027-05-20T00:00:00Z';
    const request = requestFor({ accountId, amountMinor, currency, expiresAt }, `rem_${currency}`);
    await expect(credits.carryOut(request)).resolves.toMatchObject({ state: 'succeeded' });
    expect(await booksOf(accountId)).toMatchObject([
      {
        amount: -amount,
        ending_balance: -amount,
        currency: currency.toLowerCase(),
        metadata: {
          remedyId: `rem_${currency}`,
          part: '1',
          customerId: 'customer-31',
          failureType: 'ParcelLost',
          basis: 'goodwill',
          expiresAt,
        },
      },
    ]);
  });

  it('in krónur is found, and is taken back as the money that it is', async () => {
    const request = requestFor({ accountId: 'cus_back_isk', amountMinor: 1_900, currency: 'ISK' }, 'rem_back_isk');
    const given = await credits.carryOut(request);
    await expect(credits.find(request)).resolves.toEqual(given);
    await expect(credits.withdraw(request)).resolves.toMatchObject({ state: 'declined', reason: 'cancelled' });
    expect(await booksOf('cus_back_isk')).toMatchObject([{ amount: 190_000, ending_balance: 0 }, { amount: -190_000 }]);
  });

  it('of an amount that Stripe cannot book exactly is declined, and not asked for', async () => {
    const request = requestFor({ accountId: 'cus_kwd', amountMinor: 334, currency: 'KWD' }, 'rem_334');
    await expect(credits.carryOut(request)).resolves.toEqual({ state: 'declined', reason: 'amount-not-payable' });
    expect(await booksOf('cus_kwd')).toEqual([]);
  });

  it('an unknown customer has no account for it', async () => {
    const request = requestFor({ accountId: 'nobody' }, 'rem_nobody');
    await expect(credits.carryOut(request)).resolves.toEqual({ state: 'declined', reason: 'account-not-found' });
    await expect(credits.find(request)).resolves.toMatchObject({ state: 'unknown' });
  });

  it('is found among many others, on a later page', async () => {
    const first = requestFor({ accountId: 'cus_busy' }, 'rem_first');
    const made = await credits.carryOut(first);
    for (let n = 0; n < 105; n++) await credits.carryOut(requestFor({ accountId: 'cus_busy' }, `rem_busy_${n}`));
    await expect(credits.find(first)).resolves.toEqual(made);
  });

  it('that was withdrawn is gone from the balance, and is found as cancelled', async () => {
    const request = requestFor({ accountId: 'cus_back' }, 'rem_back');
    await credits.carryOut(request);
    await expect(credits.withdraw(request)).resolves.toMatchObject({ state: 'declined', reason: 'cancelled' });
    await expect(credits.withdraw(request)).resolves.toMatchObject({ state: 'declined', reason: 'cancelled' });
    expect(await booksOf('cus_back')).toMatchObject([{ amount: 500, ending_balance: 0 }, { amount: -500 }]);
  });

  it('that was never given is not reported as withdrawn', async () => {
    const request = requestFor({ accountId: 'cus_never' }, 'rem_never');
    await expect(credits.withdraw(request)).resolves.toMatchObject({ state: 'unknown' });
    expect(await booksOf('cus_never')).toEqual([]);
  });
});

/** A balance that a test writes by hand. */
const transaction = (amount: number, ending: number, bookingType?: string, change: object = {}) => ({
  id: `cbtxn_${amount}_${bookingType ?? 'invoice'}`,
  object: 'customer_balance_transaction',
  amount,
  currency: 'eur',
  customer: 'cus_a',
  ending_balance: ending,
  metadata: bookingType === undefined ? {} : { remedyId: 'rem_1', part: '1', bookingType },
  ...change,
});

describe('at a provider whose answers a test writes', () => {
  let http: ScriptedHttp;
  beforeEach(async () => {
    http = await ScriptedHttp.start();
  });
  afterEach(() => http.stop());

  const credits = (key = keyOf('sk_test')) => new StripeCredit({ key, apiUrl: http.url });
  const ok = (body: object) => ({ status: 200, body: JSON.stringify(body) });
  const error = (status: number, facts: object) => ({ status, body: JSON.stringify({ error: facts }) });
  const posted = () => http.calls.filter(({ body }) => body !== '');
  /** Answers look-ups with that book, newest first, and every booking with the next of those. */
  function play(book: object[], ...booked: object[]): void {
    http.answer = ({ body }) =>
      ok(body === '' ? { object: 'list', data: book, has_more: false } : (booked.shift() ?? {}));
  }

  it('a credit that was spent stays, and nothing is debited', async () => {
    play([transaction(300, -200), transaction(-500, -500, 'given')]);
    await expect(credits().withdraw(requestFor())).resolves.toMatchObject({ state: 'succeeded' });
    expect(posted()).toEqual([]);
  });

  it('credit in another currency does not cover what was spent', async () => {
    play([
      transaction(-900, -900, undefined, { currency: 'usd' }),
      transaction(500, 0),
      transaction(-500, -500, 'given'),
    ]);
    await expect(credits().withdraw(requestFor())).resolves.toMatchObject({ state: 'succeeded' });
    expect(posted()).toEqual([]);
  });

  it('one that an invoice used during its withdrawal is restored, so that the customer owes us nothing', async () => {
    play([transaction(-500, -500, 'given')], transaction(500, 500, 'withdrawn'), transaction(-500, 0, 'restored'));
    await expect(credits().withdraw(requestFor())).resolves.toMatchObject({ state: 'succeeded' });
    expect(posted().map(({ headers }) => headers['idempotency-key'])).toEqual([
      'rem_1_1_withdrawn',
      'rem_1_1_restored',
    ]);
  });

  it('and where the run died before that, it is unknown until the next one restores it', async () => {
    const book = [transaction(500, 500, 'withdrawn'), transaction(-500, -500, 'given')];
    play(book, transaction(-500, 0, 'restored'));
    await expect(credits().find(requestFor())).resolves.toMatchObject({ state: 'unknown' });
    await expect(credits().withdraw(requestFor())).resolves.toMatchObject({ state: 'succeeded' });
    expect(posted().map(({ headers }) => headers['idempotency-key'])).toEqual(['rem_1_1_restored']);
  });

  it.each([
    ['another amount', transaction(-400, -400, 'given')],
    ['another currency', transaction(-500, -500, 'given', { currency: 'usd' })],
    ['another customer', transaction(-500, -500, 'given', { customer: 'cus_b' })],
    [
      'another remedy',
      transaction(-500, -500, 'given', { metadata: { remedyId: 'rem_2', part: '1', bookingType: 'given' } }),
    ],
    ['no mark of ours', transaction(-500, -500)],
  ])('a response with %s never counts as given', async (_, booked) => {
    play([], booked);
    await expect(credits().carryOut(requestFor())).resolves.toMatchObject({ state: 'unknown' });
  });

  it('two credits of one part never count as given', async () => {
    play([transaction(-500, -1000, 'given', { id: 'cbtxn_2' }), transaction(-500, -500, 'given')]);
    await expect(credits().find(requestFor())).resolves.toMatchObject({ state: 'unknown' });
  });

  it.each([
    ['an unknown customer', 404, { type: 'invalid_request_error', code: 'resource_missing' }, 'account-not-found'],
    ['a balance in another currency', 400, { type: 'invalid_request_error', param: 'currency' }, 'account-not-found'],
    ['a word of next year', 400, { type: 'invalid_request_error', code: 'moon_phase' }, 'other'],
  ])('refused for %s, it is declined', async (_, status, facts, reason) => {
    http.answer = () => error(status, facts);
    await expect(credits().carryOut(requestFor())).resolves.toEqual({ state: 'declined', reason });
  });

  it.each([
    ['500', () => error(500, { type: 'api_error' })],
    ['a key with other parameters', () => error(400, { type: 'idempotency_error' })],
    ['a connection that breaks off', () => 'hang up' as const],
  ])('%s leaves it unknown', async (_, answer) => {
    http.answer = answer;
    await expect(credits().carryOut({ ...requestFor(), timeoutMs: 3_000 })).resolves.toMatchObject({
      state: 'unknown',
    });
  });

  it.each([
    ['401', () => error(401, { type: 'invalid_request_error' })],
    ['403', () => error(403, { type: 'invalid_request_error' })],
    ['429', () => error(429, { type: 'invalid_request_error', code: 'rate_limit' })],
  ])('%s: nothing was attempted, whatever the request', async (_, answer) => {
    http.answer = answer;
    await expect(credits().carryOut(requestFor())).rejects.toThrow(NotAttemptedError);
    await expect(credits().find(requestFor())).rejects.toThrow(NotAttemptedError);
    await expect(credits().withdraw(requestFor())).rejects.toThrow(NotAttemptedError);
  });

  it('a refused debit says nothing about the credit', async () => {
    http.answer = ({ body }) =>
      body === ''
        ? ok({ object: 'list', data: [transaction(-500, -500, 'given')], has_more: false })
        : error(400, { type: 'invalid_request_error', param: 'amount' });
    await expect(credits().withdraw(requestFor())).resolves.toMatchObject({ state: 'unknown' });
  });

  it('a refused API key is forgotten, so that a rotated one is read and used at once', async () => {
    const key = keyOf('old', 'new');
    http.answer = ({ headers }) =>
      headers.authorization === 'Bearer new'
        ? ok(transaction(-500, -500, 'given'))
        : error(401, { type: 'invalid_request_error' });
    const partner = credits(key);
    await expect(partner.carryOut(requestFor())).resolves.toMatchObject({ state: 'succeeded' });
    expect(key.forgotten).toBe(1);
  });
});
