import { dayMs, hourMs, minuteMs } from '../../../lambdas/model/durations';
import { videoPlaybackPolicy } from '../../../lambdas/failures/video-playback-failed/policy';
import { commonDefaults, type CommonOptions } from '../../../lambdas/failures/definition/policy';
import { listNotices } from '../../../lambdas/flow/notify/notice-list';
import { filmFailure } from '../../fakes/film-failure';
import { World } from '../../fakes/world';

function nth(n: number, world: World) {
  const purchase = { orderId: `ord_${n}`, paymentId: `ch_${n}` };
  return filmFailure({ playback: { rentalId: `rent_${n}` }, purchase, occurredAt: world.clock().toISOString() });
}

async function worldAfter(failures: number, repeats: Partial<CommonOptions['repeats']> = {}): Promise<World> {
  const world = new World();
  world.partner.willAnswer = { state: 'succeeded', providerRef: 'credit_1' };
  world.options = { ...videoPlaybackPolicy.defaults, repeats: { ...commonDefaults.repeats, ...repeats } };
  for (let n = 1; n <= failures; n++) {
    await world.publishFailure(nth(n, world));
    world.now += minuteMs;
  }
  return world;
}

/** Apologies only, as text. */
function texts(world: World): string[] {
  return world.mailer.mails.map(({ text }) => text);
}

const again = 'And it is the second time in 30 days.';

it('the second failure says that it is the second, and the first says nothing of that', async () => {
  const world = await worldAfter(2);
  expect(texts(world).map((text) => text.includes(again))).toEqual([false, true]);
});

it('a failure after the window is a first one', async () => {
  const world = await worldAfter(1);
  world.now += 31 * dayMs;
  await world.publishFailure(nth(2, world));
  expect(texts(world).map((text) => text.includes(again))).toEqual([false, false]);
});

it('comes with a gesture where the options give one', async () => {
  const world = await worldAfter(2, { then: 'goodwill' });
  expect(texts(world)[1]).toMatch(/£\d+\.\d\d of credit/);
});

describe('the third failure', () => {
  it('gives the money back as ever, and its mail waits for the owner', async () => {
    const world = await worldAfter(3);
    expect(world.provider.refunds.size).toBe(3);
    expect(texts(world)).toHaveLength(2);
    const { notices } = await listNotices({ trouble: 'unwritten' }, world);
    expect(notices).toMatchObject([{ template: 'apology', state: 'held', amounts: [{ amountMinor: 399 }] }]);
    expect(Date.parse(notices[0]?.writeUntil ?? '')).toBeGreaterThan(world.now + 3 * hourMs);
  });

  it('is written of plainly once the owner has written nothing for four hours, and the owner hears of that', async () => {
    const world = await worldAfter(3);
    await world.sweepEvery(4 * hourMs - 2 * minuteMs, 1);
    expect(texts(world)).toHaveLength(2);
    await world.sweepEvery(2 * minuteMs, 2);
    expect(texts(world)).toHaveLength(3);
    expect((await listNotices({}, world)).notices).toEqual([]);
    expect(texts(world)[2]).toContain('£3.99');
    expect(texts(world)[2]).not.toMatch(/sorry|fault|time in/i);
    expect(world.observer.steps.map(({ step }) => step)).toContain('hold-overdue');
  });

  it('is written of in the words of the owner, where they wrote in time', async () => {
    const world = await worldAfter(3);
    const third = [...world.ledger.records.values()].find(({ orderId }) => orderId === 'ord_3');
    if (!third) throw new Error('the third was not recorded');
    await world.approve('ann', third, 'This is the third time, and I have looked into it myself.');
    await world.write();
    expect(texts(world)[2]).toContain('I have looked into it myself.');
    await world.sweepEvery(5 * hourMs, 2);
    expect(texts(world)).toHaveLength(3);
  });

  it('waits for nobody where the options say so, and counts on', async () => {
    const world = await worldAfter(3, { ownerFrom: 0 });
    expect(texts(world)[2]).toContain('And it is the third time in 30 days.');
  });
});
