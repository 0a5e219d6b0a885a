import type { ControlsStore } from '../../lambdas/ledger/port/controls-store';
import type { Ledger } from '../../lambdas/ledger/port/ledger';
import { initialControls, switched, type Controls } from '../../lambdas/model/controls';
import { at, nextCustomer } from './ledger-samples';

/** What every store of controls promises. It begins with one in which nobody has switched anything yet. */
export function describeControlsContract(
  name: string,
  stores: () => { controls: ControlsStore; ledger: Ledger },
): void {
  const switchedBy = (before: Controls, by: string): Controls =>
    switched(before, { target: 'all', setting: { mode: 'approve' }, actor: by, why: `${by} says so`, at, token: by });

  describe(`${name}: the controls`, () => {
    it('say auto before anybody switched, and have no history', async () => {
      const { controls, ledger } = stores();
      expect(await controls.readControls()).toEqual(initialControls);
      expect(await controls.controlsHistory()).toEqual([]);
      const view = await ledger.read(nextCustomer(), 'rem_a', { controls: true });
      expect(view.controls).toEqual(initialControls);
    });

    it('are read as they were saved, alone and together with an account', async () => {
      const { controls, ledger } = stores();
      const before = await controls.readControls();
      const next = switchedBy(before, 'ann');
      expect(await controls.saveControls(next, before)).toBe('saved');
      expect(await controls.readControls()).toEqual(next);
      expect((await ledger.read(nextCustomer(), 'rem_a', { controls: true })).controls).toEqual(next);
    });

    it('come with an account only where they are asked for', async () => {
      const view = await stores().ledger.read(nextCustomer(), 'rem_a', { controls: false });
      expect(view).not.toHaveProperty('controls');
    });

    it('are switched by one of ten who read the same version', async () => {
      const { controls } = stores();
      const before = await controls.readControls();
      const people = Array.from({ length: 10 }, (_, n) => `person-${n}`);
      const results = await Promise.all(people.map((by) => controls.saveControls(switchedBy(before, by), before)));
      expect(results.filter((result) => result === 'saved')).toHaveLength(1);
      expect((await controls.readControls()).lastSwitch?.actor).toBe(people[results.indexOf('saved')]);
    });

    it('keep every switch for ever, the oldest first, with who and why', async () => {
      const { controls } = stores();
      for (const by of ['bob', 'cleo', 'dan']) {
        const before = await controls.readControls();
        await controls.saveControls(switchedBy(before, by), before);
      }
      const history = await controls.controlsHistory();
      expect(history.map(({ version }) => version)).toEqual(history.map((_, index) => index + 1));
      expect(history.slice(-3).map(({ lastSwitch }) => lastSwitch)).toMatchObject([
        { actor: 'bob', why: 'bob says so' },
        { actor: 'cleo', why: 'cleo says so' },
        { actor: 'dan', why: 'dan says so' },
      ]);
      expect(history.at(-1)).toEqual(await controls.readControls());
    });

    it('lose no switch from their history to a writer that came too late', async () => {
      const { controls } = stores();
      const before = await controls.readControls();
      await controls.saveControls(switchedBy(before, 'eve'), before);
      expect(await controls.saveControls(switchedBy(before, 'late'), before)).toBe('stale');
      const history = await controls.controlsHistory();
      expect(history.map(({ lastSwitch }) => lastSwitch?.actor)).toContain('eve');
      expect(history.map(({ lastSwitch }) => lastSwitch?.actor)).not.toContain('late');
    });
  });
}
