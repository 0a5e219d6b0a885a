import type { Plain } from '../stored';
import type { Invariant } from './invariant';

/** Every name and every address in a simulated world looks like this. */
const personalData = /Privatename|@example\.com/;

/** The ledger holds no name and no address but in envelopes, and an erased envelope stays empty. */
export const noPersonalData: Invariant = {
  number: 11,
  name: 'no personal data',
  holdsInDoubt: true,
  *problems(seen) {
    if (seen.kind === 'item-written' && holdsPersonalData(seen.item)) {
      yield `${seen.sk} holds a name or an address`;
    }
    if (seen.kind === 'envelope-written' && seen.wasErased && !seen.isErased) {
      yield 'an erased envelope was filled again';
    }
  },
};

function holdsPersonalData(value: Plain): boolean {
  if (typeof value === 'string') return personalData.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsPersonalData);
}
