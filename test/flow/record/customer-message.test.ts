import { minuteMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { refund, deciding, worldOf } from '../../fakes/parts';

it('the message of the person who approved is what the customer reads, with what was given below it', async () => {
  const world = worldOf(deciding({ outcome: 'hold', parts: [refund], reasons: ['the text needs an approval'] }));
  await world.deliver(filmFailure());
  await world.approve('ann', world.onlyRecord(), 'We went about it the wrong way.');
  await world.sweepEvery(minuteMs, 2);
  expect(world.mailer.mails[0]?.text).toMatch(/We went about it the wrong way\.[^]*£3\.99/);
});

it('the message of the person who approved an incident reaches all its customers', async () => {
  const held = {
    outcome: 'hold',
    withIncident: true,
    parts: [refund],
    reasons: ['the text needs an approval'],
  } as const;
  const world = worldOf(deciding(held));
  for (const id of ['cus_1', 'cus_2']) await world.deliver(filmFailure({ customer: { id } }));
  await world.decideIncident('cdn-eu-7', 'approved', 'ann', 'We went about it the wrong way.');
  await world.sweepEvery(minuteMs, 2);
  expect(world.mailer.mails.map(({ text }) => text)).toEqual([
    expect.stringContaining('the wrong way'),
    expect.stringContaining('the wrong way'),
  ]);
});
