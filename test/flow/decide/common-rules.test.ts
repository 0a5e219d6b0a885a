import { type CommonOptions, commonDefaults } from '../../../lambdas/failures/definition/policy';
import { minuteMs, hourMs, dayMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { wideLimits } from '../../fakes/wide-limits';
import { World } from '../../fakes/world';
import { refund, givingParts, worldOf } from '../../fakes/parts';

describe('evidence that is only reported', () => {
  const reported = filmFailure({ evidence: 'reported' });
  const needing = (needs: CommonOptions['reported']['needs'], withoutProof: 'give' | 'person' = 'person') => {
    const world = worldOf(givingParts(refund));
    world.options = { ...commonDefaults, reported: { needs, proofHours: 48, withoutProof } };
    return world;
  };

  it('is believed by default', async () => {
    const world = worldOf(givingParts(refund));
    await world.publishFailure(reported);
    expect(world.onlyRecord()).toMatchObject({
      state: 'issued',
      reasons: ['it broke', 'the customer reported it, and is believed'],
    });
  });

  it('waits for a person where the options say so; what a machine saw does not', async () => {
    const world = needing('person');
    await world.publishFailure(reported);
    expect(world.onlyRecord().state).toBe('held');
    const seen = needing('person');
    await seen.publishFailure(filmFailure());
    expect(seen.onlyRecord().state).toBe('issued');
  });

  it('waits for proof, and is given as soon as the failure is published with it', async () => {
    const world = needing('proof');
    await world.publishFailure(reported);
    expect(world.reported()).toEqual(['held']);
    expect(world.outcomes.published[0]?.awaits).toMatchObject({ what: 'a photo, a scan or a paper', then: 'person' });
    await world.deliver({ ...reported, proof: ['photo-1'] });
    await world.sweepEvery(minuteMs, 2);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.mailer.mails).toHaveLength(1);
  });

  it('that comes with other facts is left to a person, and the commitment does not change', async () => {
    const world = needing('proof');
    await world.publishFailure(reported);
    world.definition = givingParts({ ...refund, amountMinor: 100 });
    await world.deliver({ ...reported, proof: ['photo-1'] });
    expect(world.onlyRecord()).toMatchObject({
      state: 'held',
      hold: { awaits: undefined },
      parts: [{ part: { amountMinor: 399 } }],
    });
  });

  it('without proof in time: believed all the same, or left to a person', async () => {
    for (const [withoutProof, state] of [
      ['give', 'issued'],
      ['person', 'held'],
    ] as const) {
      const world = needing('proof', withoutProof);
      await world.publishFailure(reported);
      await world.sweepEvery(49 * hourMs, 2);
      expect(world.onlyRecord().state).toBe(state);
    }
  });
});

describe('a customer who is let down again', () => {
  const again = filmFailure({ playback: { rentalId: 'rent_78' }, purchase: { orderId: 'ord_10' } });
  const world = (then: CommonOptions['repeats']['then']) => {
    const repeated = new World();
    repeated.limits = wideLimits;
    const repeats = { withinDays: 30, from: 2, then, goodwillMinor: { GBP: 500 } };
    repeated.options = { ...repeated.definition.policy.defaults, repeats };
    return repeated;
  };

  it('gets a goodwill credit on top of what is owed, where the options say so', async () => {
    const repeated = world('goodwill');
    await repeated.publishFailure(filmFailure());
    await repeated.publishFailure(again);
    const [, second] = [...repeated.ledger.records.values()];
    expect(second?.parts).toMatchObject([
      { part: { kind: 'refund' } },
      { part: { kind: 'credit', amountMinor: 500, basis: 'goodwill' } },
    ]);
    expect(second?.reasons).toContain(
      "a goodwill credit on top, because it is the customer's failure number 2 in 30 days",
    );
  });

  it('or a person who looks', async () => {
    const repeated = world('person');
    await repeated.publishFailure(filmFailure());
    await repeated.publishFailure(again);
    expect([...repeated.ledger.records.values()].map(({ state }) => state)).toEqual(['issued', 'held']);
  });

  it('and after the window it counts no more', async () => {
    const repeated = world('person');
    await repeated.publishFailure(filmFailure());
    repeated.now += 31 * dayMs;
    await repeated.publishFailure({ ...again, occurredAt: repeated.clock().toISOString() });
    expect([...repeated.ledger.records.values()].map(({ state }) => state)).toEqual(['issued', 'issued']);
  });
});
