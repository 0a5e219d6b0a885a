import { wideLimits } from '../../fakes/wide-limits';
import { minuteMs } from '../../../lambdas/model/durations';
import { Death, Life } from '../../fakes/mortal';
import { filmFailure } from '../../fakes/film-failure';
import { refund, gift, call, givingParts, worldOf, replacementOf } from '../../fakes/parts';

describe('several parts', () => {
  it('each has its key, and a crash after any of them gives none twice', async () => {
    for (let crashAt = 1; crashAt <= 14; crashAt++) {
      const lines = [
        { ...refund, amountMinor: 300 },
        { ...refund, amountMinor: 99, lineId: '2' },
      ];
      const world = worldOf(givingParts(...lines, gift, call));
      await world
        .publishFailure(filmFailure(), new Life({ call: crashAt, when: 'after' }))
        .catch((error: unknown) => expect(error).toBeInstanceOf(Death));
      const { remedyId } = world.onlyRecord();
      expect(world.provider.effects.map(({ request }) => request.key)).toEqual([`${remedyId}_1`, `${remedyId}_2`]);
      for (const number of [3, 4]) expect(world.partner.effects(`${remedyId}_${number}`)).toBe(1);
    }
  });

  it('one that fails has its own fallback, and the others stay', async () => {
    const world = worldOf(givingParts(refund, replacementOf('2'), replacementOf('3')));
    await world.publishFailure(filmFailure({ purchase: { amountMinor: 2_000 } }));
    for (const partNumber of [2, 3]) {
      const outcome = { state: 'declined', reason: 'too-late' } as const;
      await world.applyPartnerUpdate({ kind: 'replacement', partNumber, outcome });
    }
    await world.sweepEvery(minuteMs, 4);
    expect(world.onlyRecord()).toMatchObject({ state: 'issued' });
    expect(world.onlyRecord().parts.map(({ part, insteadOf }) => [part.kind, insteadOf])).toEqual([
      ['refund', undefined],
      ['replacement', undefined],
      ['replacement', undefined],
      ['refund', 2],
      ['refund', 3],
    ]);
    expect(world.provider.effects).toHaveLength(3);
  });

  it('what the parts cost together counts against the limits, and goodwill not against what was paid', async () => {
    const world = worldOf(givingParts(refund, gift));
    world.limits = { ...wideLimits, perRemedy: { GBP: 498 } };
    await world.publishFailure(filmFailure());
    expect(world.onlyRecord()).toMatchObject({
      state: 'held',
      reasons: [expect.stringContaining('4.99 GBP'), 'it broke'],
    });
    const roomy = worldOf(givingParts(refund, gift));
    await roomy.publishFailure(filmFailure());
    await roomy.applyPartnerUpdate({
      kind: 'credit',
      partNumber: 2,
      outcome: { state: 'succeeded', providerRef: 'credit_1' },
    });
    expect(roomy.onlyRecord().state).toBe('issued');
  });
});
