import type { RecordedRemedy } from '../../../local/demo/report/recorded-remedies';
import { endings, moneyProblem, queueProblems, type Seen } from './fault-problems';
import type { Failed } from './failures';

const zoe: Failed = { customerId: 'zoe', email: 'zoe@example.com', paymentId: 'ch_1', amountMinor: 399 };

const issued: RecordedRemedy = {
  remedyId: 'rem_1',
  type: 'VideoPlaybackFailed',
  customerId: 'zoe',
  state: 'issued',
  occurredAt: '2026-11-20T20:41:07Z',
  parts: [],
  waitsFor: null,
  waitsForPerson: false,
  notice: 'sent',
};

const mail = { To: ['Zoë <zoe@example.com>'], Subject: 'Sorry', BodyText: 'Sorry' };
const nothing: Seen = { remedies: [], mails: [], listed: new Set(), listedMails: new Set() };
const onList = new Set(['rem_1']);

describe('a failure after faults has ended', () => {
  it.each<[string, Partial<Seen>]>([
    ['issued and told', { remedies: [issued], mails: [mail] }],
    ['issued, mail unknown and listed', { remedies: [{ ...issued, notice: 'unknown' }], listedMails: onList }],
    [
      'issued, mail unknown and listed',
      { remedies: [{ ...issued, notice: 'unknown' }], mails: [mail], listedMails: onList },
    ],
    ['issued, mail suppressed and listed', { remedies: [{ ...issued, notice: 'suppressed' }], listedMails: onList }],
    ['needs-attention', { remedies: [{ ...issued, state: 'needs-attention', notice: 'none' }], listed: onList }],
  ])('%s', (ended, seen) => {
    expect(endings([zoe], { ...nothing, ...seen })).toEqual([expect.objectContaining({ ended })]);
  });
});

describe('a failure after faults is not as it should be', () => {
  it.each<[string, Partial<Seen>]>([
    ['no remedy is recorded', {}],
    ['2 remedies are recorded', { remedies: [issued, { ...issued, remedyId: 'rem_2' }] }],
    ['2 mails left', { remedies: [issued], mails: [mail, mail] }],
    ['issued, and 0 mails left (sent)', { remedies: [issued] }],
    ['issued, and 0 mails left (none)', { remedies: [{ ...issued, notice: 'none' }] }],
    ['issued, and 1 mails left (suppressed)', { remedies: [{ ...issued, notice: 'suppressed' }], mails: [mail] }],
    ['its mail is unknown, and on no list', { remedies: [{ ...issued, notice: 'unknown' }] }],
    ['neither issued nor left to a person: unknown', { remedies: [{ ...issued, state: 'unknown' }] }],
    [
      'neither issued nor left to a person: held (over a limit)',
      { remedies: [{ ...issued, state: 'held', waitsFor: 'over a limit' }] },
    ],
    ['needs-attention, and on no list', { remedies: [{ ...issued, state: 'needs-attention' }] }],
    ['needs-attention, and a mail left', { remedies: [{ ...issued, state: 'needs-attention' }], mails: [mail] }],
  ])('%s', (problem, seen) => {
    expect(endings([zoe], { ...nothing, ...seen })).toEqual([{ problem }]);
  });
});

it('finds money that was not given, given twice, in the wrong amount, or in two halves', () => {
  expect(moneyProblem(zoe, true, [399])).toBeUndefined();
  expect(moneyProblem(zoe, false, [399])).toBeUndefined();
  expect(moneyProblem(zoe, false, [])).toBeUndefined();
  expect(moneyProblem(zoe, true, [])).toBe('399 is owed, and the provider booked nothing');
  expect(moneyProblem(zoe, true, [398])).toBe('399 is owed, and the provider booked 398');
  expect(moneyProblem(zoe, false, [399, 399])).toBe('399 is owed, and the provider booked 399 and 399');
  expect(moneyProblem(zoe, true, [200, 199])).toBe('399 is owed, and the provider booked 200 and 199');
});

it('finds what is left in a queue, be it worked on or given up', () => {
  const depths = [
    { name: 'Films', waiting: 0, inHand: 0 },
    { name: 'Mails', waiting: 0, inHand: 2 },
    { name: 'DeadLetterQueue', waiting: 1, inHand: 0 },
  ];
  expect(queueProblems(depths)).toEqual(['the queue Mails holds 2 events', 'the queue DeadLetterQueue holds 1 events']);
});
