import type { CreditPart } from '../../../lambdas/model/remedy';
import type { PartnerRequest } from '../../../lambdas/fulfilment/port/partner';
import { KeyMissingError } from '../../../lambdas/fulfilment/keys/provider-key';
import { AccountTroubleError, type RefundRequest } from '../../../lambdas/fulfilment/port/refund-provider';
import { StripeCredit } from '../../../lambdas/fulfilment/stripe/stripe-credit';
import { StripeRefund } from '../../../lambdas/fulfilment/stripe/stripe-refund';
import { ScriptedHttp } from '../../fakes/scripted-http';
import { keyOf } from '../keys';
import { retryAtOnce } from './retry-at-once';

beforeAll(retryAtOnce);

const marks = { key: 'rem_1_1', remedyId: 'rem_1', partNumber: 1, customerId: 'cus_31', failureType: 'ParcelLost' };
const refund: RefundRequest = {
  ...marks,
  part: { kind: 'refund', amountMinor: 399, currency: 'GBP', paymentId: 'pi_1' },
  timeoutMs: 10_000,
};
const credit: PartnerRequest<CreditPart> = {
  ...marks,
  part: { kind: 'credit', amountMinor: 399, currency: 'GBP', accountId: 'cus_1', basis: 'goodwill' },
  orderId: 'order-1',
  failure: undefined,
  timeoutMs: 10_000,
};

let http: ScriptedHttp;
beforeEach(async () => {
  http = await ScriptedHttp.start();
});
afterEach(() => http.stop());

const stripeError = (status: number, error: object, headers = {}) => ({
  status,
  body: JSON.stringify({ error: { type: 'invalid_request_error', ...error } }),
  headers,
});

const askFor = {
  refund: (key = keyOf('sk_test')) => new StripeRefund({ key, apiUrl: http.url }).refund(refund),
  credit: (key = keyOf('sk_test')) => new StripeCredit({ key, apiUrl: http.url }).carryOut(credit),
};
const lookFor = {
  refund: () => new StripeRefund({ key: keyOf('sk_test'), apiUrl: http.url }).find(refund),
  credit: () => new StripeCredit({ key: keyOf('sk_test'), apiUrl: http.url }).find(credit),
};

async function troubleOf(asked: Promise<unknown>): Promise<AccountTroubleError> {
  const error: unknown = await asked.catch((caught: unknown) => caught);
  if (error instanceof AccountTroubleError) return error;
  throw new Error(`it was no trouble of the account: ${String(error)}`);
}

const noPermission = (permission: string) =>
  stripeError(403, {
    message: `The provided key 'rk_test_*' does not have the required permissions for this endpoint on account 'acct_1'. Having the '${permission}' permission would allow this request to continue.`,
  });

describe.each(['refund', 'credit'] as const)('a %s', (kind) => {
  it.each([
    ['an API key that is not accepted (401)', () => stripeError(401, {}), /does not accept the API key/],
    ['an expired API key', () => stripeError(401, { code: 'api_key_expired' }), /has expired/],
    ['a publishable key', () => stripeError(400, { code: 'secret_key_required' }), /publishable/],
    ['a key of the test mode', () => stripeError(400, { code: 'livemode_mismatch' }), /test mode/],
    [
      'a key of the test mode, by its message',
      () =>
        stripeError(404, {
          code: 'resource_missing',
          message: "No such payment_intent: 'pi_1'; a similar object exists in live mode, but a test mode key was used",
        }),
      /test mode/,
    ],
    ['an account that is not activated', () => stripeError(400, { code: 'testmode_charges_only' }), /not activated/],
    [
      'an account that does not exist',
      () => stripeError(400, { code: 'account_invalid' }),
      /does not know the account/,
    ],
    ['a capability that is not active', () => stripeError(400, { code: 'capability_not_active' }), /capability/],
  ])('refused because of %s is the trouble of the whole account', async (_, answer, why) => {
    http.answer = answer;
    const error = await troubleOf(askFor[kind]());
    expect(error.trouble).toMatchObject({ account: 'stripe', why: expect.stringMatching(why) });
    expect(error.otherwise).toBeUndefined();
  });

  it('that the key may not make names the permission that it lacks, and stops nothing else', async () => {
    http.answer = () => noPermission('rak_charge_write');
    const { trouble } = await troubleOf(askFor[kind]());
    expect(trouble).toEqual({
      account: `stripe-${kind}s`,
      why: 'the API key lacks the permission rak_charge_write',
      permission: 'rak_charge_write',
    });
  });

  it.each([
    ['without a code (400)', () => stripeError(400, { message: 'This is not possible at the moment.' })],
    ['as blocked', () => stripeError(400, { code: 'request_blocked' })],
  ])('refused %s may be about the account or about this one', async (_, answer) => {
    http.answer = answer;
    const error = await troubleOf(askFor[kind]());
    expect(error.trouble.account).toBe('stripe');
    expect(error.otherwise).toBe('other');
  });

  it('with an answer that was kept under its key says nothing about the account of today', async () => {
    http.answer = () => stripeError(400, { code: 'account_invalid' }, { 'idempotent-replayed': 'true' });
    await expect(askFor[kind]()).resolves.toEqual({ state: 'declined', reason: 'account-restricted' });
  });

  it('without a key to be read is the trouble of the account, not of the event', async () => {
    const missing = {
      read: () => Promise.reject(new KeyMissingError('The secret is empty.')),
      forget: () => undefined,
    };
    const { trouble } = await troubleOf(askFor[kind]({ ...missing, forgotten: 0 }));
    expect(trouble).toEqual({ account: 'stripe', why: 'The secret is empty.' });
    expect(http.calls).toEqual([]);
  });

  it('cannot be looked up with a key that is refused either', async () => {
    http.answer = () => stripeError(401, {});
    await expect(lookFor[kind]()).rejects.toThrow(AccountTroubleError);
  });

  it.each([
    ['without a code', () => stripeError(400, {})],
    ['as not there', () => stripeError(404, { code: 'resource_missing' })],
  ])('whose look-up is refused %s stays unknown', async (_, answer) => {
    http.answer = answer;
    await expect(lookFor[kind]()).resolves.toMatchObject({ state: 'unknown' });
  });
});

describe('a payment that Stripe does not know', () => {
  const missing = stripeError(404, { code: 'resource_missing', param: 'payment_intent' });
  const listOf = (data: object[]) => ({
    status: 200,
    body: JSON.stringify({ object: 'list', data, has_more: false }),
  });

  it('is about the payment where the account shows refunds of ours', async () => {
    const ours = { id: 're_1', metadata: { remedyId: 'rem_0', part: '1', customerId: 'cus_1' } };
    http.answer = ({ body }) => (body !== '' ? missing : listOf([ours]));
    await expect(askFor.refund()).resolves.toEqual({ state: 'declined', reason: 'payment-not-found' });
  });

  it.each([
    ['shows none of ours', () => listOf([{ id: 're_1', metadata: {} }])],
    ['does not show its refunds', () => noPermission('rak_charge_read')],
  ])('may be about a key of another account where it %s', async (_, answer) => {
    http.answer = ({ body }) => (body !== '' ? missing : answer());
    const error = await troubleOf(askFor.refund());
    expect(error.trouble).toMatchObject({ account: 'stripe', why: expect.stringMatching(/another account/) });
    expect(error.otherwise).toBe('payment-not-found');
  });
});
