import { filmFailure } from '../fakes/film-failure';
import { Life, type DeathPlan } from '../fakes/mortal';
import { World } from '../fakes/world';

/** How many calls leave each function on a road without trouble: what a crash point can stand before or behind. */
const remedyCalls = ['read', 'claim', 'refund', 'record', 'publish'];
const apologyCalls = ['read', 'mark sending', 'send', 'mark sent'];

function plansOf(calls: readonly string[]): (DeathPlan & { readonly name: string })[] {
  return calls.flatMap((name, index) =>
    (['before', 'after'] as const).map((when) => ({ name, call: index + 1, when })),
  );
}

it('the crash points below are all there are', async () => {
  const world = new World();
  const [remedyLife, apologyLife] = [new Life(), new Life()];
  await world.travel(filmFailure(), remedyLife, apologyLife);
  expect(remedyLife.calls).toBe(remedyCalls.length);
  expect(apologyLife.calls).toBe(apologyCalls.length);
});

describe('a failure function that dies, and the event comes again', () => {
  it.each(plansOf(remedyCalls))('$when $name: one refund, one mail', async (plan) => {
    const world = new World();
    await world.travel(filmFailure(), new Life(plan));
    expect(world.provider.refunds.size).toBe(1);
    expect(world.mailer.mails).toHaveLength(1);
    expect(world.onlyEntry()).toMatchObject({ state: 'paid', notice: { state: 'sent' } });
  });

  it.each(pairsOf(plansOf(remedyCalls)))(
    '$first.when $first.name and again $second.when $second.name: one refund, one mail',
    async ({ first, second }) => {
      const world = new World();
      const lives = [new Life(first), new Life(second), new Life()];
      await world.deliverUntilDone(() => world.deliver(filmFailure(), lives.shift()), new Life());
      await world.travel(filmFailure());
      expect(world.provider.refunds.size).toBe(1);
      expect(world.mailer.mails).toHaveLength(1);
    },
  );
});

describe('an apologise function that dies, and the event comes again', () => {
  const doubtful = ['after mark sending', 'before send', 'after send', 'before mark sent'];
  const plans = plansOf(apologyCalls).map((plan) => ({ ...plan, point: `${plan.when} ${plan.name}` }));

  it.each(plans.filter(({ point }) => !doubtful.includes(point)))('$point: one refund, one mail', async (plan) => {
    const world = new World();
    await world.travel(filmFailure(), new Life(), new Life(plan));
    expect(world.provider.refunds.size).toBe(1);
    expect(world.mailer.mails).toHaveLength(1);
    expect(world.onlyEntry().notice.state).toBe('sent');
  });

  it.each(plans.filter(({ point }) => doubtful.includes(point)))(
    '$point: one refund, never a second mail, and the doubt waits on the list of the sweep',
    async (plan) => {
      const world = new World();
      await world.travel(filmFailure(), new Life(), new Life(plan));
      await world.travel(filmFailure());
      expect(world.provider.refunds.size).toBe(1);
      const left = plan.point === 'after send' || plan.point === 'before mark sent' ? 1 : 0;
      expect(world.mailer.mails).toHaveLength(left);
      expect(world.onlyEntry()).toMatchObject({ notice: { state: 'unknown' }, dueAt: expect.any(String) });
    },
  );
});

describe('a write that was applied while its reply was lost, and the SDK wrote again', () => {
  it('the claim: one refund, one mail', async () => {
    const world = new World();
    const save = world.ledger.saveAccount.bind(world.ledger);
    world.ledger.saveAccount = async (next) => {
      await save(next);
      return save(next);
    };
    await expectOneRefundAndOneMail(world);
  });

  it('the entry and the marks of the mail: one refund, one mail', async () => {
    const world = new World();
    const save = world.ledger.saveEntry.bind(world.ledger);
    world.ledger.saveEntry = async (next) => {
      await save(next);
      return save(next);
    };
    await expectOneRefundAndOneMail(world);
  });
});

async function expectOneRefundAndOneMail(world: World): Promise<void> {
  await expect(world.deliver(filmFailure())).resolves.toMatchObject({ result: 'paid' });
  await world.travel(filmFailure());
  expect(world.provider.refunds.size).toBe(1);
  expect(world.mailer.mails).toHaveLength(1);
  expect(world.onlyEntry()).toMatchObject({ state: 'paid', notice: { state: 'sent' } });
}

function pairsOf<Item>(items: readonly Item[]): { readonly first: Item; readonly second: Item }[] {
  return items.flatMap((first) => items.map((second) => ({ first, second })));
}
