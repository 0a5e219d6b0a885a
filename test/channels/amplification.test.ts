import {
  amplificationSchema,
  causeKey,
  countWriter,
  type Amplification,
  type CauseRecord,
} from '../../lambdas/channels/amplification/amplification';
import { minuteMs } from '../../lambdas/model/durations';

const hour: Amplification = { people: 3, withinMinutes: 60 };
const start = Date.parse('2026-11-30T12:00:00Z');

const post = (handle: string | undefined, messageId = `m_${handle ?? 'x'}`) => ({
  replyTo: {
    network: 'facebook',
    account: '103871',
    messageId,
    threadId: messageId,
    writtenAt: '2026-11-30T12:00:00Z',
  },
  author: handle === undefined ? {} : { handle },
});

/** What each of them makes of it, one a minute unless it says otherwise. */
function written(posts: readonly (readonly [handle: string | undefined, messageId?: string, minute?: number])[]) {
  let record: CauseRecord = { key: 'k'.repeat(40), writers: [], version: 0 };
  return posts.map(([handle, messageId, minute], index) => {
    const now = new Date(start + (minute ?? index) * minuteMs);
    const counted = countWriter(record, post(handle, messageId), hour, now);
    record = counted.record;
    return { ...counted, record };
  });
}

const stateOf = ({ amplified }: ReturnType<typeof written>[number]) =>
  amplified && (amplified.isOpening ? 'opens' : 'open');

it('is an incident once so many different people have written, and each one after that belongs to it', () => {
  const counted = written([['a'], ['b'], ['c'], ['d']]);
  expect(counted.map(stateOf)).toEqual([undefined, undefined, 'opens', 'open']);
  expect(counted[3]?.amplified?.incidentId).toBe(counted[2]?.amplified?.incidentId);
});

it('is none where one person writes again and again', () => {
  const angry = [0, 1, 2, 3, 4].map((number) => ['a', `m_${number}`] as const);
  expect(written(angry).map(stateOf)).toEqual(angry.map(() => undefined));
});

it('counts those whose handle is not shown by what they wrote', () => {
  expect(
    written([
      [undefined, '1'],
      [undefined, '2'],
      [undefined, '2'],
      [undefined, '3'],
    ]).map(stateOf),
  ).toEqual([undefined, undefined, undefined, 'opens']);
});

it('is none where they wrote over a longer time', () => {
  expect(
    written([
      ['a', 'm1', 0],
      ['b', 'm2', 40],
      ['c', 'm3', 61],
      ['d', 'm4', 130],
    ]).map(stateOf),
  ).toEqual([undefined, undefined, undefined, undefined]);
});

it('is told again where the message that made it one is delivered again, and of no other', () => {
  const counted = written([['a'], ['b'], ['c', 'third'], ['a', 'm_a'], ['c', 'third']]);
  expect(counted.map(stateOf)).toEqual([undefined, undefined, 'opens', 'open', 'opens']);
});

it('is over once nobody has written for the window, and another one after that', () => {
  const counted = written([
    ['a', 'm1', 0],
    ['b', 'm2', 1],
    ['c', 'm3', 2],
    ['d', 'm4', 61],
    ['a', 'm5', 130],
    ['b', 'm6', 131],
    ['c', 'm7', 132],
  ]);
  expect(counted.map(stateOf)).toEqual([undefined, undefined, 'opens', 'open', undefined, undefined, 'opens']);
  expect(counted[6]?.amplified?.incidentId).not.toBe(counted[2]?.amplified?.incidentId);
});

it('keeps nobody who could be found again, and no more than it needs', () => {
  const many = Array.from({ length: 50 }, (_, number) => [`+4420794600${number}`, `m_${number}`] as const);
  const last = written(many).at(-1);
  expect(last?.record.writers).toHaveLength(hour.people);
  expect(last?.record.writers[0]?.who).toMatch(/^[0-9a-f]{6}$/);
  expect(JSON.stringify(last)).not.toMatch(/\+44/);
});

it('knows a cause by where it was written and what it is, in any case', () => {
  const one = post('a');
  expect(causeKey(one, 'No answer')).toBe(causeKey(post('b'), 'no ANSWER'));
  expect(causeKey(one, 'No answer')).not.toBe(causeKey(one, 'never again'));
  const elsewhere = { ...one, replyTo: { ...one.replyTo, account: '2' } };
  expect(causeKey(one, 'No answer')).not.toBe(causeKey(elsewhere, 'No answer'));
});

it.each([
  { people: 1, withinMinutes: 60 },
  { people: 201, withinMinutes: 60 },
  { people: 3, withinMinutes: 0 },
  { people: 3, withinMinutes: 1_441 },
  { people: 3 },
])('%j is no setting of it', (given) => {
  expect(amplificationSchema.safeParse(given).success).toBe(false);
});
