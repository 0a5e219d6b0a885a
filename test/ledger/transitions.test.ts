import * as fc from 'fast-check';
import type { RemedyRecord, RemedyState } from '../../lambdas/ledger/remedy-record';
import { dueOf } from '../../lambdas/ledger/due';
import {
  canBecome,
  withNextPoll,
  markPublished,
  moveRemedy,
  takeExecution,
  TransitionError,
  withApproval,
  withHold,
  withParts,
} from '../../lambdas/ledger/transitions';
import { heldRecord, issuedRecord, pendingRecord } from '../contract-suites/ledger-samples';

const at = '2026-11-20T21:00:00.000Z';
const writeStamp = { at, token: 'token-2' };
const hour = 60 * 60 * 1000;
const states: RemedyState[] = [
  'held',
  'approved',
  'rejected',
  'executing',
  'issued',
  'pending',
  'declined',
  'unknown',
  'late-failed',
  'fallback',
  'needs-attention',
];
const paid = issuedRecord('cus_501');
const held = heldRecord('cus_501');

function inState(state: RemedyState): RemedyRecord {
  return { ...paid, state };
}

/** The table of the design, written down a second time, as pairs. */
const moves = new Set([
  'held>approved',
  'held>rejected',
  'approved>executing',
  'approved>held',
  'approved>needs-attention',
  'executing>issued',
  'executing>pending',
  'executing>declined',
  'executing>unknown',
  'executing>held',
  'executing>needs-attention',
  'unknown>issued',
  'unknown>pending',
  'unknown>declined',
  'unknown>executing',
  'unknown>needs-attention',
  'pending>issued',
  'pending>late-failed',
  'pending>needs-attention',
  'issued>late-failed',
  'declined>fallback',
  'declined>needs-attention',
  'late-failed>fallback',
  'late-failed>needs-attention',
  'fallback>executing',
  'fallback>held',
  'fallback>needs-attention',
  'needs-attention>executing',
]);

it('a remedy moves as the table says, and no other way', () => {
  for (const from of states) {
    for (const to of states) {
      const move = () => moveRemedy(inState(from), { to, why: 'a test' }, writeStamp);
      expect(canBecome(from, to)).toBe(moves.has(`${from}>${to}`));
      if (moves.has(`${from}>${to}`)) expect(move()).toMatchObject({ state: to, version: 2, writtenBy: 'token-2' });
      else expect(move).toThrow(TransitionError);
    }
  }
});

it('every walk adds one version and one line of history a step, and changes nothing that was promised', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...states), { maxLength: 12 }), (walk) => {
      let walked = inState('unknown');
      for (const to of walk) {
        if (!moves.has(`${walked.state}>${to}`)) continue;
        walked = moveRemedy(walked, { to, why: `to ${to}` }, writeStamp);
        expect(walked.history).toHaveLength(walked.version);
        expect(walked.history.at(-1)).toEqual({ version: walked.version, at, state: to, why: `to ${to}` });
        expect(walked.dueAt).toBe(dueOf(walked, at));
      }
      expect(promisedIn(walked)).toEqual(promisedIn(paid));
    }),
  );
});

function promisedIn(record: RemedyRecord): Partial<RemedyRecord> {
  const { remedyId, customerId, orderId, lineId, parts, reasons, policyVersion, committedAt, recordedBy } = record;
  return { remedyId, customerId, orderId, lineId, parts, reasons, policyVersion, committedAt, recordedBy };
}

it('every move that is published stays unpublished until it was published', () => {
  const silent = ['approved', 'executing', 'fallback'];
  for (const [from, to] of [...moves].map((move) => move.split('>') as [RemedyState, RemedyState])) {
    const moved = moveRemedy(inState(from), { to, why: 'a test' }, writeStamp);
    expect(moved.unpublished).toBe(silent.includes(to) ? undefined : true);
    if (!moved.unpublished) continue;
    expect(moved.dueAt).toBeDefined();
    expect(markPublished(moved, writeStamp)).toMatchObject({ unpublished: undefined, state: to, version: 3 });
  }
});

describe('whatever somebody still has to do about has a date, and only that', () => {
  const dueIn = (record: RemedyRecord): number | undefined =>
    record.dueAt === undefined ? undefined : Date.parse(record.dueAt) - Date.parse(at);
  const due = (change: Partial<RemedyRecord>): number | undefined => {
    const dueAt = dueOf({ ...paid, ...change }, at);
    return dueAt === undefined ? undefined : Date.parse(dueAt) - Date.parse(at);
  };

  it('nothing waits that is finished', () => {
    const done = states.filter((state) => dueOf(inState(state), at) === undefined);
    expect(done).toEqual(['rejected', 'issued', 'needs-attention']);
  });

  it.each([
    ['unknown', 120_000],
    ['pending', hour],
    ['approved', 0],
    ['declined', 0],
    ['late-failed', 0],
  ] as const)('what is %s after %d ms', (state, ms) => {
    expect(due({ state })).toBe(ms);
  });

  it('looks are fewer and fewer, and never stop', () => {
    for (const state of ['unknown', 'pending', 'approved', 'declined', 'late-failed', 'fallback'] as const) {
      const waits = Array.from({ length: 30 }, (_, pollCount) => due({ state, pollCount }) ?? Number.NaN);
      expect(waits).toEqual(waits.toSorted((a, b) => a - b));
      expect(waits[10]).toBeGreaterThanOrEqual(6 * hour);
      expect(waits[29]).toBeLessThanOrEqual(24 * hour);
    }
  });

  it('a look that found nothing makes the next one later', () => {
    const looked = withNextPoll({ ...pendingRecord('cus_501'), pollCount: 7 }, 'still at it', writeStamp);
    expect(looked).toMatchObject({ pollCount: 8, state: 'pending', version: 2 });
    expect(dueIn(looked)).toBeGreaterThan(hour);
  });

  it('asking again with the same key is a look too, so a provider that keeps repeating itself is asked less and less', () => {
    let record: RemedyRecord = { ...pendingRecord('cus_501'), state: 'unknown' };
    const waits: number[] = [];
    for (let round = 0; round < 5; round++) {
      const executing = moveRemedy(record, { to: 'executing', why: 'again' }, writeStamp);
      record = markPublished(moveRemedy(executing, { to: 'unknown', why: 'no answer' }, writeStamp), writeStamp);
      waits.push(dueIn(record) ?? 0);
    }
    expect(waits).toEqual([4, 8, 16, 32, 64].map((minutes) => minutes * 60_000));
    expect(moveRemedy(record, { to: 'pending', why: 'found' }, writeStamp).pollCount).toBe(0);
  });

  it('a later attempt has its date, and an execution its lease', () => {
    const [part] = paid.parts;
    if (!part) throw new Error('no part');
    const notBefore = '2026-11-21T03:00:00.000Z';
    const parts = [{ ...part, outcome: { state: 'planned' } as const, notBefore }];
    expect(due({ state: 'fallback', parts })).toBe(6 * hour);
    expect(due({ state: 'executing', execution: { token: 't', leaseUntil: notBefore } })).toBe(6 * hour);
  });

  it('a state that was not published', () => {
    expect(due({ unpublished: true })).toBe(60_000);
  });

  it('of several dates the first one counts', () => {
    expect(due({ state: 'pending', unpublished: true })).toBe(60_000);
  });

  it('a hold is due when it has to be escalated, which is before its deadline', () => {
    expect(held.dueAt).toBe(held.hold?.escalateAt);
    expect(Date.parse(held.hold?.escalateAt ?? '')).toBeLessThan(Date.parse(held.hold?.deadline ?? ''));
  });
});

describe('a hold', () => {
  it('that needs two is approved by the second, not by the first', () => {
    const once = withApproval(held, { actor: 'ann', at, why: 'looked at it' }, writeStamp);
    expect(once).toMatchObject({ state: 'held', version: 2 });
    expect(withApproval(once, { actor: 'bob', at, why: 'looked at it' }, writeStamp)).toMatchObject({
      state: 'approved',
      version: 3,
    });
  });

  it.each(states.filter((state) => state !== 'held'))('is nothing that %s has', (state) => {
    const entry = { ...held, state };
    expect(() => withApproval(entry, { actor: 'ann', at, why: 'looked at it' }, writeStamp)).toThrow(TransitionError);
    expect(() => withHold(entry, {}, 'a test', writeStamp)).toThrow(TransitionError);
  });
});

it('what stopped a remedy is the first of its reasons while it is held, and none of them afterwards', () => {
  const why = 'all is switched off';
  const hold = {
    deadline: at,
    escalateAt: at,
    escalations: 0,
    approvals: [],
    approvalsNeeded: 1,
    withIncident: false,
  } as const;
  const stopping = { to: 'held', why, hold: { ...hold, cause: 'switched-off', why } } as const;
  const stopped = moveRemedy(inState('executing'), stopping, writeStamp);
  expect(stopped.reasons).toEqual([why, ...paid.reasons]);
  expect(withHold(stopped, { deadline: at }, 'more time', writeStamp).reasons).toEqual([why, ...paid.reasons]);
  const released = withApproval(stopped, { actor: 'ann', at, why: 'looked at it' }, writeStamp);
  expect(released).toMatchObject({ state: 'approved', reasons: paid.reasons });
  expect(moveRemedy(released, stopping, writeStamp).reasons).toEqual([why, ...paid.reasons]);
});

it('only what is being carried out is taken over', () => {
  const execution = { token: 't', leaseUntil: at };
  expect(takeExecution(inState('executing'), execution, writeStamp)).toMatchObject({ state: 'executing', execution });
  for (const state of states.filter((other) => other !== 'executing')) {
    expect(() => takeExecution(inState(state), execution, writeStamp)).toThrow(TransitionError);
  }
});

describe('the history says in words what was done', () => {
  const lastLine = (record: RemedyRecord) => record.history.at(-1);

  it('of approvals, whose they were and whether another one is needed', () => {
    const once = withApproval(held, { actor: 'ann', at, why: 'looked at it' }, writeStamp);
    expect(lastLine(once)).toEqual({
      version: 2,
      at,
      state: 'held',
      why: 'approved by ann: looked at it; another person has to approve too',
    });
    expect(once.hold).toEqual({ ...held.hold, approvals: [{ actor: 'ann', at, why: 'looked at it' }] });
    const twice = withApproval(once, { actor: 'bob', at, why: 'looked at it' }, writeStamp);
    expect(lastLine(twice)).toEqual({ version: 3, at, state: 'approved', why: 'approved by bob: looked at it' });
  });

  it('of a hold, a look, and news of a part', () => {
    const extended = withHold(held, { deadline: '2026-12-24T00:00:00.000Z' }, 'more time', writeStamp);
    expect(extended.hold).toEqual({ ...held.hold, deadline: '2026-12-24T00:00:00.000Z' });
    expect(lastLine(extended)).toMatchObject({ state: 'held', why: 'more time' });
    const looked = withNextPoll(pendingRecord('cus_501'), 'still at it', writeStamp);
    expect(lastLine(looked)).toMatchObject({ state: 'pending', why: 'still at it' });
    const [part] = paid.parts;
    const parts = part ? [part, { ...part, number: 2 }] : [];
    expect(withParts(paid, parts, 'half of it', writeStamp)).toMatchObject({
      state: 'issued',
      parts,
      version: 2,
      writtenBy: 'token-2',
      history: [{ version: 1 }, { version: 2, at, state: 'issued', why: 'half of it' }],
    });
  });

  it('of what was published, and of an attempt that took over', () => {
    const unpublished = { ...paid, unpublished: true };
    expect(lastLine(markPublished(unpublished, writeStamp))).toMatchObject({
      state: 'issued',
      why: 'published as issued',
    });
    const taken = takeExecution(inState('executing'), { token: 't', leaseUntil: at }, writeStamp);
    expect(lastLine(taken)).toMatchObject({ why: 'taken over from an attempt that did not come back' });
  });
});

describe('what cannot be is refused, and the refusal says which remedy and what of it', () => {
  it.each([
    ['the remedy cannot go from issued to held', () => moveRemedy(paid, { to: 'held', why: 'w' }, writeStamp)],
    [
      'the remedy cannot go from issued to approved',
      () => withApproval(paid, { actor: 'ann', at, why: 'looked at it' }, writeStamp),
    ],
    ['the hold cannot go from issued to held', () => withHold(paid, {}, 'w', writeStamp)],
    [
      'the execution cannot go from issued to executing',
      () => takeExecution(paid, { token: 't', leaseUntil: at }, writeStamp),
    ],
  ])('%s', (refusal, step) => {
    expect(step).toThrow(TransitionError);
    expect(step).toThrow(`rem_a: ${refusal}`);
  });

  it('under its own name', () => {
    expect(String(new TransitionError('rem_a', 'the remedy', 'issued', 'held'))).toBe(
      'TransitionError: rem_a: the remedy cannot go from issued to held',
    );
  });

  it('a hold that was lost is neither approved nor extended', () => {
    const lost = { ...held, hold: undefined };
    expect(() => withApproval(lost, { actor: 'ann', at, why: 'looked at it' }, writeStamp)).toThrow(TransitionError);
    expect(() => withHold(lost, {}, 'w', writeStamp)).toThrow(TransitionError);
  });
});

it('an execution ends with the state it led to', () => {
  const executing = moveRemedy(
    inState('approved'),
    { to: 'executing', why: 'w', execution: { token: 't', leaseUntil: at } },
    writeStamp,
  );
  expect(executing.execution).toEqual({ token: 't', leaseUntil: at });
  expect(moveRemedy(executing, { to: 'issued', why: 'w' }, writeStamp).execution).toBeUndefined();
});

it('looks are counted while nothing comes of them, and from the beginning once something does', () => {
  const looked = (state: RemedyState, to: RemedyState) =>
    moveRemedy({ ...inState(state), pollCount: 3 }, { to, why: 'w' }, writeStamp).pollCount;
  expect(looked('unknown', 'executing')).toBe(4);
  expect(looked('executing', 'unknown')).toBe(3);
  expect(looked('unknown', 'pending')).toBe(0);
  expect(looked('executing', 'pending')).toBe(0);
  expect(looked('approved', 'executing')).toBe(0);
});

describe('the date of the next look', () => {
  const dueAfter = (change: Partial<RemedyRecord>): number =>
    Date.parse(dueOf({ ...paid, ...change }, at) ?? '') - Date.parse(at);
  const minute = 60_000;

  it.each([
    ['unknown', 1, 4 * minute],
    ['unknown', 7, 256 * minute],
    ['unknown', 8, 6 * hour],
    ['unknown', 30, 6 * hour],
    ['pending', 1, hour],
    ['pending', 9, 1_024 * minute],
    ['pending', 10, 20 * hour],
    ['declined', 1, 4 * minute],
  ] as const)('of what is %s comes later with %d looks', (state, pollCount, ms) => {
    expect(dueAfter({ state, pollCount })).toBe(ms);
  });

  it('of what is pending and was owed long since comes before it is escalated again, or nobody would ever look', () => {
    const afterADay = new Date(Date.parse(at) + 24 * hour).toISOString();
    const nextEscalation = new Date(Date.parse(at) + 48 * hour).toISOString();
    const record = { ...paid, state: 'pending', pollCount: 20, owed: { by: at, escalations: 3 } } as const;
    const due = dueOf(record, afterADay) ?? '';
    expect(due > afterADay && due < nextEscalation).toBe(true);
  });

  it('is now, where a hold, a lease or a date is missing', () => {
    for (const state of ['held', 'executing', 'fallback'] as const) expect(dueAfter({ state, parts: [] })).toBe(0);
    expect(dueAfter({ state: 'fallback' })).toBe(0);
  });

  it('of another part given instead is the one of that part, not of what was carried out', () => {
    const [part] = paid.parts;
    if (!part) throw new Error('no part');
    const planned = {
      ...part,
      number: 2,
      outcome: { state: 'planned' } as const,
      notBefore: '2026-11-21T03:00:00.000Z',
    };
    const parts = [{ ...part, notBefore: '2026-11-20T22:00:00.000Z' }, planned];
    expect(dueAfter({ state: 'fallback', parts })).toBe(6 * hour);
  });

  it('is now for what was declined, even if another part is planned for later', () => {
    const [part] = paid.parts;
    if (!part) throw new Error('no part');
    const planned = { ...part, outcome: { state: 'planned' } as const, notBefore: '2026-11-21T03:00:00.000Z' };
    expect(dueAfter({ state: 'late-failed', parts: [planned] })).toBe(0);
  });

  it('is never for what is finished, however often somebody looked', () => {
    expect(dueOf({ ...paid, pollCount: 5 }, at)).toBeUndefined();
  });

  it('stays the one of the hold while it is later than the next look', () => {
    expect(dueAfter({ state: 'held', pollCount: 1, hold: held.hold })).toBeGreaterThan(24 * hour);
  });
});
