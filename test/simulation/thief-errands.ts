import type { TableWrite } from './sim-table';
import type { StoredItem } from './expressions';
import { isThiefs } from './thief-id';

/** What a thief does, a few times each, at the first occasions after its time. */
export const errands = [
  'commitment',
  'commitment and record',
  'remedy of nobody',
  'release',
  'release',
  'terms',
  'outcome',
  'older version',
  'verdict',
] as const;

/** What comes to something only where people or the provider do what goes before it, so that those do it too. */
export const aimedErrands = [
  'version before another part',
  'version before another part',
  'version before a rejection',
  'version before a rejection',
  'terms',
  'one of two',
  'one of two',
] as const;

export type Errand = (typeof errands)[number] | (typeof aimedErrands)[number];

/** Where what became of it bears no seal. */
export const going = [
  'executing',
  'issued',
  'pending',
  'declined',
  'unknown',
  'late-failed',
  'fallback',
  'needs-attention',
];

/** Whether what a function has just written is what an errand waits for. */
export function isOccasion(what: Errand, { pk, sk, before, after }: TableWrite): boolean {
  if (isThiefs(pk.slice('CUSTOMER#'.length))) return false;
  const state = after['state']?.S ?? '';
  const isRecord = sk.startsWith('REMEDY#');
  switch (what) {
    case 'release':
      return isRecord && state === 'held';
    case 'one of two':
      return isRecord && state === 'held' && after['hold']?.M?.['approvalsNeeded']?.N === '2';
    case 'outcome':
      return isRecord && going.includes(state);
    case 'terms':
      return sk === 'CUSTOMER' || (isRecord && state !== 'issued' && state !== 'rejected');
    case 'verdict':
      return sk === 'INCIDENT' && after['decided'] === undefined;
    case 'version before another part':
      return isRecord && before !== undefined && (partsIn(before) < partsIn(after) || isGivenOtherwise(before, after));
    case 'version before a rejection':
      return isRecord && (state === 'rejected' || (state === 'held' && before?.['state']?.S !== 'held'));
    case 'commitment':
    case 'commitment and record':
    case 'remedy of nobody':
    case 'older version':
      return false;
  }
}

/** What takes the place of another part was given just now. */
function isGivenOtherwise(before: StoredItem, after: StoredItem): boolean {
  const replaces = after['parts']?.L?.some((part) => part.M?.['insteadOf'] !== undefined) ?? false;
  return replaces && after['state']?.S === 'issued' && before['state']?.S !== 'issued';
}

function partsIn(item: StoredItem): number {
  return item['parts']?.L?.length ?? 0;
}
