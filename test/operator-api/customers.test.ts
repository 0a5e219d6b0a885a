import { idInPath } from '../../lambdas/operator-api/path-id';
import { referenceOf } from '../../lambdas/model/remedy-id';
import { filmFailure } from '../fakes/film-failure';
import { onlyWith, OperatorWorld } from './operator-world';

let world: OperatorWorld;
beforeAll(async () => (world = await OperatorWorld.start()));
afterAll(() => world.stop());

let films = 0;

/** A film of this customer that failed, each another purchase. */
async function film(customerId: string, amountMinor = 399): Promise<string> {
  const purchase = { orderId: `ord_${++films}`, paymentId: `ch_${films}`, amountMinor };
  const playback = { rentalId: `rent_${films}` };
  const failure = filmFailure({ customer: { id: customerId }, purchase, playback, incidentId: 'INC-7' });
  return (await world.deliver(failure)).remedyId;
}

describe('a customer', () => {
  it('is shown with every remedy, the newest first, what it is for and what was mailed about it', async () => {
    const bounced = await world.giveAndBounce('cus_page');
    world.now += 60_000;
    const remedyId = await film('cus_page', 250_00);
    const { body } = await world.get('/customers/cus_page');
    expect(body).toMatchObject({ customerId: 'cus_page', erased: null, isComplete: true });
    expect(body['remedies']).toEqual([
      {
        remedyId,
        reference: referenceOf(remedyId),
        customerId: 'cus_page',
        failureType: 'VideoPlaybackFailed',
        state: 'held',
        since: world.clock().toISOString(),
        amounts: [{ amountMinor: 250_00, currency: 'GBP' }],
        why: expect.stringContaining('250.00 GBP is more than 200.00 GBP'),
        orderId: 'ord_1',
        lineId: expect.any(String),
        paymentId: 'ch_1',
        incidentId: 'INC-7',
        evidence: 'detected',
        occurredAt: filmFailure().occurredAt,
        detectedAt: '2026-11-20T20:44:59Z',
        committedAt: world.clock().toISOString(),
        notices: [],
      },
      expect.objectContaining({
        remedyId: bounced.remedyId,
        state: 'issued',
        notices: [{ template: 'apology', state: 'bounced', since: '2026-11-20T20:45:00.000Z', trouble: 'bounced' }],
      }),
    ]);
  });

  it('has no name and no address there', async () => {
    await world.giveAndBounce('cus_private');
    expect(JSON.stringify((await world.get('/customers/cus_private')).body)).not.toMatch(/example\.com|Zoë/);
  });

  it('reads the same there as on the list of what waits', async () => {
    const remedyId = await film('cus_listed', 250_00);
    const listed = (await world.get('/remedies?customerId=cus_listed')).body['remedies'] as object[];
    expect(listed).toMatchObject([{ remedyId }]);
    expect((await world.get('/customers/cus_listed')).body['remedies']).toMatchObject(listed);
  });

  it('is said to be erased once they were, and until when, also where nothing else is known of them', async () => {
    await film('cus_erased');
    for (const customerId of ['cus_erased', 'anna@example.com']) {
      await world.post(`/customers/${idInPath(customerId)}/erase`, { why: 'asked for it' });
      const { body } = await world.get(`/customers/${idInPath(customerId)}`);
      const at = world.clock().toISOString();
      expect(body).toMatchObject({ customerId, erased: { until: at, at } });
    }
  });

  it('whom nobody knows is not found, and neither is one whose id is spelled otherwise', async () => {
    await film('cus_Known');
    for (const customerId of ['cus_nobody', 'cus_known']) {
      expect(await world.get(`/customers/${customerId}`)).toMatchObject({
        status: 404,
        body: { why: expect.stringContaining('nothing is known of a customer with this id') },
      });
    }
  });

  it('is looked up by whoever may look, and the audit trail says who did', async () => {
    await film('cus_seen');
    await world.get('/customers/cus_seen', onlyWith('look'));
    expect(world.audit.events.at(-1)).toMatchObject({
      operation: 'showCustomer',
      actor: onlyWith('look'),
      about: { customerId: 'cus_seen' },
      answer: 'done',
    });
    expect((await world.get('/customers/cus_seen', onlyWith('erase'))).status).toBe(403);
  });
});
