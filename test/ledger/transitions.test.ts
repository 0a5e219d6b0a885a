import * as fc from 'fast-check';
import { dueAt, type EntryState, type NoticeState } from '../../lambdas/ledger/entry';
import { moveEntry, moveNotice, TransitionError } from '../../lambdas/ledger/transitions';
import { filmFailure } from '../fakes/film-failure';
import { World } from '../fakes/world';

const at = '2026-11-20T21:00:00.000Z';
const states: EntryState[] = [
  'held',
  'approved',
  'rejected',
  'executing',
  'paid',
  'pending',
  'declined',
  'unknown',
  'late-failed',
  'fallback',
  'manual',
];
const notices: NoticeState[] = [
  'none',
  'sending',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'suppressed',
  'unknown',
];

async function paidEntry() {
  const world = new World();
  await world.deliver(filmFailure());
  return world.onlyEntry();
}

/** The table of the design, written down a second time, as pairs. */
const moves = new Set([
  'held>approved',
  'held>rejected',
  'approved>executing',
  'executing>paid',
  'executing>pending',
  'executing>declined',
  'executing>unknown',
  'unknown>paid',
  'unknown>pending',
  'unknown>declined',
  'unknown>executing',
  'unknown>manual',
  'pending>paid',
  'pending>late-failed',
  'paid>late-failed',
  'declined>fallback',
  'declined>manual',
  'late-failed>fallback',
  'late-failed>manual',
  'fallback>executing',
  'fallback>manual',
]);

it('a remedy moves as the table says, and no other way', async () => {
  const entry = await paidEntry();
  for (const from of states) {
    for (const to of states) {
      const move = () => moveEntry({ ...entry, state: from }, to, at, 'a test');
      if (moves.has(`${from}>${to}`)) expect(move()).toMatchObject({ state: to, version: 2, dueAt: dueAt(to, at) });
      else expect(move).toThrow(TransitionError);
    }
  }
});

it('every walk adds one version and one line of history a step, and changes nothing that was promised', async () => {
  const entry = await paidEntry();
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...states), { maxLength: 12 }), (walk) => {
      let walked = { ...entry, state: 'unknown' as EntryState };
      for (const to of walk) {
        if (!moves.has(`${walked.state}>${to}`)) continue;
        walked = moveEntry(walked, to, at, `to ${to}`);
        expect(walked.history).toHaveLength(walked.version);
        expect(walked.history.at(-1)).toEqual({
          version: walked.version,
          at,
          state: to,
          notice: 'none',
          why: `to ${to}`,
        });
      }
      const { state: _s, version: _v, history: _h, dueAt: _d, ...promised } = walked;
      const { state: _s0, version: _v0, history: _h0, dueAt: _d0, ...before } = entry;
      expect(promised).toEqual(before);
    }),
  );
});

it.each(states.filter((state) => state !== 'paid'))('no apology is sent for a remedy that is %s', async (state) => {
  const entry = { ...(await paidEntry()), state };
  expect(() => moveNotice(entry, { state: 'sending', at }, 'a test')).toThrow(TransitionError);
});

it('an apology that was taken by the mail service never goes back to unsent', async () => {
  const entry = await paidEntry();
  for (const from of notices.filter((notice) => notice !== 'sending')) {
    for (const to of ['none', 'sending'] as const) {
      if (from === 'none' && to === 'sending') continue;
      const move = () => moveNotice({ ...entry, notice: { state: from, at } }, { state: to, at }, 'a test');
      expect(move).toThrow(TransitionError);
    }
  }
});

it('an apology in doubt waits for a look, and one that was sent for nothing', async () => {
  const entry = moveNotice(await paidEntry(), { state: 'sending', at, token: 't' }, 'sending');
  expect(moveNotice(entry, { state: 'unknown', at }, 'doubt').dueAt).toBe(at);
  expect(moveNotice(entry, { state: 'sent', at }, 'sent').dueAt).toBeUndefined();
});

it('whatever somebody still has to do about has a date, and only that', () => {
  const done = states.filter((state) => dueAt(state, at) === undefined);
  expect(done).toEqual(['rejected', 'paid']);
});
