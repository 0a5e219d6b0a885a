import { minuteMs, hourMs, dayMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { refund, deciding, worldOf } from '../../fakes/parts';

describe('what is owed by a day', () => {
  const owedBy = '2026-11-24T20:45:00.000Z';
  const owed = (outcome: 'give' | 'hold') =>
    deciding({ outcome, parts: [refund], reasons: ['a schedule owes it'], owedBy });

  it('is escalated before that day also while it is held, and again when it has passed', async () => {
    const world = worldOf(owed('hold'));
    await world.publishFailure(filmFailure());
    expect(world.outcomes.published[0]?.owedBy).toBe(owedBy);
    const escalations = (): string[] =>
      world.observer.steps.map(({ step }) => step).filter((step) => step.startsWith('owed-'));
    await world.sweepEvery(3 * dayMs - minuteMs, 1);
    expect(escalations()).toEqual([]);
    await world.sweepEvery(minuteMs, 1);
    expect(escalations()).toEqual(['owed-soon']);
    await world.sweepEvery(dayMs, 1);
    expect(escalations()).toEqual(['owed-soon', 'owed-overdue']);
    await world.approve('ann');
    await world.sweepEvery(minuteMs, 2);
    expect(world.onlyRecord().state).toBe('issued');
    await world.sweepEvery(3 * dayMs, 2);
    expect(escalations()).toHaveLength(2);
  });

  it('is escalated before that day also where it waits with its incident', async () => {
    const owedTomorrow = '2026-11-21T20:45:00.000Z';
    const world = worldOf(
      deciding({ outcome: 'hold', parts: [refund], reasons: ['words'], owedBy: owedTomorrow, withIncident: true }),
    );
    world.limits = { ...world.limits, holdHours: 30 * 24 };
    await world.publishFailure(filmFailure());
    const escalations = (): string[] =>
      world.observer.steps.map(({ step }) => step).filter((step) => step.startsWith('hold-'));
    await world.sweepEvery(18 * hourMs - minuteMs, 1);
    expect(escalations()).toEqual([]);
    await world.sweepEvery(minuteMs, 1);
    expect(escalations()).toEqual(['hold-escalated']);
    await world.sweepEvery(6 * hourMs, 1);
    expect(escalations()).toEqual(['hold-escalated', 'hold-overdue']);
  });

  it('is not escalated where it was given in time', async () => {
    const world = worldOf(owed('give'));
    await world.publishFailure(filmFailure());
    await world.sweepEvery(5 * dayMs, 2);
    expect(world.observer.steps.some(({ step }) => step.startsWith('owed-'))).toBe(false);
  });
});
