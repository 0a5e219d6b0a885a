import type { Notice, NoticeState, NoticeTemplate } from '../../lambdas/ledger/notice/notice';
import {
  beginNotice,
  fenceNotice,
  moveNotice,
  noticeCanBecome,
  suppressNotice,
} from '../../lambdas/ledger/notice/notice-transitions';
import type { RemedyRecord, RemedyState } from '../../lambdas/ledger/remedy-record';
import { remedyTransitions, TransitionError } from '../../lambdas/ledger/transitions';
import { at, issuedRecord, noticeOf } from '../contract-suites/ledger-samples';

const later = '2026-11-20T20:46:00.000Z';
const writeStamp = { at: later, token: 'token-2' };

const remedyStates = Object.keys(remedyTransitions) as RemedyState[];
const states: NoticeState[] = [
  'none',
  'held',
  'sending',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'suppressed',
  'unknown',
];
const templates: NoticeTemplate[] = ['apology', 'correction', 'resolution', 'refusal'];

const issued = issuedRecord('cus_501');

function inState(state: NoticeState): Notice {
  return noticeOf('cus_501', { state });
}

/** The table of the design, written down a second time, as pairs. */
const moves = new Set([
  'none>held',
  'held>sending',
  'held>suppressed',
  'held>none',
  'none>sending',
  'none>suppressed',
  'sending>sent',
  'sending>none',
  'sending>unknown',
  'sending>suppressed',
  'sent>delivered',
  'sent>bounced',
  'sent>complained',
  'sent>suppressed',
  'sent>unknown',
  'unknown>sent',
  'unknown>delivered',
  'unknown>bounced',
  'unknown>complained',
  'unknown>suppressed',
  'delivered>bounced',
  'delivered>complained',
  // Because a person wants it sent once more.
  'unknown>sending',
  'delivered>sending',
  'bounced>sending',
  'complained>sending',
  'suppressed>sending',
]);

it('a mail moves as its table says, and no other way', () => {
  for (const from of states) {
    for (const to of states) {
      const move = () => moveNotice(inState(from), { to, why: 'a test' }, writeStamp);
      expect(noticeCanBecome(from, to)).toBe(moves.has(`${from}>${to}`));
      if (moves.has(`${from}>${to}`)) expect(move()).toMatchObject({ state: to, at: later, version: 2 });
      else expect(move).toThrow(TransitionError);
    }
  }
});

it.each(remedyStates)('for a remedy that is %s only the mail is begun that says what is so', (state) => {
  const begun = templates.filter((template) => {
    try {
      return beginNotice({ ...issued, state }, template, undefined, writeStamp).version === 1;
    } catch (error) {
      expect(error).toBeInstanceOf(TransitionError);
      return false;
    }
  });
  // That something failed is true for ever; whether anybody has to be told is not asked here.
  const alsoSo: Partial<Record<RemedyState, NoticeTemplate[]>> = {
    issued: ['apology', 'correction', 'resolution'],
    rejected: ['correction', 'refusal'],
  };
  expect(begun).toEqual(alsoSo[state] ?? ['correction']);
});

it('a mail names the version of the record that it speaks of, whose it is and of which type, and no person', () => {
  const record: RemedyRecord = { ...issued, version: 7 };
  expect(beginNotice(record, 'apology', undefined, writeStamp)).toEqual({
    remedyId: 'rem_a',
    customerId: 'cus_501',
    type: 'VideoPlaybackFailed',
    template: 'apology',
    state: 'sending',
    at: later,
    recordVersion: 7,
    saidGiven: [1],
    token: 'token-2',
    messageId: undefined,
    dueAt: undefined,
    version: 1,
    history: [{ at: later, state: 'sending', why: 'it is being sent' }],
  });
});

it('a mail that is begun again speaks of what the record says by then, and keeps its history', () => {
  const refused = inState('none');
  const begun = beginNotice({ ...issued, version: 9 }, 'apology', refused, writeStamp);
  expect(begun).toMatchObject({ version: refused.version + 1, recordVersion: 9 });
  expect(begun.history).toEqual([...refused.history, expect.objectContaining({ state: 'sending' })]);
});

it('the id of the mail stays with it, whatever becomes of it', () => {
  const sent = moveNotice(inState('sending'), { to: 'sent', why: 'taken', messageId: 'mail-1' }, writeStamp);
  const delivered = moveNotice(sent, { to: 'delivered', why: 'the mail was delivered' }, writeStamp);
  expect(delivered).toMatchObject({ messageId: 'mail-1', state: 'delivered' });
});

it('a mail on its way goes on, whatever became of the remedy since', () => {
  const delivered = moveNotice(inState('sent'), { to: 'delivered', why: 'the mail was delivered' }, writeStamp);
  expect(delivered.state).toBe('delivered');
});

it('a mail on its usual way is on no list, so that it costs no write of the index', () => {
  const begun = beginNotice(issued, 'apology', undefined, { at, token: 't' });
  const sent = moveNotice(begun, { to: 'sent', why: 'taken' }, writeStamp);
  const ends = (['delivered', 'bounced', 'complained', 'suppressed', 'unknown'] as const).map((to) =>
    moveNotice(sent, { to, why: 'w' }, writeStamp),
  );
  for (const notice of [begun, sent, ...ends]) expect(notice.dueAt).toBeUndefined();
});

it('a mail that the mail service refuses all day keeps the end of its history, and so stays small', () => {
  let notice: Notice | undefined;
  for (let n = 0; n < 50; n++) {
    const begun = beginNotice(issued, 'apology', notice, writeStamp);
    notice = moveNotice(begun, { to: 'none', why: 'the mail service did not take it' }, writeStamp);
  }
  expect(notice).toMatchObject({ version: 100, state: 'none' });
  expect(notice?.history).toHaveLength(12);
});

it('a mail that nobody began can be kept unsent, and one that was begun cannot', () => {
  const kept = fenceNotice({ ...issued, version: 3 }, 'apology', undefined, writeStamp);
  expect(kept).toMatchObject({ state: 'none', version: 1, recordVersion: 3, dueAt: undefined });
  expect(fenceNotice(issued, 'apology', inState('none'), writeStamp).version).toBe(2);
  expect(fenceNotice(issued, 'apology', inState('held'), writeStamp).state).toBe('none');
  for (const state of states.filter((other) => other !== 'none' && other !== 'held')) {
    expect(() => fenceNotice(issued, 'apology', inState(state), writeStamp)).toThrow(TransitionError);
  }
});

describe('what cannot be is refused, and the refusal says which remedy and what of it', () => {
  it.each([
    ['the apology cannot go from sent to sending', () => beginNotice(issued, 'apology', inState('sent'), writeStamp)],
    [
      'the refusal for a issued remedy cannot go from none to sending',
      () => beginNotice(issued, 'refusal', undefined, writeStamp),
    ],
    [
      'the apology cannot go from delivered to suppressed',
      () => suppressNotice(issued, 'apology', inState('delivered'), writeStamp),
    ],
  ])('%s', (refusal, step) => {
    expect(step).toThrow(TransitionError);
    expect(step).toThrow(`rem_a: ${refusal}`);
  });
});
