import { anotherApproval, hasAskedFor, type Decider } from '../../ledger/decider';
import type { RemedyRecord } from '../../ledger/remedy-record';
import { whyOfDoubt, type Doubt } from '../../ledger/seal/seals';
import { unreachable } from '../../model/unreachable';

/** What a person asked for is refused, and why, for that person to read. */
export interface Refused {
  readonly answer: 'refused';
  readonly why: string;
}

export function refused(why: string): Refused {
  return { answer: 'refused', why };
}

/** What somebody is told who decides about what is not there any more. */
function changedSince(version: number, expectedVersion: number): string {
  return `it has changed since you looked at it: it is version ${version} now, and not ${expectedVersion}; look at it again`;
}

/**
 * Undefined where it is the version that this person has seen, or nobody said which. Looked at where it is written, or
 * one request that is sent twice at once would be followed twice.
 */
export function refusedAsChanged(
  { version }: { readonly version: number },
  expectedVersion: number | undefined,
): Refused | undefined {
  if (expectedVersion === undefined || version === expectedVersion) return undefined;
  return refused(changedSince(version, expectedVersion));
}

/** Nobody can approve or send again what somebody else wrote. It can be rejected. */
export function refusedAsForeign(doubt: Doubt): Refused {
  return refused(`it ${whyOfDoubt(doubt)}, so nothing can be given of it: follow the runbook foreign-write`);
}

/** Nobody approves or extends what somebody put back. It can be rejected. @param why what its customer's record says */
export function refusedAsOlder(why: string): Refused {
  return refused(`${why}; reject it, and decide anew by hand`);
}

/** Why an approval does not count beside those that are there. Undefined where it does. */
export function refusedAsRepeated(
  before: readonly Decider[],
  approvalsNeeded: number,
  decider: Decider,
): Refused | undefined {
  const another = anotherApproval(before, decider);
  switch (another) {
    case 'counts':
      return undefined;
    case 'same-person':
      return refused('you have approved it before, and another person has to approve it too');
    case 'maybe-same-person':
      // Where one is enough, it does not matter who it is.
      return approvalsNeeded === 1 ? undefined : refused(maybeSame);
    default:
      return unreachable(another);
  }
}

/** Nobody approves what they have asked for themselves, alone or among others. */
export function refusedAsOwn(
  asked: readonly Pick<RemedyRecord, 'retriedBy' | 'askedBy'>[],
  approvalsNeeded: number,
  decider: Decider,
): Refused | undefined {
  const gesture = refusedAsGiver(asked, decider);
  if (gesture) return gesture;
  const own = asked.filter(({ retriedBy }) => hasAskedFor(retriedBy, approvalsNeeded, decider)).length;
  if (own === 0) return undefined;
  if (asked.length === 1) return refused('you sent it on its way again yourself, so another person has to approve it');
  const what = own === 1 ? 'one of them on its way' : `${own} of them on their way`;
  return refused(`you sent ${what} again yourself, so another person has to approve them`);
}

/** Whoever may be the one who gives is not another person, however few approvals are needed. */
function refusedAsGiver(asked: readonly Pick<RemedyRecord, 'askedBy'>[], decider: Decider): Refused | undefined {
  const approvals = asked.flatMap(({ askedBy }) => (askedBy ? anotherApproval([askedBy], decider) : []));
  if (approvals.includes('same-person')) {
    return refused('it is a gesture of your own, so another person has to approve it');
  }
  return approvals.includes('maybe-same-person') ? refused(maybeGiver) : undefined;
}

const boundRole = 'Sign in with a role whose trust policy binds the name, and that the stage says so of';

const maybeGiver =
  'another person than the one who gives it has to approve it, and nobody can tell whether you are: the session of your role may have any name. ' +
  boundRole;

const maybeSame =
  'two people have to approve it, and nobody can tell whether you are another one: the session of your role may have any name. ' +
  boundRole;
