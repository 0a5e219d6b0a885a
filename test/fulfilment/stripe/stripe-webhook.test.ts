import Stripe from 'stripe';
import { StripeWebhook, type OurEvents } from '../../../lambdas/fulfilment/stripe/stripe-webhook';
import { keyOf } from '../keys';

const now = new Date('2026-11-20T20:45:00Z');
const seconds = now.getTime() / 1000;
/** When events happened. */
const happened = '2026-11-20T20:44:55.000Z';

const refund = {
  id: 're_1',
  object: 'refund',
  amount: 399,
  currency: 'gbp',
  charge: 'ch_1',
  payment_intent: 'pi_1',
  status: 'succeeded',
  metadata: { remedyId: 'rem_1', part: '1', customerId: 'cus_31', failureType: 'VideoPlaybackFailed' },
};

function eventOf(type: string, object: object): string {
  return JSON.stringify({ id: 'evt_1', object: 'event', type, created: seconds - 5, data: { object } });
}

function sign(payload: string, secret = 'whsec_a', timestamp = seconds): string {
  return Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
}

const read = (rawBody: string, signature: string | undefined = sign(rawBody), key = keyOf('whsec_a')) =>
  new StripeWebhook(key).verify({ rawBody, signature, now });

describe('an event of Stripe about a refund of ours', () => {
  it.each(['refund.created', 'refund.updated', 'refund.failed', 'charge.refund.updated'])(
    'is read from %s',
    async (type) => {
      await expect(read(eventOf(type, refund))).resolves.toEqual({
        type: 'refund',
        eventId: 'evt_1',
        remedyId: 'rem_1',
        partNumber: 1,
        customerId: 'cus_31',
        outcome: { state: 'succeeded', providerRef: 're_1', arrival: { minBusinessDays: 5, maxBusinessDays: 10 } },
        paymentIds: ['ch_1', 'pi_1'],
        amountMinor: 399,
        currency: 'GBP',
        createdAt: '2026-11-20T20:44:55.000Z',
      });
    },
  );

  it('says its money and not the number: 190000 of ISK at Stripe are 1,900', async () => {
    const booked = { ...refund, amount: 190_000, currency: 'isk' };
    await expect(read(eventOf('refund.updated', booked))).resolves.toMatchObject({
      amountMinor: 1_900,
      currency: 'ISK',
    });
  });

  it.each([
    ['pending', {}, { state: 'pending' }],
    ['failed', { failure_reason: 'lost_or_stolen_card' }, { state: 'declined', reason: 'card-unreachable' }],
    ['canceled', { failure_reason: 'merchant_request' }, { state: 'declined', reason: 'cancelled' }],
  ])('%s means what it means in a response', async (status, change, outcome) => {
    const event = await read(eventOf('refund.updated', { ...refund, status, ...change }));
    expect(event).toMatchObject({ type: 'refund', outcome: { ...outcome, providerRef: 're_1' } });
  });
});

it('a dispute is an event with every id of its payment', async () => {
  const dispute = {
    id: 'du_1',
    amount: 399,
    currency: 'gbp',
    created: seconds,
    charge: 'ch_1',
    payment_intent: 'pi_1',
  };
  await expect(read(eventOf('charge.dispute.created', { ...dispute, status: 'needs_response' }))).resolves.toEqual({
    type: 'dispute',
    eventId: 'evt_1',
    disputeRef: 'du_1',
    paymentIds: ['ch_1', 'pi_1'],
    amountMinor: 399,
    currency: 'GBP',
    status: 'needs_response',
    createdAt: now.toISOString(),
    happenedAt: happened,
  });
  await expect(read(eventOf('charge.dispute.closed', { ...dispute, status: 'won' }))).resolves.toMatchObject({
    type: 'dispute',
    status: 'won',
  });
});

it('an early fraud warning is an event, until nothing is to be done about it', async () => {
  const warning = { id: 'issfr_1', object: 'radar.early_fraud_warning', charge: 'ch_1', payment_intent: 'pi_1' };
  const facts = { fraud_type: 'made_with_stolen_card', livemode: false, created: seconds };
  const given = { ...warning, ...facts, actionable: true };
  await expect(read(eventOf('radar.early_fraud_warning.created', given))).resolves.toEqual({
    type: 'fraud-warning',
    eventId: 'evt_1',
    warningRef: 'issfr_1',
    paymentIds: ['ch_1', 'pi_1'],
    isClosed: false,
    createdAt: happened,
  });
  const updated = eventOf('radar.early_fraud_warning.updated', { ...given, actionable: false });
  await expect(read(updated)).resolves.toMatchObject({ isClosed: true });
});

it.each([
  ['a refund somebody made by hand', eventOf('refund.updated', { ...refund, metadata: {} })],
  ['a refund without metadata', eventOf('refund.updated', { ...refund, metadata: null })],
  ['a part that is no number', eventOf('refund.updated', { ...refund, metadata: { ...refund.metadata, part: 'x' } })],
  ['another event', eventOf('charge.succeeded', { id: 'ch_1' })],
])('%s is not ours', async (_, rawBody) => {
  await expect(read(rawBody)).resolves.toEqual({ type: 'unrelated' });
});

describe('an event of Stripe that is rightly signed and not ours', () => {
  const of = (change: object, ours?: OurEvents) => {
    const rawBody = JSON.stringify({ ...(JSON.parse(eventOf('refund.updated', refund)) as object), ...change });
    return new StripeWebhook(keyOf('whsec_a'), ours).verify({ rawBody, signature: sign(rawBody), now });
  };
  const notOurs = (why: RegExp) => ({ type: 'unrelated', why: expect.stringMatching(why) });

  it('is a thin one of the API v2', async () => {
    const rawBody = JSON.stringify({ id: 'evt_1', object: 'v2.core.event', type: 'v2.core.account.updated' });
    await expect(read(rawBody)).resolves.toEqual(notOurs(/thin event \(v2\.core\.account\.updated\)/));
    await expect(read(rawBody, sign(rawBody, 'whsec_other'))).resolves.toMatchObject({ type: 'invalid-signature' });
  });

  it('is one of a connected account, unless its payments are refunded', async () => {
    await expect(of({ account: 'acct_7' })).resolves.toEqual(notOurs(/connected account acct_7/));
    await expect(of({ account: 'acct_7' }, { account: 'acct_8' })).resolves.toEqual(notOurs(/acct_7/));
    await expect(of({ account: 'acct_7' }, { account: 'acct_7' })).resolves.toMatchObject({ type: 'refund' });
  });

  it('is one of the other mode, where the mode is known', async () => {
    await expect(of({ livemode: false }, { mode: 'live' })).resolves.toEqual(
      notOurs(/test mode, and ours is the live/),
    );
    await expect(of({ livemode: true }, { mode: 'test' })).resolves.toEqual(notOurs(/live mode, and ours is the test/));
    await expect(of({ livemode: true }, { mode: 'live' })).resolves.toMatchObject({ type: 'refund' });
    await expect(of({ livemode: false })).resolves.toMatchObject({ type: 'refund' });
  });
});

describe('a request is refused', () => {
  const body = eventOf('refund.updated', refund);

  it.each([
    ['without a signature', body, undefined],
    ['with an empty one', body, ''],
    ['with one that says nothing', body, 'hello'],
    ['signed with another secret', body, sign(body, 'whsec_other')],
    ['signed for another body', body.replace('399', '400'), sign(body)],
    ['whose body was formatted anew', JSON.stringify(JSON.parse(body), null, 2), sign(body)],
    ['that is more than five minutes old', body, sign(body, 'whsec_a', seconds - 301)],
    ['that is dated more than five minutes ahead', body, sign(body, 'whsec_a', seconds + 301)],
  ])('%s', async (_, rawBody, signature) => {
    const reader = new StripeWebhook(keyOf('whsec_a'));
    await expect(reader.verify({ rawBody, signature, now })).resolves.toMatchObject({
      type: 'invalid-signature',
      why: expect.stringMatching(/\w/),
    });
  });

  it('whose body is not JSON', async () => {
    await expect(read('hello', sign('hello'))).resolves.toMatchObject({ type: 'invalid-payload' });
  });

  it.each([-300, 300])('but not where the clocks are %d s apart', async (apart) => {
    await expect(read(body, sign(body, 'whsec_a', seconds + apart))).resolves.toMatchObject({ type: 'refund' });
  });

  it('but not where its secret was rotated: it is read again', async () => {
    const key = keyOf('whsec_a', 'whsec_b');
    await expect(read(body, sign(body, 'whsec_b'), key)).resolves.toMatchObject({ type: 'refund' });
    expect(key.forgotten).toBe(1);
  });

  it('and a hundred invalid ones in a row cause one reading of the secret in a minute', async () => {
    const key = keyOf('whsec_a');
    const reader = new StripeWebhook(key);
    const wrong = { rawBody: body, signature: sign(body, 'whsec_other') };
    for (let call = 0; call < 100; call++) await reader.verify({ ...wrong, now });
    expect(key.forgotten).toBe(1);
    await reader.verify({ ...wrong, now: new Date(now.getTime() + 60_000) });
    expect(key.forgotten).toBe(2);
  });
});
