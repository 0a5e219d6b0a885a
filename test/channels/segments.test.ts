import * as fc from 'fast-check';
import { plainSigns, segmentsOf } from '../../lambdas/channels/rules/segments';

it.each([
  ['', 'GSM-7', 1],
  ['x'.repeat(160), 'GSM-7', 1],
  ['x'.repeat(161), 'GSM-7', 2],
  ['x'.repeat(306), 'GSM-7', 2],
  ['x'.repeat(307), 'GSM-7', 3],
  // Each of these takes the room of two.
  ['€'.repeat(80), 'GSM-7', 1],
  ['€'.repeat(81), 'GSM-7', 2],
  // 152 and an escape with its character, which is not torn apart.
  [`${'x'.repeat(152)}€${'x'.repeat(151)}`, 'GSM-7', 2],
  [`${'x'.repeat(152)}€${'x'.repeat(152)}`, 'GSM-7', 3],
  ['é'.repeat(160), 'GSM-7', 1],
  ['ê'.repeat(70), 'UCS-2', 1],
  ['ê'.repeat(71), 'UCS-2', 2],
  ['す'.repeat(134), 'UCS-2', 2],
  ['す'.repeat(135), 'UCS-2', 3],
  ['😡'.repeat(35), 'UCS-2', 1],
  // Of 67 places a pair leaves one free.
  ['😡'.repeat(66), 'UCS-2', 2],
  ['😡'.repeat(67), 'UCS-2', 3],
])('%#: a text is counted as carriers count it', (text, encoding, count) => {
  expect(segmentsOf(text)).toEqual({ encoding, count });
});

it('no text is in fewer messages for being longer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ unit: 'grapheme' }), (text, more) => {
      expect(segmentsOf(text + more).count).toBeGreaterThanOrEqual(segmentsOf(text).count);
    }),
  );
});

it('typographic signs and blanks cost nothing, and letters stay as they are', () => {
  expect(plainSigns('We’ve “refunded” 3,99\u00a0€ – in\u202f5 days…')).toBe(`We've "refunded" 3,99 € - in 5 days...`);
  expect(plainSigns('ça, êtes, 返金, вернули')).toBe('ça, êtes, 返金, вернули');
});
