import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { foldedForm } from '../../../lambdas/model/guards/folded-form';
import { lookAlikes } from '../../../lambdas/model/guards/look-alikes';

it.each([
  ['zoe', 'ZOE', 'Zoe', 'zОe', 'zοe', 'z0e', 'ｚｏｅ', 'ⓩoe', 'zoе', '𝐳𝐨𝐞'],
  ['ali', 'all', 'a1i', 'AIi', 'al|', 'аlі'],
  ['cus_501', 'cus_5o1', 'CUS_50l', 'cus_5OI', 'cuѕ_501', 'cus_5०1'],
  ['barnes', 'bames', 'baмes', 'BARNES'],
  ['вера', 'ВЕРА', 'Вера'],
  ['straße', 'STRASSE', 'strasse', 'STRAẞE'],
  ['anna@example.com', 'Anna@Example.com', 'anna@example․com'],
])('%s and what looks like it have one folded form', (id, ...others) => {
  for (const other of others) expect([other, foldedForm(other)]).toEqual([other, foldedForm(id)]);
});

it('digits alone, hexadecimal and Crockford’s letters tell every id from every other', () => {
  for (const digits of ['0123456789', '0123456789abcdef', '0123456789ABCDEFGHJKMNPQRSTVWXYZ']) {
    expect(new Set(Array.from(digits, (digit) => foldedForm(digit))).size).toBe(digits.length);
  }
});

it('accents, dashes in other places and other letters make other ids', () => {
  const ids = ['zoe', 'zoë', 'zo-e', 'z-oe', 'joe', 'zoey', '張偉', '张伟', 'иван', 'іван', '٣٤', '٤٣'];
  expect(new Set(ids.map(foldedForm)).size).toBe(ids.length);
});

it('is the folded form of itself, whatever the text', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0x20, max: 0x1ffff }).filter(isWhole), { maxLength: 9 }), (codes) => {
      const text = String.fromCodePoint(...codes);
      const folded = foldedForm(text);
      expect(foldedForm(folded)).toBe(folded);
    }),
  );
});

/** And no half of one. */
function isWhole(code: number): boolean {
  return code < 0xd800 || code > 0xdfff;
}

it('of random ids with case hardly two are taken for one, even of four letters', () => {
  let seed = 7;
  const next = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const idsOf = (length: number) =>
    new Set(
      Array.from({ length: 2_000 }, () =>
        Array.from({ length }, () => letters[Math.floor(next() * letters.length)]).join(''),
      ),
    );
  const heldOf = (ids: ReadonlySet<string>): number => ids.size - new Set([...ids].map(foldedForm)).size;
  expect(heldOf(idsOf(4))).toBeLessThanOrEqual(10);
  expect(heldOf(idsOf(8))).toBe(0);
});

it('never changes by itself, because customer records stand under it', () => {
  const ascii = Array.from({ length: 95 }, (_, n) => 0x20 + n);
  const others = Object.values(lookAlikes).flatMap((codes) => codes.split(' ').map((code) => parseInt(code, 16)));
  const folded = [...ascii, ...others.sort((a, b) => a - b)].map((code) => foldedForm(String.fromCodePoint(code)));
  expect(createHash('sha256').update(folded.join(' ')).digest('hex').slice(0, 16)).toBe('dcb64b0a63066f72');
});
