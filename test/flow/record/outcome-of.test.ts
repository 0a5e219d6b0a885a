import { filmFailure } from '../../fakes/film-failure';
import { refund, deciding, worldOf } from '../../fakes/parts';

it('the record says who bears the loss, and so does the published outcome', async () => {
  const why = 'the merchant did not answer';
  const recovery = { bearer: 'merchant', partyId: 'mer_1', amountMinor: 399, currency: 'GBP', why } as const;
  const world = worldOf(deciding({ outcome: 'give', parts: [refund], reasons: ['unanswered'], recovery }));
  await world.publishFailure(filmFailure());
  expect(world.onlyRecord().recovery).toEqual(recovery);
  expect(world.outcomes.published[0]?.recovery).toEqual(recovery);
});
