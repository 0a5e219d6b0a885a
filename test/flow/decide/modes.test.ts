import { controlsMaxAgeMs } from '../../../lambdas/ledger/cached-controls';
import { switchMode } from '../../../lambdas/flow/operate/switch-mode';
import { initialControls, modeFor, modes, sourceTarget, switched, type Mode } from '../../../lambdas/model/controls';
import { filmFailure } from '../../fakes/film-failure';
import { Death, Life } from '../../fakes/mortal';
import { World } from '../../fakes/world';

const type = 'VideoPlaybackFailed';

function nth(n: number) {
  return filmFailure({
    customer: { id: `cus_${n}` },
    purchase: { orderId: `ord_${n}` },
    playback: { rentalId: `rent_${n}` },
  });
}

/** Which call of a failure function is the one at the provider. */
const refund = 7;

describe.each([type, 'all'])('switched for %s', (target) => {
  async function switchedWorld(mode: Mode): Promise<World> {
    const world = new World();
    await world.switchMode(target, { mode });
    return world;
  }

  it('auto: failures are made right', async () => {
    const world = await switchedWorld('auto');
    await expect(world.deliver(filmFailure())).resolves.toMatchObject({ result: 'issued' });
  });

  it('approve: every remedy waits for a person, and says why', async () => {
    const world = await switchedWorld('approve');
    await world.publishFailure(filmFailure());
    expect(world.onlyRecord()).toMatchObject({
      state: 'held',
      reasons: [`at present every remedy for ${type} waits for a person`, expect.stringContaining('full price')],
    });
    expect(world.provider.calls).toHaveLength(0);
    expect(world.mailer.mails).toHaveLength(0);
    expect(world.budgets.requests).toBe(0);
  });

  it('shadow: it is kept what would have been given; nobody is promised, paid or written anything', async () => {
    const world = await switchedWorld('shadow');
    await world.publishFailure(filmFailure());
    expect([...world.ledger.shadows.values()]).toMatchObject([
      { customerId: 'cus_501', type, decision: { outcome: 'give', parts: [{ amountMinor: 399 }] } },
    ]);
    expect(world.reported()).toEqual(['shadowed']);
    expect(world.outcomes.published).toMatchObject([{ recordVersion: 0, parts: [{ amountMinor: 399 }] }]);
    expect(world.ledger.customerRecords.size + world.ledger.records.size + world.ledger.envelopes.size).toBe(0);
    expect(world.provider.calls.length + world.mailer.mails.length + world.budgets.requests).toBe(0);
  });

  it('shadow: what was only watched is made right once it is switched on and the event comes again', async () => {
    const world = await switchedWorld('shadow');
    await world.deliver(filmFailure());
    world.now += 1;
    await world.switchMode(target, { mode: 'auto' });
    await expect(world.deliver(filmFailure())).resolves.toMatchObject({ result: 'issued' });
  });

  it('off: nothing is decided, and the reason is published', async () => {
    const world = await switchedWorld('off');
    const result = await world.deliver(filmFailure());
    expect(result).toMatchObject({ result: 'none', reasons: [`${type} is switched off at present`] });
    expect(world.reported()).toEqual(['none']);
    expect(world.ledger.customerRecords.size + world.ledger.records.size + world.ledger.shadows.size).toBe(0);
    expect(world.provider.calls).toHaveLength(0);
  });
});

describe('a source that is switched off', () => {
  const player = 'com.example.player';

  it('is believed nothing any more, and the other sources of its type go on', async () => {
    const world = new World();
    await world.switchMode(sourceTarget(player), { mode: 'off' });
    world.source = player;
    const reasons = [`what ${player} publishes is switched off at present`];
    await expect(world.deliver(nth(1))).resolves.toMatchObject({ result: 'none', reasons });
    world.source = 'com.example.network';
    await expect(world.deliver(nth(2))).resolves.toMatchObject({ result: 'issued' });
    expect(world.provider.refunds.size).toBe(1);
  });

  it('is paid nothing for what was approved before, and whoever reads the record is told the true reason', async () => {
    const world = new World();
    await world.switchMode(type, { mode: 'approve' });
    world.source = player;
    await world.deliver(filmFailure());
    await world.approve('ann');
    world.now += 1;
    await world.switchMode(sourceTarget(player), { mode: 'off' });
    await world.sweepEvery(60_000, 30);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { cause: 'switched-off' } });
    const why = `what ${player} publishes`;
    expect(world.onlyRecord().reasons[0]).toBe(`stopped at 2026-11-20T20:46Z, when ${why} was switched off`);
    expect(await world.approve('ann')).toMatchObject({ why: `${why} gives nothing while it is off` });
    expect(world.provider.calls).toHaveLength(0);
  });

  it('in approve mode waits for a person, who is told which detector it is', async () => {
    const world = new World();
    await world.switchMode(sourceTarget(player), { mode: 'approve' });
    world.source = player;
    await world.deliver(nth(1));
    const reason = `at present every remedy for what ${player} publishes waits for a person`;
    expect(world.onlyRecord()).toMatchObject({ state: 'held', reasons: [reason, expect.anything()] });
  });
});

it('of both settings the stricter one wins, whichever it is', () => {
  for (const all of modes) {
    for (const own of modes) {
      const controls = { ...initialControls, all: { mode: all }, types: { [type]: { mode: own } } };
      const stricter = modes[Math.max(modes.indexOf(all), modes.indexOf(own))];
      expect(modeFor(controls, { type, customerId: 'cus_1' }).mode).toBe(stricter);
      expect(modeFor(controls, { type: 'AnotherFailure', customerId: 'cus_1' }).mode).toBe(all);
    }
  }
});

describe('a share of customers for whom it goes by itself', () => {
  const customers = Array.from({ length: 4_000 }, (_, n) => `cus_${n}`);
  const autoFor = (autoShare: number, all: Mode = 'auto') => {
    const controls = {
      ...initialControls,
      all: { mode: all },
      types: { [type]: { mode: 'approve', autoShare } as const },
    };
    return new Set(customers.filter((customerId) => modeFor(controls, { type, customerId }).mode === 'auto'));
  };

  it('is about as large as it says, and all or none at its ends', () => {
    expect(autoFor(0).size).toBe(0);
    expect(autoFor(0.05).size / customers.length).toBeGreaterThan(0.04);
    expect(autoFor(0.05).size / customers.length).toBeLessThan(0.06);
    expect(autoFor(1).size).toBe(customers.length);
  });

  it('keeps the same customers as it grows', () => {
    let before = new Set<string>();
    for (const share of [0.01, 0.05, 0.2, 0.5, 0.9]) {
      const now = autoFor(share);
      expect([...before].filter((customerId) => !now.has(customerId))).toEqual([]);
      before = now;
    }
  });

  it('does not open what is switched off for all', () => {
    expect(autoFor(1, 'off').size).toBe(0);
  });

  it('pays for some and holds the others', async () => {
    const world = new World();
    await world.switchMode(type, { mode: 'approve', autoShare: 0.5 });
    const results = new Set<string>();
    for (let n = 0; n < 20; n++) results.add((await world.deliver(nth(n))).result);
    expect(results).toEqual(new Set(['issued', 'held']));
  });
});

describe('a switch', () => {
  it('is in force within ten seconds in a function that runs, without a request of its own', async () => {
    const world = new World();
    const life = new Life();
    const ports = world.ports(life);
    await world.deliver(nth(1), life, ports);
    await world.switchMode('all', { mode: 'off' });
    expect(controlsMaxAgeMs).toBeLessThan(10_000);
    world.now += controlsMaxAgeMs;

    const before = life.calls;
    await expect(world.deliver(nth(2), life, ports)).resolves.toMatchObject({ result: 'none' });
    // One read, which brought the switch with it, and the word that nothing is owed.
    expect(life.calls - before).toBe(2);
  });

  it('is at once in force in a function that starts', async () => {
    const world = new World();
    await world.switchMode('all', { mode: 'off' });
    await expect(world.deliver(nth(1))).resolves.toMatchObject({ result: 'none' });
  });

  it('does not go back where an older read comes late', async () => {
    const world = new World();
    const { controls } = world.ports();
    const old = await world.controlsStore.readControls();
    await world.switchMode('all', { mode: 'off' });
    controls.remember(await world.controlsStore.readControls(), world.clock());
    controls.remember(old, world.clock());
    expect(controls.modeFor({ type, customerId: 'cus_1' }).mode).toBe('off');
  });

  it('stays on record with who and why, the others kept beside it', async () => {
    const world = new World();
    await world.switchMode('all', { mode: 'approve' }, 'ann', 'the day of the release');
    world.now += 60_000;
    await world.switchMode(type, { mode: 'off' }, 'bob', 'it pays twice');
    world.now += 60_000;
    await world.switchMode('all', { mode: 'auto' }, 'ann', 'released');
    const history = await world.controlsStore.controlsHistory();
    expect(history.map(({ lastSwitch }) => lastSwitch)).toMatchObject([
      {
        target: 'all',
        setting: { mode: 'approve' },
        actor: 'ann',
        why: 'the day of the release',
        at: expect.any(String),
      },
      { target: type, setting: { mode: 'off' }, actor: 'bob', why: 'it pays twice', at: expect.any(String) },
      { target: 'all', setting: { mode: 'auto' }, actor: 'ann', why: 'released', at: expect.any(String) },
    ]);
    expect(history.at(-1)).toMatchObject({ all: { mode: 'auto' }, types: { [type]: { mode: 'off' } } });
  });

  it('of two people at the same moment loses neither', async () => {
    const world = new World();
    await Promise.all([
      world.switchMode('all', { mode: 'approve' }, 'ann'),
      world.switchMode(type, { mode: 'off' }, 'bob'),
    ]);
    expect(await world.controlsStore.readControls()).toMatchObject({
      version: 2,
      all: { mode: 'approve' },
      types: { [type]: { mode: 'off' } },
    });
  });

  it('whose reply was lost is made once', async () => {
    const world = new World();
    const save = world.controlsStore.saveControls.bind(world.controlsStore);
    world.controlsStore.saveControls = async (next, replaced) => {
      await save(next, replaced);
      return save(next, replaced);
    };
    await world.switchMode('all', { mode: 'off' });
    expect(await world.controlsStore.controlsHistory()).toHaveLength(1);
  });

  it('that cannot be made among all the others is refused with what to do', async () => {
    const world = new World();
    world.controlsStore.saveControls = () => Promise.resolve('stale');
    const ports = { ...world.holdPorts(), controlsStore: world.controlsStore };
    const change = { target: 'all', setting: { mode: 'off' }, actor: 'ann', why: 'w' } as const;
    expect(await switchMode(change, ports)).toMatchObject({
      answer: 'refused',
      why: expect.stringMatching(/try again/),
    });
  });

  it('changes one setting and leaves the others', () => {
    const change = { actor: 'ann', why: 'w', at: '2026-11-20T20:45:00Z', token: 'token-1' };
    const first = switched(initialControls, { target: type, setting: { mode: 'shadow' }, ...change });
    const second = switched(first, { target: 'all', setting: { mode: 'approve' }, ...change });
    expect(second).toMatchObject({ version: 2, all: { mode: 'approve' }, types: { [type]: { mode: 'shadow' } } });
  });
});

describe('what was promised before the switch', () => {
  it('is carried out under approve all the same', async () => {
    const world = new World();
    await expect(world.deliver(filmFailure(), new Life({ call: refund, when: 'before' }))).rejects.toThrow(Death);
    await world.switchMode('all', { mode: 'approve' });
    world.now += 60_000;
    await expect(world.deliver(filmFailure())).resolves.toMatchObject({ result: 'issued' });
    expect(world.provider.refunds.size).toBe(1);
  });

  it('and is held, approved or not, while it is off: it is paid once it is approved anew', async () => {
    const world = new World();
    await world.switchMode(type, { mode: 'approve' });
    await world.deliver(filmFailure());
    await world.approve('ann');
    world.now += 1;
    await world.switchMode(type, { mode: 'off' });
    await world.sweepEvery(60_000, 30);
    expect(world.onlyRecord()).toMatchObject({
      state: 'held',
      hold: { cause: 'switched-off', approvals: [] },
      reasons: [`stopped at 2026-11-20T20:46Z, when ${type} was switched off`, expect.any(String), expect.any(String)],
    });
    expect(await world.approve('ann')).toMatchObject({
      answer: 'refused',
      why: `${type} gives nothing while it is off`,
    });
    expect(world.provider.calls).toHaveLength(0);
    // A look is a line of history for ever, so they are few.
    expect(world.onlyRecord().history.length).toBeLessThan(10);

    await world.switchMode(type, { mode: 'auto' });
    await world.sweepEvery(3_600_000, 6);
    expect(world.onlyRecord().state).toBe('held');
    await world.approve('ann');
    await world.sweepEvery(60_000, 1);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.refunds.size).toBe(1);
  });

  it('a sweep that is under way stops paying within ten seconds of the kill switch', async () => {
    const world = new World();
    await world.switchMode(type, { mode: 'approve' });
    for (let n = 0; n < 30; n++) await world.deliver(nth(n));
    for (const record of [...world.ledger.records.values()]) await world.approve('ann', record);
    let paidBefore: number | undefined;
    const pace = async () => {
      world.now += 1_000;
      if (paidBefore !== undefined || world.provider.refunds.size < 2) return;
      paidBefore = world.provider.refunds.size;
      await world.switchMode(type, { mode: 'off' });
    };
    await world.sweep(new Life(), { ...world.sweepPorts(), pace });
    // A second for each, so that ten seconds are ten of them.
    expect(world.provider.refunds.size - (paidBefore ?? 0)).toBeLessThanOrEqual(10);
    expect([...world.ledger.records.values()].filter(({ state }) => state === 'held').length).toBeGreaterThan(10);
  });
});
