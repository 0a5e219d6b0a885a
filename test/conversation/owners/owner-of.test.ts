import type { OwnerRules } from '../../../lambdas/conversation/owners/owner-rules';
import { answerDue, escalationOf, ownerOf, waitedMinutes } from '../../../lambdas/conversation/owners/owner-of';
import type { OpeningHours } from '../../../lambdas/conversation/owners/opening-hours';

const week = '09:00-17:00';
const london: OpeningHours = {
  timeZone: 'Europe/London',
  open: { mon: week, tue: week, wed: week, thu: week, fri: week },
  holidays: 'england-and-wales',
  closed: ['2026-12-24'],
};
const rules: OwnerRules = {
  marketing: { hours: london, firstAnswerMinutes: 120, escalatesTo: 'contact-center' },
  'contact-center': { firstAnswerMinutes: 600 },
  routes: [
    { languages: ['de'], markets: ['AT', 'CH'], owner: 'marketing' },
    { failureTypes: ['ParcelLost'], owner: 'both' },
  ],
};

function due(since: string): string {
  return answerDue(new Date(since), 'marketing', rules).toISOString();
}

it.each([
  ['within the hours of one day', '2026-11-30T10:00:00Z', '2026-11-30T12:00:00.000Z'],
  ['from the evening on the next morning', '2026-11-30T20:00:00Z', '2026-12-01T11:00:00.000Z'],
  ['over the night', '2026-11-30T16:00:00Z', '2026-12-01T10:00:00.000Z'],
  ['over the weekend', '2026-12-04T16:30:00Z', '2026-12-07T10:30:00.000Z'],
  ['over a day off and the holidays of Christmas', '2026-12-23T16:00:00Z', '2026-12-29T10:00:00.000Z'],
  ['over the end of summer time, when nine is an hour later', '2026-10-23T15:30:00Z', '2026-10-26T10:30:00.000Z'],
])('a target counts the hours in which people are there: %s', (_, since, expected) => {
  expect(due(since)).toBe(expected);
});

it('who is always there answers as many minutes later, also at night', () => {
  const since = new Date('2026-12-25T03:00:00Z');
  expect(answerDue(since, 'contact-center', rules).toISOString()).toBe('2026-12-25T13:00:00.000Z');
  expect(answerDue(since, 'contact-center', {}).toISOString()).toBe('2026-12-26T03:00:00.000Z');
});

it('what both look after is due when the first of them promises it', () => {
  const onMonday = new Date('2026-11-30T10:00:00Z');
  const atNight = new Date('2026-12-05T03:00:00Z');
  expect(answerDue(onMonday, 'both', rules).toISOString()).toBe('2026-11-30T12:00:00.000Z');
  expect(answerDue(atNight, 'both', rules).toISOString()).toBe('2026-12-05T13:00:00.000Z');
});

it('the wait of a night is not a wait of whoever was asleep', () => {
  const [since, until] = [new Date('2026-11-30T16:30:00Z'), new Date('2026-12-01T09:15:00Z')];
  expect(waitedMinutes(since, until, 'marketing', rules)).toBe(45);
  expect(waitedMinutes(since, until, 'contact-center', rules)).toBe(1005);
  expect(waitedMinutes(until, since, 'contact-center', rules)).toBe(0);
});

it('the longest target is counted to its end where people are there for eight hours a day', () => {
  const hours = { timeZone: 'UTC', open: { mon: week, tue: week, wed: week, thu: week, fri: week } };
  const slow = { marketing: { hours, firstAnswerMinutes: 30 * 24 * 60 } };
  // Ninety days of work from that Monday on end on a Friday in April.
  expect(answerDue(new Date('2026-11-30T09:00:00Z'), 'marketing', slow).toISOString()).toBe('2027-04-02T17:00:00.000Z');
});

it('hours that never come keep nobody waiting for ever', () => {
  const closed = { marketing: { hours: { timeZone: 'UTC', open: { mon: week } }, firstAnswerMinutes: 30 * 24 * 60 } };
  expect(answerDue(new Date('2026-11-30T10:00:00Z'), 'marketing', closed).toISOString()).toBe(
    '2028-01-04T10:00:00.000Z',
  );
});

it.each([
  ['de-AT', 'ItemDamaged', 'marketing'],
  ['de-DE', 'ItemDamaged', 'contact-center'],
  ['de', 'ItemDamaged', 'contact-center'],
  ['en-GB', 'ParcelLost', 'both'],
  ['de-CH', 'ParcelLost', 'marketing'],
  [undefined, 'ItemDamaged', 'contact-center'],
  ['not a locale', 'ItemDamaged', 'contact-center'],
])('a customer with %s whose %s is looked after by %s', (locale, failureType, owner) => {
  expect(ownerOf({ locale, failureType }, rules, 'contact-center')).toBe(owner);
});

it('nobody escalates to themselves', () => {
  expect(escalationOf('marketing', rules)).toBe('contact-center');
  expect(escalationOf('contact-center', rules)).toBeUndefined();
  expect(escalationOf('marketing', { marketing: { escalatesTo: 'marketing' } })).toBeUndefined();
});
