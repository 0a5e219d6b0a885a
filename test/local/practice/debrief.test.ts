import { amountsNamed } from '../../../local/practice/amounts-named';
import { debriefOf, type ByPolicy, type DebriefFacts, type GivenRemedy } from '../../../local/practice/debrief';
import type { Lived } from '../../../local/practice/persona';
import { readScenarios } from '../../../local/practice/read-scenarios';

const scenario = readScenarios().find(({ id }) => id === 'console-for-christmas');
if (!scenario) throw new Error('there is no such story');

const minute = 60_000;
const began: Lived = { by: 'customer', at: 0, text: 'It never came.' };
const mailed: Lived = {
  by: 'company',
  at: 2_000,
  text: 'A new one is on its way.',
  subject: 'A new one is on its way',
};
const wrote: Lived = { by: 'customer', at: minute, text: 'When?', saying: 0 };
const answer = (text: string, at = 3 * minute): Lived => ({ by: 'person', at, text, subject: 'Re: On its way' });

const policy: ByPolicy = {
  outcome: 'give',
  kinds: 'replacement',
  amounts: [{ amountMinor: 18_900, currency: 'GBP' }],
  reasons: ['a new one'],
};
const replaced: GivenRemedy = {
  remedyId: 'rem_1',
  type: 'ParcelLost',
  state: 'issued',
  parts: ['replacement £189.00 (succeeded)'],
  amounts: [{ amountMinor: 18_900, currency: 'GBP' }],
  reasons: ['a new one'],
};

function debrief(lived: readonly Lived[], change: Partial<DebriefFacts> = {}) {
  const paid = [{ amountMinor: 19_399, currency: 'GBP' }];
  return debriefOf({
    scenario: scenario as never,
    lived,
    remedies: [replaced],
    paid,
    policy,
    now: 5 * minute,
    ...change,
  });
}

it('says how long they waited for a mail, and for a person', () => {
  expect(debrief([began, mailed, wrote, answer('On Friday.')])).toMatchObject({
    firstMailMs: 2_000,
    waitsMs: [2 * minute],
  });
});

it('counts from the first of several mails that nobody had answered', () => {
  const again: Lived = { ...wrote, at: 2 * minute, text: 'Hello?', saying: 1 };
  expect(debrief([began, mailed, wrote, again, answer('On Friday.')]).waitsMs).toEqual([2 * minute]);
});

it('says that somebody still waits, and does not take a thank you for a question', () => {
  expect(debrief([began, mailed, wrote]).waitsMs).toEqual([undefined]);
  const thanks: Lived = { by: 'customer', at: 4 * minute, text: 'Thank you.', saying: 4, closes: true };
  expect(debrief([began, mailed, wrote, answer('On Friday.'), thanks]).waitsMs).toEqual([2 * minute]);
});

it('finds in the words of a person what the rules for apologies find, and amounts that nobody gave', () => {
  const [first, second] = debrief([
    began,
    answer('I am sorry for any inconvenience. I have given you £50.'),
    answer('The new one is worth £189.00, and you paid £193.99.'),
  ]).answers;
  expect(first?.problems).toEqual([expect.stringMatching(/^no-inconvenience/)]);
  expect(first?.notGiven).toEqual(['£50']);
  expect(second).toMatchObject({ problems: [], notGiven: [] });
});

it('says whether what was given is what the policy gives', () => {
  expect(debrief([began]).given).toBe('as-policy');
  expect(debrief([began], { remedies: [] }).given).toBe('nothing');
  expect(debrief([began], { remedies: [{ ...replaced, state: 'rejected' }] }).given).toBe('nothing');
  const credit = { ...replaced, remedyId: 'rem_2', amounts: [{ amountMinor: 1_000, currency: 'GBP' }] };
  expect(debrief([began], { remedies: [replaced, credit] }).given).toBe('other');
  const nothingOwed = { ...policy, outcome: 'none', amounts: [] } as const;
  expect(debrief([began], { remedies: [], policy: nothingOwed }).given).toBe('as-policy');
});

it.each([
  ['I give you £5.', 500, 'GBP'],
  ['Wir erstatten 1.250,50 €.', 125_050, 'EUR'],
  ['Nous vous remboursons 1 250,50 €.', 125_050, 'EUR'],
  ['R$ 1.899,90 estão a caminho.', 189_990, 'BRL'],
  ['￥1,800を返金します。', 1_800, 'JPY'],
  ['1800円を返金します。', 1_800, 'JPY'],
  ['I give you USD 12.', 1_200, 'USD'],
  ['1.250 KWD', 1_250, 'KWD'],
])('reads the amount in “%s”', (text, amountMinor, currency) => {
  expect(amountsNamed(text).flatMap(({ meant }) => meant)).toContainEqual({ amountMinor, currency });
});

it('takes a day, a count and an order for no money', () => {
  expect(amountsNamed('On 24 December, with 2 of 3 parcels, order 4417, flight XY 204.')).toEqual([]);
});
