import { AddressRefusedError, MailNotTakenError } from '../../../lambdas/email/mailer';
import { listNotices } from '../../../lambdas/flow/notify/notice-list';
import { resendNotice } from '../../../lambdas/flow/notify/resend-notice';
import type { NoticeTemplate } from '../../../lambdas/ledger/notice/notice';
import { dayMs, hourMs, minuteMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { deciding, refund, worldOf } from '../../fakes/parts';
import { World } from '../../fakes/world';

/** Held for an hour, so that the customer was told that a person looks. */
async function announcedWorld(): Promise<World> {
  const world = worldOf(deciding({ outcome: 'hold', parts: [refund], reasons: ['a doubt'] }));
  await world.publishFailure(filmFailure());
  await world.sweepEvery(hourMs, 1);
  return world;
}

async function resend(world: World, template: NoticeTemplate, email?: string) {
  const { customerId, remedyId } = world.onlyRecord();
  const which = { customerId, remedyId, template, actor: 'ann' } as const;
  return resendNotice(which, { why: 'the customer called', email }, world.holdPorts());
}

async function troubles(world: World): Promise<readonly (readonly [string, string])[]> {
  const { notices } = await listNotices({}, world.retryPorts());
  return notices.map(({ template, trouble }) => [template, trouble]);
}

describe('a refusal without a message', () => {
  async function refusedWorld(): Promise<World> {
    const world = await announcedWorld();
    await world.reject('ann', 'it was another film');
    await world.write();
    await world.applyEmailEvent('refusal', 'bounced');
    return world;
  }

  it('is not sent once more to a customer who never heard that a person looks, and whoever wants it hears why', async () => {
    const world = await refusedWorld();
    await world.applyEmailEvent('waiting', 'bounced');
    const why = expect.stringMatching(/nobody wrote a message/);
    await expect(resend(world, 'refusal')).resolves.toMatchObject({ answer: 'refused', why });
  });

  it.each(['its event', 'the sweep'])(
    'is wanted no more once the mail before it turns out to have bounced, as %s finds',
    async (finder) => {
      const world = await refusedWorld();
      await expect(resend(world, 'refusal')).resolves.toMatchObject({ answer: 'done' });
      await world.applyEmailEvent('waiting', 'bounced');
      if (finder === 'its event') await world.write();
      world.outcomes.published.length = 0;
      await world.sweepEvery(11 * minuteMs, 3);
      expect(world.outcomes.published).toEqual([]);
      expect(world.notices().refusal).toMatchObject({ state: 'bounced', trouble: 'bounced', resend: undefined });
      expect(await troubles(world)).toContainEqual(['refusal', 'bounced']);
    },
  );
});

it.each(['bounced', 'suppressed'] as const)(
  'a mail that was %s, and is wanted once more in vain, is on the list as before when it is true no more',
  async (became) => {
    const world = await announcedWorld();
    await world.applyEmailEvent('waiting', became);
    await resend(world, 'waiting', 'zoe.park@example.com');
    world.mailer.failNext(new MailNotTakenError('throttled'), { taken: false });
    const outcome = world.outcomes.published.at(-1);
    if (!outcome) throw new Error('nothing was published');
    await expect(world.apologise(outcome)).rejects.toThrow(MailNotTakenError);
    expect(world.notices().waiting).toMatchObject({ state: 'none', resend: { actor: 'ann' } });
    await world.reject('ben', 'it was another film');
    await world.sweepEvery(11 * minuteMs, 1);
    expect(world.notices().waiting).toMatchObject({ state: became, trouble: became, resend: undefined });
    expect(await troubles(world)).toContainEqual(['waiting', became]);
  },
);

it('a mail that did not leave for three days is wanted no more, and is on the list of those that went wrong', async () => {
  const world = new World();
  await world.deliver(filmFailure());
  world.mailer.failNext(new AddressRefusedError('no'), { taken: false });
  await world.write();
  await resend(world, 'apology', 'zoe.park@example.com');
  world.outcomes.published.length = 0;
  const taken = world.outcomes.publish.bind(world.outcomes);
  let asked = 0;
  world.outcomes.publish = () => {
    asked += 1;
    return Promise.reject(new Error('the bus takes nothing'));
  };
  await world.sweepEvery(hourMs, 71).catch(() => undefined);
  expect(asked).toBeGreaterThan(60);
  expect(world.notices().apology).toMatchObject({ resend: { actor: 'ann' } });
  world.outcomes.publish = taken;
  await world.sweepEvery(dayMs, 1);
  expect(world.notices().apology).toMatchObject({ state: 'suppressed', trouble: 'address-refused', resend: undefined });
  expect(await troubles(world)).toEqual([['apology', 'address-refused']]);
  expect(world.mailer.mails).toHaveLength(0);
});
