import { filmFailure } from '../../fakes/film-failure';
import { Life, type DeathPlan } from '../../fakes/mortal';
import { wideLimits } from '../../fakes/wide-limits';
import { World } from '../../fakes/world';

/** How many calls leave each function on a road without trouble: what a crash point can stand before or behind. */
const remedyCalls = [
  'read',
  'ask for the payment',
  'reserve of the day',
  'reserve of the type',
  'reserve of the incident',
  'claim',
  'refund',
  'record',
  'publish',
];
const apologyCalls = ['read', 'keep the envelope', 'mark sending', 'send', 'mark sent'];

function plansOf(calls: readonly string[]): (DeathPlan & { readonly name: string })[] {
  return calls.flatMap((name, index) =>
    (['before', 'after'] as const).map((when) => ({ name, call: index + 1, when })),
  );
}

it('the crash points below are all there are', async () => {
  const world = new World();
  const [remedyLife, apologyLife] = [new Life(), new Life()];
  await world.publishFailure(filmFailure(), remedyLife, apologyLife);
  expect(remedyLife.calls).toBe(remedyCalls.length);
  expect(apologyLife.calls).toBe(apologyCalls.length);
});

describe('a failure function that dies, and the event comes again', () => {
  it.each(plansOf(remedyCalls))('$when $name: one refund, one mail', async (plan) => {
    const world = new World();
    await world.publishFailure(filmFailure(), new Life(plan));
    expect(world.provider.refunds.size).toBe(1);
    expect(world.mailer.mails).toHaveLength(1);
    expect([world.onlyRecord(), world.notices()]).toMatchObject([{ state: 'issued' }, { apology: { state: 'sent' } }]);
  });

  it.each(pairsOf(plansOf(remedyCalls)))(
    '$first.when $first.name and again $second.when $second.name: one refund, one mail',
    async ({ first, second }) => {
      const world = new World();
      const lives = [new Life(first), new Life(second), new Life()];
      await world.deliverUntilDone(() => world.deliver(filmFailure(), lives.shift()), new Life());
      await world.publishFailure(filmFailure());
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
    await world.publishFailure(filmFailure(), new Life(), new Life(plan));
    expect(world.provider.refunds.size).toBe(1);
    expect(world.mailer.mails).toHaveLength(1);
    expect(world.notices().apology?.state).toBe('sent');
  });

  it.each(plans.filter(({ point }) => doubtful.includes(point)))(
    '$point: one refund, never a second mail, and the doubt is written down',
    async (plan) => {
      const world = new World();
      await world.publishFailure(filmFailure(), new Life(), new Life(plan));
      await world.publishFailure(filmFailure());
      expect(world.provider.refunds.size).toBe(1);
      const left = plan.point === 'after send' || plan.point === 'before mark sent' ? 1 : 0;
      expect(world.mailer.mails).toHaveLength(left);
      expect([world.onlyRecord(), world.notices()]).toMatchObject([
        { state: 'issued' },
        { apology: { state: 'unknown' } },
      ]);
      expect(world.observer.steps.map(({ step }) => step)).toContain('apology-unknown');
    },
  );
});

describe('a write that was applied while its reply was lost, and the SDK wrote again', () => {
  it('the claim: one refund, one mail', async () => {
    const world = new World();
    const save = world.ledger.saveCustomerRecord.bind(world.ledger);
    world.ledger.saveCustomerRecord = async (next) => {
      await save(next);
      return save(next);
    };
    await expectOneRefundAndOneMail(world);
  });

  it('the entry and the marks of the mail: one refund, one mail', async () => {
    const world = new World();
    const save = world.ledger.saveRemedy.bind(world.ledger);
    world.ledger.saveRemedy = async (next) => {
      await save(next);
      return save(next);
    };
    const saveNotice = world.ledger.saveNotice.bind(world.ledger);
    world.ledger.saveNotice = async (next) => {
      await saveNotice(next);
      return saveNotice(next);
    };
    await expectOneRefundAndOneMail(world);
  });
});

async function expectOneRefundAndOneMail(world: World): Promise<void> {
  await expect(world.deliver(filmFailure())).resolves.toMatchObject({ result: 'issued' });
  await world.publishFailure(filmFailure());
  expect(world.provider.refunds.size).toBe(1);
  expect(world.mailer.mails).toHaveLength(1);
  expect([world.onlyRecord(), world.notices()]).toMatchObject([{ state: 'issued' }, { apology: { state: 'sent' } }]);
}

function pairsOf<Item>(items: readonly Item[]): { readonly first: Item; readonly second: Item }[] {
  return items.flatMap((first) => items.map((second) => ({ first, second })));
}

describe('a shared limit with room for one', () => {
  const one = { remedies: 1, amountMinor: wideLimits.perDay.amountMinor };

  it.each(plansOf(remedyCalls))('$when $name: at most one of two customers is paid by itself', async (plan) => {
    const world = new World();
    world.limits = { ...wideLimits, perDay: one };
    await world.deliverUntilDone((life) => world.deliver(filmFailure(), life), new Life(plan));
    const other = filmFailure({ customer: { id: 'cus_2' }, playback: { rentalId: 'rent_2' } });
    const { result } = await world.deliver(other);
    expect(world.provider.refunds.size).toBeLessThanOrEqual(1);
    expect(result).toBe('held');
    expect(world.budgets.reserved('day/2026-11-20')).toBe(1);
    // Whoever reserved and died before the claim took it along: then both wait for a person, and nobody is paid too
    // much.
    const isLost = (plan.call === 3 && plan.when === 'after') || plan.call === 4 || plan.call === 5;
    const isLostWithCommitment = plan.call === 6 && plan.when === 'before';
    expect(world.provider.refunds.size).toBe(isLost || isLostWithCommitment ? 0 : 1);
  });

  it('a claim whose write was applied while its reply was lost is drawn for once', async () => {
    const world = new World();
    world.limits = { ...wideLimits, perDay: one };
    const save = world.ledger.saveCustomerRecord.bind(world.ledger);
    world.ledger.saveCustomerRecord = async (next) => {
      await save(next);
      return save(next);
    };
    const ports = world.ports();
    await expect(world.deliver(filmFailure(), undefined, ports)).resolves.toMatchObject({ result: 'issued' });
    const other = filmFailure({ customer: { id: 'cus_2' }, playback: { rentalId: 'rent_2' } });
    await expect(world.deliver(other, undefined, ports)).resolves.toMatchObject({ result: 'held' });
  });

  it('what was drawn for a claim that somebody else’s write prevented is there for the next try', async () => {
    const world = new World();
    world.limits = { ...wideLimits, perDay: one };
    const save = world.ledger.saveCustomerRecord.bind(world.ledger);
    let races = 2;
    world.ledger.saveCustomerRecord = async (next) => (races-- > 0 ? 'stale' : save(next));
    await expect(world.deliver(filmFailure())).resolves.toMatchObject({ result: 'issued' });
  });

  it('what was drawn for a claim of which nobody knows whether it was written is not there for others', async () => {
    const world = new World();
    world.limits = { ...wideLimits, perDay: one };
    const ports = world.ports();
    const save = world.ledger.saveCustomerRecord.bind(world.ledger);
    world.ledger.saveCustomerRecord = async (next) => {
      await save(next);
      throw new Error('socket hang up');
    };
    await expect(world.deliver(filmFailure(), undefined, ports)).rejects.toThrow('socket hang up');
    world.ledger.saveCustomerRecord = save;
    const other = filmFailure({ customer: { id: 'cus_2' }, playback: { rentalId: 'rent_2' } });
    await expect(world.deliver(other, undefined, ports)).resolves.toMatchObject({ result: 'held' });
    world.now += 60_000;
    await expect(world.deliver(filmFailure(), undefined, ports)).resolves.toMatchObject({ result: 'issued' });
    expect(world.provider.refunds.size).toBe(1);
  });
});
