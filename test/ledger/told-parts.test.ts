import type { Notice, NoticeTemplate } from '../../lambdas/ledger/notice/notice';
import { beginNotice, fenceNotice } from '../../lambdas/ledger/notice/notice-transitions';
import { failedSince, lastWordOf } from '../../lambdas/ledger/notice/told-parts';
import type { PartRecord, RemedyRecord } from '../../lambdas/ledger/remedy-record';
import { issuedRecord, noticeOf } from '../contract-suites/ledger-samples';
import { call, gift, refund } from '../fakes/parts';

const stamp = { at: '2026-11-20T20:46:00.000Z', token: 'token-2' };
const declined = { state: 'declined', reason: 'insufficient-balance' } as const;
const given = { state: 'succeeded', providerRef: 'ref_1' } as const;

function part(number: number, change: Partial<PartRecord> = {}): PartRecord {
  return { part: refund, number, key: `rem_a_${number}`, outcome: given, ...change };
}

function recordOf(...parts: PartRecord[]): RemedyRecord {
  return { ...issuedRecord('cus_501'), parts, version: 4 };
}

function mailOf(record: RemedyRecord, template: NoticeTemplate = 'apology'): Notice {
  return beginNotice(record, template, undefined, stamp);
}

/** As it was kept before it was kept what a mail had told. */
function oldNotice(recordVersion: number, template: NoticeTemplate = 'apology'): Notice {
  return { ...noticeOf('cus_501', { state: 'sent', recordVersion }), template, saidGiven: undefined };
}

const failedInVersion4: RemedyRecord = {
  ...recordOf(part(1, { outcome: declined }), part(2, { outcome: declined, part: gift }), part(3, { insteadOf: 1 })),
  history: [{ version: 4, at: stamp.at, state: 'late-failed', why: 'a test' }],
};

it('a mail keeps which parts it says were given: none that was replaced by then, and no call', () => {
  const replaced = [part(1, { outcome: declined }), part(2, { insteadOf: 1 })];
  const record = recordOf(...replaced, part(3, { part: call }), part(4, { part: gift }));
  expect(mailOf(record).saidGiven).toEqual([2, 4]);
  expect(mailOf(record, 'correction').saidGiven).toBeUndefined();
});

it('who waits for a confirmation reads what was given before, and who waits for a person does not', () => {
  const record = recordOf(part(1), part(2, { outcome: { state: 'pending', providerRef: 'ref_2' } }));
  expect(mailOf({ ...record, state: 'pending' }, 'waiting').saidGiven).toEqual([1]);
  expect(mailOf({ ...record, state: 'held' }, 'waiting').saidGiven).toBeUndefined();
});

it('what fails after the mail is to be corrected, and what failed before it or was never told is not', () => {
  const mail = mailOf(recordOf(part(1, { outcome: declined }), part(2, { insteadOf: 1 })));
  const [first, second] = [part(1, { outcome: declined }), part(2, { insteadOf: 1, outcome: declined })];
  const third = part(3, { insteadOf: 2, outcome: declined });
  expect(failedSince(mail, recordOf(first, second, third)).map(({ number }) => number)).toEqual([2]);
  expect(failedSince(mail, recordOf(first, part(2, { insteadOf: 1 }), third))).toEqual([]);
});

it('a credit that a person took back did not fail', () => {
  const mail = mailOf(recordOf(part(1, { part: gift })));
  const withdrawal = { actor: 'ann', at: stamp.at };
  expect(failedSince(mail, recordOf(part(1, { part: gift, outcome: declined, withdrawal })))).toEqual([]);
});

it('a mail that never began has said nothing', () => {
  const kept = fenceNotice(recordOf(part(1)), 'apology', undefined, stamp);
  expect(failedSince(kept, failedInVersion4)).toEqual([]);
  expect(failedSince(undefined, failedInVersion4)).toEqual([]);
});

it('a mail of before that was kept has told all that failed in a later version, and a waiting one nothing', () => {
  expect(failedSince(oldNotice(3), failedInVersion4).map(({ number }) => number)).toEqual([1, 2]);
  expect(failedSince(oldNotice(4), failedInVersion4)).toEqual([]);
  expect(failedSince(oldNotice(3, 'waiting'), failedInVersion4)).toEqual([]);
});

it('the last word is what put things right, and else the mail before it that has begun', () => {
  const record = recordOf(part(1));
  const [apology, resolution] = [mailOf(record), mailOf(record, 'resolution')];
  const fenced = fenceNotice(record, 'resolution', undefined, stamp);
  expect(lastWordOf({ apology, resolution })).toBe(resolution);
  expect(lastWordOf({ apology, resolution: fenced })).toBe(apology);
  expect(lastWordOf({ waiting: mailOf({ ...record, state: 'pending' }, 'waiting') })?.template).toBe('waiting');
  expect(lastWordOf({})).toBeUndefined();
});
