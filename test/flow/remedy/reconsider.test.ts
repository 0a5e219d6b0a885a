import { wideLimits } from '../../fakes/wide-limits';
import { type Failure } from '../../../lambdas/failures/definition/failure';
import { HoldContendedError } from '../../../lambdas/flow/remedy/contradicted-report';
import { minuteMs, dayMs } from '../../../lambdas/model/durations';
import { Life } from '../../fakes/mortal';
import { filmFailure } from '../../fakes/film-failure';
import { refund, deciding, worldOf } from '../../fakes/parts';

describe('something that is waited for', () => {
  const until = '2026-11-22T20:45:00.000Z';
  const answered = (failure: Failure): boolean => failure.proof !== undefined;
  const merchant = (then: 'give' | 'person') =>
    deciding((failure) =>
      answered(failure)
        ? { outcome: 'none', reasons: ['the merchant made it good'] }
        : {
            ...{ outcome: 'hold', parts: [refund], reasons: ['the merchant has until then to answer'] },
            awaits: { what: 'the merchant’s answer', until, then },
          },
    );

  it('and does not come ends the wait: what was decided beforehand is given', async () => {
    const world = worldOf(merchant('give'));
    await world.publishFailure(filmFailure());
    expect(world.onlyRecord()).toMatchObject({ state: 'held', dueAt: until });
    await world.sweepEvery(dayMs, 1);
    expect(world.provider.calls).toEqual([]);
    await world.sweepEvery(dayMs, 2);
    expect(world.onlyRecord()).toMatchObject({ state: 'issued' });
    expect(world.mailer.mails).toHaveLength(1);
    expect(world.observer.steps.map(({ step }) => step)).not.toContain('hold-escalated');
  });

  it('or a person looks, where it was decided so', async () => {
    const world = worldOf(merchant('person'));
    await world.publishFailure(filmFailure());
    await world.sweepEvery(2 * dayMs, 1);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: undefined } });
    expect(world.reported()).toEqual(['held', 'held']);
    await world.approve('ann');
    await world.sweepEvery(minuteMs, 2);
    expect(world.onlyRecord().state).toBe('issued');
  });

  it('changes nothing where the same failure is published again, and decides once it comes with what was waited for', async () => {
    const world = worldOf(merchant('give'));
    await world.publishFailure(filmFailure());
    await expect(world.deliver(filmFailure())).resolves.toMatchObject({ result: 'duplicate' });
    const withAnswer = { ...filmFailure(), proof: ['answer-1'] };
    await expect(world.deliver(withAnswer)).resolves.toMatchObject({ result: 'reconsidered' });
    expect(world.onlyRecord().state).toBe('rejected');
    await world.sweepEvery(3 * dayMs, 2);
    expect(world.provider.calls).toEqual([]);
    expect(world.mailer.mails).toEqual([]);
  });

  it('is delivered again where it loses a race, so that nothing is lost', async () => {
    const world = worldOf(merchant('give'));
    await world.publishFailure(filmFailure());
    const ports = world.ports();
    const ledger = Object.create(ports.ledger) as typeof ports.ledger;
    ledger.saveRemedy = async () => 'stale';
    const withAnswer = { ...filmFailure(), proof: ['answer-1'] };
    await expect(world.deliver(withAnswer, new Life(), { ...ports, ledger })).rejects.toThrow(HoldContendedError);
    await expect(world.deliver(withAnswer)).resolves.toMatchObject({ result: 'reconsidered' });
  });

  it('counts against the limits from the beginning, because no person decides when it is given', async () => {
    const world = worldOf(merchant('give'));
    world.limits = { ...wideLimits, perDay: { ...wideLimits.perDay, remedies: 0 } };
    await world.publishFailure(filmFailure());
    await world.sweepEvery(3 * dayMs, 2);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: undefined } });
  });

  it('is not given after the wait where its type waits for people', async () => {
    const world = worldOf(merchant('give'));
    await world.switchMode('ThingBroken', { mode: 'approve' });
    await world.publishFailure(filmFailure());
    await world.sweepEvery(3 * dayMs, 2);
    expect(world.onlyRecord().state).toBe('held');
  });
});
