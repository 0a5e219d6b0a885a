import { createHash } from 'node:crypto';
import { isChosenForCheck } from '../../../lambdas/model/judging/chosen-for-check';

const remedyIds = Array.from(
  { length: 4_000 },
  (_, index) => `rem_${createHash('md5').update(String(index)).digest('hex')}`,
);
const sealOf = (remedyId: string, key: string): Uint8Array =>
  createHash('sha512')
    .update(key + remedyId)
    .digest();
const chosenWith = (key: string, share: number): string[] =>
  remedyIds.filter((remedyId) => isChosenForCheck({ remedyId, seal: sealOf(remedyId, key) }, share));

it('about the share is chosen, none of none, and all of all', () => {
  const chosen = chosenWith('a', 0.05).length;
  expect(chosen).toBeGreaterThan(140);
  expect(chosen).toBeLessThan(270);
  expect(chosenWith('a', 0)).toEqual([]);
  expect(chosenWith('a', 1)).toEqual(remedyIds);
});

it('the same ones each time, and those of a smaller share are among those of a larger one', () => {
  expect(chosenWith('a', 0.05)).toEqual(chosenWith('a', 0.05));
  expect(chosenWith('a', 0.1)).toEqual(expect.arrayContaining(chosenWith('a', 0.05)));
});

it('who knows the ids alone does not know which: with another key they are others', () => {
  const [ours, others] = [new Set(chosenWith('a', 0.05)), chosenWith('b', 0.05)];
  const both = others.filter((remedyId) => ours.has(remedyId)).length;
  expect(both).toBeLessThan(others.length / 4);
});
