import { minuteMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { refund, call, givingParts, worldOf } from '../../fakes/parts';

describe('a callback', () => {
  it('does not keep the apology waiting', async () => {
    const world = worldOf(givingParts(refund, call));
    await world.publishFailure(filmFailure());
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.mailer.mails).toHaveLength(1);
    expect(world.partner.asked).toMatchObject([{ part: call, failure: { customer: { id: 'cus_501' } } }]);
  });

  it('that was made is finished, and is not polled again', async () => {
    const world = worldOf(givingParts(call));
    await world.publishFailure(filmFailure());
    await world.applyEmailEvent('apology', 'delivered');
    await world.applyPartnerUpdate({
      kind: 'callback',
      partNumber: 1,
      outcome: { state: 'succeeded', providerRef: 'call_1' },
    });
    expect(world.onlyRecord()).toMatchObject({ state: 'issued', dueAt: undefined });
  });

  it('that is late is reported at once, and after an hour a person has to act; the customer gets no second mail', async () => {
    const world = worldOf(givingParts(refund, call));
    await world.publishFailure(filmFailure());
    await world.sweepEvery(2 * minuteMs, 1);
    expect(world.observer.steps.map(({ step }) => step)).toContain('part-overdue');
    expect(world.onlyRecord().state).toBe('issued');
    await world.sweepEvery(61 * minuteMs, 2);
    expect(world.onlyRecord().state).toBe('needs-attention');
    expect(world.partner.withdrawn).toEqual([]);
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology']);
  });
});
