import { minuteMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { refund, call, givingParts, worldOf } from '../../fakes/parts';
import type { World } from '../../fakes/world';

const notReached = { state: 'declined', reason: 'customer-not-reached' } as const;

/** Somebody calls within so many minutes. */
function accepted(world: World, minutes = 10) {
  const callBy = new Date(world.now + minutes * minuteMs).toISOString();
  return { state: 'pending', providerRef: 'call_1', answerBy: callBy, callBy } as const;
}

describe('a callback', () => {
  it('does not keep the apology waiting', async () => {
    const world = worldOf(givingParts(refund, call));
    await world.publishFailure(filmFailure());
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.mailer.mails).toHaveLength(1);
    expect(world.partner.asked).toMatchObject([{ part: call, failure: { customer: { id: 'cus_501' } } }]);
  });

  it('that nobody has accepted is not spoken of, and no mail corrects what none promised', async () => {
    const world = worldOf(givingParts(refund, call));
    await world.publishFailure(filmFailure());
    world.now += 1_000;
    await world.applyPartnerUpdate({ kind: 'callback', partNumber: 2, outcome: accepted(world) });
    await world.applyPartnerUpdate({ kind: 'callback', partNumber: 2, outcome: notReached });
    await world.sweepEvery(2 * minuteMs, 3);
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology']);
    expect(world.mailer.mails[0]?.text).not.toMatch(/calls you/);
    expect(world.onlyRecord().state).toBe('needs-attention');
  });

  it.each([
    [
      'was tried in vain',
      notReached,
      /^We tried to call you and did not reach you[^]+They tried, and did not reach you/,
    ],
    [
      'was not made',
      { state: 'declined', reason: 'other' } as const,
      /^Nobody called you[^]+Nobody has, and I’m sorry/,
    ],
  ])('that was accepted is promised with its time, and corrected once where it %s', async (_, missed, says) => {
    const world = worldOf(givingParts(call));
    const promised = accepted(world);
    world.partner.willAnswer = promised;
    await world.publishFailure(filmFailure());
    expect(world.mailer.mails[0]?.text).toMatch(/Somebody from my team calls you by \d/);
    expect(world.onlyRecord().parts).toMatchObject([{ accepted: { by: promised.callBy } }]);
    await world.applyPartnerUpdate({ kind: 'callback', partNumber: 1, outcome: missed });
    await world.sweepEvery(2 * minuteMs, 3);
    const [, correction, ...others] = world.mailer.mails;
    expect(others).toEqual([]);
    expect(correction?.template).toBe('missed-call');
    expect(`${correction?.subject}\n${correction?.text}`).toMatch(says);
  });

  it('that was accepted for later is late after that time, and not before', async () => {
    const world = worldOf(givingParts(call));
    world.partner.willAnswer = accepted(world, 30);
    await world.publishFailure(filmFailure());
    await world.sweepEvery(20 * minuteMs, 1);
    expect(world.observer.steps.map(({ step }) => step)).not.toContain('part-overdue');
    await world.sweepEvery(11 * minuteMs, 1);
    expect(world.observer.steps.map(({ step }) => step)).toContain('part-overdue');
    await world.sweepEvery(61 * minuteMs, 2);
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology', 'missed-call']);
  });

  it('that somebody accepts for a time long after the promise of any policy is for a person', async () => {
    const world = worldOf(givingParts(call));
    await world.publishFailure(filmFailure());
    const outcome = accepted(world, 8 * 24 * 60);
    const result = await world.applyPartnerUpdate({ kind: 'callback', partNumber: 1, outcome });
    expect(result).toMatchObject({ result: 'contradicts', why: expect.stringContaining('more than a week away') });
    expect(world.onlyRecord().parts[0]).not.toHaveProperty('accepted');
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
