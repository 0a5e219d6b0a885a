import { remedyPage } from '../../cli/pages/pages';
import { minuteMs } from '../../lambdas/model/durations';
import { remedyRecordSchema } from '../../lambdas/operator-api/schemas/remedy-record-schema';
import { filmFailure } from '../fakes/film-failure';
import { anotherPass, givingParts, granted, worldOf } from '../fakes/parts';

it('a remedy is shown with what was given in kind, what it is worth, until when, and what stood in for it', async () => {
  const world = worldOf(givingParts(anotherPass));
  world.partner.willAnswer = granted;
  await world.deliver(filmFailure());
  // As the operator API answers it.
  const given = remedyRecordSchema.parse(JSON.parse(JSON.stringify(world.onlyRecord())));
  expect(remedyPage(given, [], null)).toMatch(
    /1 +entitlement: grant pass pass_1, ×1 +3\.99 GBP +succeeded, grant_1, until 2026-12-23/,
  );

  const other = worldOf(givingParts(anotherPass));
  other.partner.willAnswer = { state: 'declined', reason: 'entitlement-not-found' };
  await other.deliver(filmFailure());
  await other.sweepEvery(minuteMs, 3);
  const refused = remedyRecordSchema.parse(JSON.parse(JSON.stringify(other.onlyRecord())));
  expect(remedyPage(refused, [], null)).toMatch(/declined, entitlement-not-found\n2 +refund +3\.99 GBP +succeeded/);
});
