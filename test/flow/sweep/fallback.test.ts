import { commonDefaults } from '../../../lambdas/failures/definition/policy';
import { minuteMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { refund, givingParts, worldOf } from '../../fakes/parts';

describe('a refund that cannot reach the card', () => {
  const unreachable = { state: 'declined', reason: 'card-unreachable', providerRef: 're_1' } as const;

  it('becomes a credit of the same amount where the options say so, and the mail says so', async () => {
    const world = worldOf(givingParts(refund));
    world.options = { ...commonDefaults, unreachableCard: 'credit' };
    world.provider.answerNext(unreachable);
    await world.publishFailure(filmFailure());
    await world.sweepEvery(minuteMs, 2);
    await world.applyPartnerUpdate({
      kind: 'credit',
      partNumber: 2,
      outcome: { state: 'succeeded', providerRef: 'credit_1' },
    });
    await world.write();
    expect(world.partner.asked).toMatchObject([{ part: { kind: 'credit', amountMinor: 399, basis: 'price' } }]);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.mailer.mails.map(({ text }) => text)).toEqual([
      expect.stringMatching(/We could not .*£3\.99 of credit/),
    ]);
  });

  it('is left to a person otherwise', async () => {
    const world = worldOf(givingParts(refund));
    world.provider.answerNext(unreachable);
    await world.publishFailure(filmFailure());
    await world.sweepEvery(minuteMs, 2);
    expect(world.onlyRecord().state).toBe('needs-attention');
    expect(world.partner.asked).toEqual([]);
  });

  it('that is disputed is never replaced by credit: the bank decides', async () => {
    const world = worldOf(givingParts(refund));
    world.options = { ...commonDefaults, unreachableCard: 'credit' };
    world.provider.answerNext({ ...unreachable, reason: 'disputed' });
    await world.publishFailure(filmFailure());
    await world.sweepEvery(minuteMs, 2);
    expect(world.onlyRecord().state).toBe('needs-attention');
    expect(world.partner.asked).toEqual([]);
  });
});
