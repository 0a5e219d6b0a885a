import * as fc from 'fast-check';
import { partKey, remedyIdOf, type FailureIdentity } from '../../lambdas/model/remedy-id';

const identity = fc.record({
  customerId: fc.string(),
  type: fc.string(),
  subject: fc.string(),
  occurrence: fc.string(),
}) satisfies fc.Arbitrary<FailureIdentity>;

it('never changes: remedy records, provider keys and duplicates depend on it', () => {
  const film = { customerId: 'cus_501', type: 'VideoPlaybackFailed', subject: 'rent_77', occurrence: 'rental' };
  expect(remedyIdOf(film)).toBe('rem_a9ce2ee1a5c706e91e0feafd1e0b80d7');
});

it('is the same for the same failure, and is a valid key for a provider', () => {
  fc.assert(
    fc.property(identity, (failure) => {
      expect(remedyIdOf({ ...failure })).toBe(remedyIdOf(failure));
      expect(partKey(remedyIdOf(failure), 1)).toMatch(/^rem_[0-9a-f]{32}_1$/);
    }),
  );
});

it('differs as soon as any field differs', () => {
  fc.assert(
    fc.property(identity, identity, (a, b) => {
      const same = (Object.keys(a) as (keyof FailureIdentity)[]).every(
        (field) => a[field].normalize('NFC') === b[field].normalize('NFC'),
      );
      expect(remedyIdOf(a) === remedyIdOf(b)).toBe(same);
    }),
  );
});

it('keeps the fields apart: text that moves from one to the next makes another failure', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (left, moved, right) => {
      const a = remedyIdOf({ customerId: left + moved, type: right, subject: '', occurrence: '' });
      const b = remedyIdOf({ customerId: left, type: moved + right, subject: '', occurrence: '' });
      expect(a).not.toBe(b);
    }),
  );
});

it('does not depend on how an accent is encoded', () => {
  const composed = { customerId: 'Zo\u00EB', type: 't', subject: 's', occurrence: 'o' };
  expect(remedyIdOf({ ...composed, customerId: 'Zoe\u0308' })).toBe(remedyIdOf(composed));
});
