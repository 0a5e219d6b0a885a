import { nextWords, turnOf, type Lived } from '../../../local/practice/persona';
import type { Saying } from '../../../local/practice/scenario';

const saying = (when: Saying['when'], says: string, change: Partial<Saying> = {}): Saying => ({
  when,
  says,
  afterSeconds: 10,
  closes: false,
  onceRead: [],
  unless: [],
  ...change,
});

const says = [
  saying('mail', 'When does it come?'),
  saying('silence', 'Hello?', { afterSeconds: 60 }),
  saying('silence', 'Is anybody there?', { afterSeconds: 120 }),
  saying('answer', 'And who brings it?', { unless: ['courier'] }),
  saying('answer', 'Thank you.', { closes: true }),
];

const began: Lived = { by: 'customer', at: 0, text: 'It never came.' };
const mailed: Lived = { by: 'company', at: 1_000, text: 'A new one is on its way.', subject: 'On its way' };
const wrote = (index: number, at: number): Lived => {
  const { says: text = '', closes } = says[index] ?? {};
  return { by: 'customer', at, text, saying: index, closes };
};
const answered = (text: string, at: number): Lived => ({ by: 'person', at, text, subject: 'Re: On its way' });

const next = (...lived: readonly Lived[]) => nextWords({ says }, lived, 1_000);

it('a customer who has heard of nobody says nothing more', () => {
  expect(next(began)).toBeUndefined();
  expect(turnOf({ says }, [began])).toBe('begins');
});

it('a customer answers the mail of the company after their own time', () => {
  expect(next(began, mailed)).toMatchObject({ says: 'When does it come?', at: 11_000 });
  expect(turnOf({ says }, [began, mailed])).toBe('reads');
});

it('one whom nobody answers asks again, each time with other words, and then waits', () => {
  const asked = [began, mailed, wrote(0, 11_000)];
  expect(next(...asked)).toMatchObject({ says: 'Hello?', at: 71_000 });
  expect(next(...asked, wrote(1, 71_000))).toMatchObject({ says: 'Is anybody there?', at: 191_000 });
  expect(next(...asked, wrote(1, 71_000), wrote(2, 191_000))).toBeUndefined();
  expect(turnOf({ says }, [...asked, wrote(1, 71_000), wrote(2, 191_000)])).toBe('waits');
});

it('a mail that the company sends by itself is no answer to a question', () => {
  const later: Lived = { ...mailed, at: 12_000, subject: 'It has been sent' };
  expect(next(began, mailed, wrote(0, 11_000), later)).toMatchObject({ says: 'Hello?' });
});

it('an answer that leaves something open is asked about, and one that says it is not', () => {
  const asked = [began, mailed, wrote(0, 11_000)];
  expect(next(...asked, answered('On Friday.', 20_000))).toMatchObject({ says: 'And who brings it?', at: 30_000 });
  expect(next(...asked, answered('On Friday, by Courier.', 20_000))).toMatchObject({ says: 'Thank you.' });
});

it('what was asked of a person is not answered by what the mail before happens to mention', () => {
  const mentions: Lived = { ...mailed, text: 'A new one is on its way. The courier’s papers say otherwise.' };
  const asked = [began, mentions, wrote(0, 11_000), answered('On Friday.', 20_000)];
  expect(next(...asked)).toMatchObject({ says: 'And who brings it?' });
});

it('a thank you wants no answer', () => {
  const thanked = [began, mailed, wrote(0, 11_000), answered('By courier.', 20_000), wrote(4, 30_000)];
  expect(next(...thanked)).toBeUndefined();
  expect(turnOf({ says }, thanked)).toBe('content');
});

it('what somebody says only once they have read something waits for that', () => {
  const careful = { says: [saying('mail', 'Do I send it back?', { onceRead: ['refunded'] })] };
  expect(nextWords(careful, [began, mailed], 1_000)).toBeUndefined();
  const refunded: Lived = { ...mailed, at: 5_000, text: 'We’ve refunded £5.' };
  expect(nextWords(careful, [began, mailed, refunded], 1_000)).toMatchObject({ at: 15_000 });
});
