import { NotAttemptedError } from '../../../lambdas/fulfilment/port/refund-provider';
import { CommitmentLeasedError } from '../../../lambdas/flow/remedy/remedy-context';
import { keyUsableMs } from '../../../lambdas/fulfilment/port/refund-provider';
import { leaseMs } from '../../../lambdas/flow/record/lease';
import { filmFailure } from '../../fakes/film-failure';
import { Death, Life } from '../../fakes/mortal';
import { wideLimits } from '../../fakes/wide-limits';
import { World } from '../../fakes/world';

const day = 24 * 60 * 60 * 1000;

/**
 * Which call of a failure function is the one at the provider: read, the question about the payment,
 * three reservations and the claim come before it.
 */
const refund = 7;

describe('a film that stuttered', () => {
  it('is paid back in full, recorded, and published with the contact', async () => {
    const world = new World();
    const result = await world.deliver(filmFailure());

    expect(result).toEqual({ result: 'issued', remedyId: world.onlyRecord().remedyId });
    expect([...world.provider.refunds.values()].map(({ part }) => part)).toEqual([
      { kind: 'refund', amountMinor: 399, currency: 'GBP', paymentId: 'ch_3PqZ0eExample' },
    ]);
    expect(world.onlyRecord()).toMatchObject({ state: 'issued', version: 1 });
    expect(world.outcomes.published).toMatchObject([
      { state: 'issued', failure: { customer: { email: 'zoe@example.com' } } },
    ]);
  });

  it('leaves no name and no address in the ledger', async () => {
    const world = new World();
    await world.publishFailure(filmFailure());
    const stored = JSON.stringify([[...world.ledger.customerRecords], [...world.ledger.records]]);
    expect(stored).not.toMatch(/Zoë|Park|zoe@|example\.com/);
  });

  it('uses remedyId and part number as the provider key', async () => {
    const world = new World();
    const { remedyId } = await world.deliver(filmFailure());
    expect([...world.provider.refunds.keys()]).toEqual([`${remedyId}_1`]);
    expect(world.onlyRecord().parts.map(({ number, key }) => ({ number, key }))).toEqual([
      { number: 1, key: `${remedyId}_1` },
    ]);
  });
});

describe('a delivery that comes again', () => {
  it('is a duplicate: one read, no write, nothing at the provider', async () => {
    const world = new World();
    await world.publishFailure(filmFailure());
    const life = new Life();
    const before = { entries: [...world.ledger.records], customerRecords: [...world.ledger.customerRecords] };

    await expect(world.deliver(filmFailure(), life)).resolves.toMatchObject({ result: 'duplicate' });

    expect(life.calls).toBe(1);
    expect({ entries: [...world.ledger.records], customerRecords: [...world.ledger.customerRecords] }).toEqual(before);
    expect(world.provider.calls).toHaveLength(1);
  });

  it('meets the first one also where another detector saw it, later and otherwise', async () => {
    const world = new World();
    await world.publishFailure(filmFailure());
    const reported = filmFailure({
      evidence: 'reported',
      occurredAt: '2026-11-20T20:52:00Z',
      playback: { stalledSeconds: 480 },
    });
    await expect(world.deliver(reported)).resolves.toMatchObject({ result: 'duplicate' });
    expect(world.provider.refunds.size).toBe(1);
  });

  it('publishes the outcome again while it is not known to have been published', async () => {
    const world = new World();
    await world.deliver(filmFailure());
    await world.deliver(filmFailure());
    expect(world.outcomes.published).toHaveLength(2);

    await world.publishFailure(filmFailure());
    const before = world.outcomes.published.length;
    await world.deliver(filmFailure());
    expect(world.outcomes.published).toHaveLength(before);
    expect(world.mailer.mails).toHaveLength(1);
  });

  it('waits while another attempt holds the claim', async () => {
    const world = new World();
    await expect(world.deliver(filmFailure(), new Life({ call: refund, when: 'before' }))).rejects.toThrow(Death);
    world.now += leaseMs - 1;
    await expect(world.deliver(filmFailure())).rejects.toThrow(CommitmentLeasedError);
    expect(world.provider.calls).toHaveLength(0);
  });

  it('takes over after the lease and carries out the stored decision, whatever the policy says by then', async () => {
    const world = new World();
    await expect(world.deliver(filmFailure(), new Life({ call: refund, when: 'after' }))).rejects.toThrow(Death);
    world.now += leaseMs;

    world.definition = {
      ...world.definition,
      policy: { ...world.definition.policy, decide: () => ({ outcome: 'none', reasons: [] }) },
    };
    await expect(world.deliver(filmFailure())).resolves.toMatchObject({ result: 'issued' });
    expect(world.provider.refunds.size).toBe(1);
    expect(world.onlyRecord().policyVersion).toMatch(/^VideoPlaybackFailed\/\d+-[0-9a-f]{8}$/);
  });

  it('never uses a key that the provider may have forgotten: the outcome is then unknown', async () => {
    const world = new World();
    await expect(world.deliver(filmFailure(), new Life({ call: refund, when: 'after' }))).rejects.toThrow(Death);
    world.now += keyUsableMs + 1;
    await expect(world.deliver(filmFailure())).resolves.toMatchObject({ result: 'unknown' });
    expect(world.provider.calls).toHaveLength(1);
  });
});

describe('what the provider can say', () => {
  it.each(['pending', 'unknown', 'declined'] as const)(
    '%s is recorded as such, waits with its envelope, and sends no mail',
    async (state) => {
      const world = new World();
      const answers = {
        pending: { state: 'pending', providerRef: 're_1' },
        unknown: { state: 'unknown', why: 'no answer' },
        declined: { state: 'declined', reason: 'disputed' },
      } as const;
      world.provider.answerNext(answers[state]);
      await world.publishFailure(filmFailure());

      expect(world.onlyRecord()).toMatchObject({ state, dueAt: expect.any(String) });
      expect([...world.ledger.envelopes.values()]).toMatchObject([
        { failure: { customer: { email: 'zoe@example.com' } } },
      ]);
      expect(world.outcomes.published.map((outcome) => outcome.state)).toEqual([state]);
      expect(world.mailer.mails).toHaveLength(0);
    },
  );

  it('a paid remedy waits for nobody and keeps no envelope', async () => {
    const world = new World();
    await world.deliver(filmFailure());
    expect(world.onlyRecord().dueAt).toBeUndefined();
    expect(world.ledger.envelopes.size).toBe(0);
  });

  it('a remedy whose mail was sent waits for nothing, whether or not its delivery is reported', async () => {
    const world = new World();
    await world.publishFailure(filmFailure());
    expect(world.mailer.mails).toHaveLength(1);
    expect(await world.waiting.due(new Date(world.now + 1_000 * day), 10)).toEqual([]);
    await world.applyEmailEvent('apology', 'delivered');
    expect(await world.waiting.due(new Date(world.now + 1_000 * day), 10)).toEqual([]);
  });

  it('a provider that is down leaves the claim, gives the lease back and pays at the next delivery', async () => {
    const world = new World();
    world.provider.answerNext(new NotAttemptedError('connection refused'));
    await expect(world.deliver(filmFailure())).rejects.toThrow('connection refused');
    expect(world.ledger.records.size).toBe(0);
    expect([...world.ledger.customerRecords.values()][0]?.commitments).toHaveLength(1);

    await expect(world.deliver(filmFailure())).resolves.toMatchObject({ result: 'issued' });
    expect(world.provider.refunds.size).toBe(1);
  });
});

describe('whoever keeps account', () => {
  const version = /^VideoPlaybackFailed\/\d+-[0-9a-f]{8}$/;

  it('is told by which version of the policy it was decided, and whose failure it was', async () => {
    const world = new World();
    world.source = 'com.example.films';
    await world.deliver(filmFailure());
    const { policyVersion } = world.onlyRecord();
    expect(policyVersion).toMatch(version);
    expect(world.outcomes.published).toMatchObject([{ state: 'issued', policyVersion, source: 'com.example.films' }]);
  });

  it('is told so also of what earns nothing, and of what is only watched', async () => {
    const world = new World();
    world.source = 'com.example.films';
    await world.deliver(filmFailure({ playback: { stalledSeconds: 3 } }));
    await world.switchMode('VideoPlaybackFailed', { mode: 'shadow' });
    await world.deliver(filmFailure());
    const labels = { policyVersion: expect.stringMatching(version), source: 'com.example.films' };
    expect(world.outcomes.published).toMatchObject([
      { state: 'none', ...labels },
      { state: 'shadowed', ...labels },
    ]);
  });

  it('is told no source where none is known', async () => {
    const world = new World();
    await world.deliver(filmFailure());
    expect(world.outcomes.published[0]).not.toHaveProperty('source');
  });
});

describe('what is not simply given', () => {
  it('nothing is written where nothing is owed, and the reason is published', async () => {
    const world = new World();
    const result = await world.deliver(filmFailure({ playback: { stalledSeconds: 3 } }));
    expect(result).toMatchObject({ result: 'none', reasons: [expect.stringContaining('3 seconds')] });
    expect(world.ledger.customerRecords.size + world.ledger.records.size).toBe(0);
    expect(world.outcomes.published).toMatchObject([{ state: 'none', recordVersion: 0 }]);
  });

  it('a failure of more than 90 days ago is held with its envelope, and nothing is paid', async () => {
    const world = new World();
    world.now = Date.parse('2026-11-20T20:41:07Z') + 91 * day;
    await expect(world.deliver(filmFailure())).resolves.toMatchObject({ result: 'held' });
    expect(world.onlyRecord()).toMatchObject({ state: 'held', parts: [{ outcome: { state: 'planned' } }] });
    expect(world.ledger.envelopes.size).toBe(1);
    expect(world.provider.calls).toHaveLength(0);
  });

  it('the hundredth remedy of a customer is given like the first, and what was given for an order stays known', async () => {
    const world = new World();
    world.limits = wideLimits;
    const nth = (n: number) =>
      filmFailure({ purchase: { orderId: `ord_${n}`, paymentId: `ch_${n}` }, playback: { rentalId: `rent_${n}` } });
    for (let n = 1; n <= 120; n++) await expect(world.deliver(nth(n))).resolves.toMatchObject({ result: 'issued' });
    const [customerRecord] = world.ledger.customerRecords.values();
    expect(customerRecord?.commitments.length).toBeLessThan(3);
    expect(JSON.stringify(customerRecord).length).toBeLessThan(4_000);
    for (const n of [1, 60, 119, 120]) {
      const again = { ...nth(n), playback: { ...nth(n).playback, rentalId: `again_${n}` } };
      await expect(world.deliver(again)).resolves.toMatchObject({ result: 'held' });
    }
    expect(world.provider.effects).toHaveLength(120);
  });

  it('a thousand reports for one guest id are given or held, each of them, and the record stays small', async () => {
    const world = new World();
    const results = new Map<string, number>();
    for (let n = 1; n <= 1_000; n++) {
      const purchase = { orderId: `ord_${n}_${'x'.repeat(120)}`, paymentId: `ch_${n}` };
      const playback = { rentalId: `rent_${n}_${'x'.repeat(120)}` };
      const { result } = await world.deliver(filmFailure({ purchase, playback }));
      results.set(result, (results.get(result) ?? 0) + 1);
    }
    expect(Object.fromEntries(results)).toEqual({ issued: 5, held: 995 });
    expect(world.ledger.records.size).toBe(1_000);
    const [customerRecord] = world.ledger.customerRecords.values();
    expect(JSON.stringify(customerRecord).length).toBeLessThan(10_000);
  });

  it('a line of an order is never given back twice, whatever failed about it', async () => {
    const world = new World();
    await world.deliver(filmFailure());
    const again = filmFailure({ playback: { rentalId: 'rent_78' } });
    await expect(world.deliver(again)).resolves.toMatchObject({ result: 'held' });
    expect(world.provider.refunds.size).toBe(1);
  });
});
