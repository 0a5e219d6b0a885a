import { StripeReadiness } from '../../../lambdas/fulfilment/readiness/stripe-readiness';
import { ScriptedHttp, type HttpCall } from '../../fakes/scripted-http';
import { keyOf } from '../keys';

const webhookUrl = 'https://abc.lambda-url.eu-west-1.on.aws/';

let stripe: ScriptedHttp;
beforeAll(async () => (stripe = await ScriptedHttp.start()));
beforeEach(() => {
  stripe.calls.length = 0;
  stripe.answer = answersOf();
});
afterAll(() => stripe.stop());

function inspect(cancels = false, key = 'rk_live_1') {
  return new StripeReadiness({ key: keyOf(key), apiUrl: stripe.url, cancels }).inspect(webhookUrl);
}

const endpoint = {
  url: webhookUrl,
  status: 'enabled',
  enabled_events: ['refund.created', 'refund.updated', 'refund.failed', 'charge.dispute.created'],
};

/** Stripe, with a key that may all but what is refused. */
function answersOf(refused: RegExp = /^never$/, endpoints: readonly object[] = [endpoint]) {
  return ({ path, body, headers }: HttpCall) => {
    const method = headers['content-length'] !== undefined || body !== '' ? 'POST' : 'GET';
    if (refused.test(`${method} ${path.split('?', 1).join('')}`)) {
      const message =
        "The provided key does not have the required permissions. Having the 'rak_refund_write' permission would allow this request to continue.";
      return { status: 403, body: JSON.stringify({ error: { type: 'invalid_request_error', message } }) };
    }
    if (path.startsWith('/v1/webhook_endpoints')) return list(endpoints);
    if (/amendsdoctor/.test(path)) {
      const error = { type: 'invalid_request_error', code: 'resource_missing', message: 'No such object' };
      return { status: 404, body: JSON.stringify({ error }) };
    }
    return list([]);
  };
}

function list(data: readonly object[]) {
  return { status: 200, body: JSON.stringify({ object: 'list', data, has_more: false }) };
}

it('a key that may do all that is needed is accepted, its mode is told, and the webhook is found', async () => {
  const found = await inspect();
  expect(found).toMatchObject({ key: { state: 'accepted' }, mode: 'live', webhook: { state: 'registered' } });
  expect(found.rights.map(({ state }) => state)).toEqual(['given', 'given', 'given', 'given', 'given']);
});

it('nothing that is asked could move money, and the key is in no answer', async () => {
  const found = await inspect(true, 'rk_live_secretpart');
  const changing = stripe.calls.filter(({ path }) => /_amendsdoctor$/.test(path)).map(({ path }) => path);
  expect(changing).toContain('/v1/refunds/re_amendsdoctor');
  expect(stripe.calls.map(({ path }) => path)).not.toContain('/v1/refunds');
  expect(JSON.stringify(found)).not.toContain('secretpart');
});

it('a right that lacks is named as Stripe names it, and the others are looked at', async () => {
  stripe.answer = answersOf(/refunds\/re_amendsdoctor$/);
  const { key, rights } = await inspect();
  expect(key.state).toBe('accepted');
  expect(rights.filter(({ state }) => state !== 'given')).toEqual([
    expect.objectContaining({ right: 'Refunds: write', state: 'lacking', why: 'the key lacks rak_refund_write' }),
  ]);
});

it('a key that Stripe does not accept is refused, and nothing else is said', async () => {
  stripe.answer = () => ({
    status: 401,
    body: JSON.stringify({ error: { type: 'invalid_request_error', message: 'no' } }),
  });
  expect(await inspect()).toMatchObject({ key: { state: 'refused' }, rights: [] });
});

it.each([
  ['no endpoint has our address', [], 'missing', /no endpoint at Stripe has the address/],
  ['it is disabled', [{ ...endpoint, status: 'disabled' }], 'missing', /disabled/],
  ['an event is not sent', [{ ...endpoint, enabled_events: ['refund.updated'] }], 'missing', /refund\.failed/],
])('the webhook is not there where %s', async (_, endpoints, state, why) => {
  stripe.answer = answersOf(/^never$/, endpoints);
  const { webhook } = await inspect();
  expect(webhook?.state).toBe(state);
  expect(webhook?.why).toMatch(why);
});

it('whether the webhook is there is not seen with a key that may not list them', async () => {
  stripe.answer = answersOf(/webhook_endpoints/);
  expect((await inspect()).webhook?.state).toBe('not-seen');
});
