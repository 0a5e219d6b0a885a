import type * as z from 'zod/mini';
import { visibleText } from '../../cli/commands/arguments';
import { bodySchemas } from '../../lambdas/operator-api/request-schemas';

const unseen = [
  ['a zero-width space', '\u200b'],
  ['joiners and spaces', '\u200d \u200c'],
  ['a Hangul filler', '\u3164'],
  ['an empty braille cell', '\u2800'],
  ['a soft hyphen', '\u00ad'],
  ['a bidi override', '\u202e'],
  ['tag characters', '\u{e0041}\u{e0042}'],
  ['an accent on nothing', '\u0301'],
  ['a control character', '\u0007'],
  ['the place of an object', '\ufffc'],
  ['fillers before Hangul', '\u115f\u1160\uffa0'],
  ['variation selectors', '\ufe0f\u{e0100}'],
  ['what is for private use', '\ue000\u{f0000}'],
  ['what Unicode has not given to anybody', '\u0378\u{3ffff}'],
  ['blanks among hieroglyphs', '\u{13441}\u{13442}'],
  ['a blank of music', '\u{1d159}'],
  ['signs alone', '– … ! 👍'],
  ['spaces of all sorts', ' \t\u00a0\u3000'],
] as const;

/** Every text that a person gives with an operation. */
const texts = Object.entries(bodySchemas).flatMap(([operation, { shape }]) =>
  Object.entries<z.ZodMiniType>(shape).flatMap(([field, schema]) =>
    field === 'why' || field === 'message' ? [{ operation, field, schema }] : [],
  ),
);

/** Operations that only show, or say to a customer what is said. */
const undecided = ['answerConversation', 'previewIncident', 'previewMails', 'search', 'takeConversation'];

it('is asked for with everything that a person decides', () => {
  const withWhy = texts.filter(({ field }) => field === 'why').map(({ operation }) => operation);
  const deciding = Object.keys(bodySchemas).filter((operation) => !undecided.includes(operation));
  expect(withWhy.toSorted()).toEqual(deciding.toSorted());
  expect(texts.filter(({ field }) => field === 'message')).toHaveLength(6);
});

it.each(unseen)('is not given by %s, to any operation', (_, text) => {
  const taken = texts.filter(({ schema }) => schema.safeParse(text).success);
  expect(taken.map(({ operation, field }) => `${operation}.${field}`)).toEqual([]);
});

it.each(unseen)('is not typed as %s', (_, text) => {
  expect(() => visibleText(text)).toThrow('neither a letter nor a digit');
});

it.each(['the CDN was down', '顧客の要望', '👍 ok', '42', '٣', 'क्षमा करें', 'नहीं\u200d'])('may be %s', (text) => {
  expect(visibleText(text)).toBe(text);
  expect(texts.filter(({ schema }) => !schema.safeParse(text).success)).toEqual([]);
});
