import { createHash } from 'node:crypto';
import { referenceOf, remedyIdOf, remedyIdsBegin } from '../../lambdas/model/remedy-id';

const ids = Array.from({ length: 5_000 }, (_, index) =>
  remedyIdOf({ customerId: `cus_${index}`, type: 'ParcelLost', subject: 'parcel', occurrence: 'first' }),
);

it('is always the same for the same remedy, also a year from now', () => {
  expect(referenceOf('rem_00000000000000000000000000000000')).toBe('2222-2222');
  expect(referenceOf('rem_fffffffffaaaaaaaaaaaaaaaaaaaaaaa')).toBe('V77R-6FVC');
  expect(ids.map(referenceOf)).toEqual(ids.map(referenceOf));
});

it('has two groups of four, no vowel, and nothing that is taken for something else', () => {
  for (const id of [...ids, 'rem_1', 'of-another-system']) {
    expect(referenceOf(id)).toMatch(/^[2-46-9CDFGHJKMNPQRTVWX]{4}-[2-46-9CDFGHJKMNPQRTVWX]{4}$/);
  }
  expect('2346789CDFGHJKMNPQRTVWX').not.toMatch(/[AEIOUYZLSB015]/);
});

it('is shared by no two of five thousand remedies', () => {
  expect(new Set(ids.map(referenceOf)).size).toBe(ids.length);
});

it('says how the id of its remedy begins, however it is written down', () => {
  for (const id of ids) {
    const reference = referenceOf(id);
    for (const written of [reference, reference.toLowerCase(), reference.replace('-', ' '), ` ${reference} `]) {
      expect(remedyIdsBegin(written)).toBe(id.slice(0, 'rem_'.length + 9));
    }
  }
});

it.each(['', 'R7K4', 'R7K4-M2QXX', 'O7K4-M2QX', 'XXXX-XXXX', 'rem_0123456789abcdef0123456789abcdef', 'рем4-M2QX'])(
  'takes %p for no reference',
  (text) => {
    expect(remedyIdsBegin(text)).toBeUndefined();
  },
);

it('of an id that is none of ours is made of its hash, so that its mail has one too', () => {
  const hash = createHash('sha256').update('rem_1').digest('hex');
  expect(referenceOf('rem_1')).toBe(referenceOf(`rem_${hash.slice(0, 32)}`));
});
