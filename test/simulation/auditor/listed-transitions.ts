import { textAt } from '../stored';
import type { Invariant } from './invariant';
import type { ObservationOf } from './observation';
import type { StoredNotice } from './stored-items';

/** The table of transitions in docs/money-path.md, written down a second time. */
const mayFollow: Readonly<Record<string, readonly string[]>> = {
  held: ['approved', 'rejected'],
  approved: ['executing', 'held', 'needs-attention'],
  executing: ['issued', 'pending', 'declined', 'unknown', 'held', 'needs-attention'],
  unknown: ['issued', 'pending', 'declined', 'executing', 'needs-attention'],
  pending: ['issued', 'late-failed', 'needs-attention'],
  declined: ['fallback', 'needs-attention'],
  issued: ['late-failed'],
  'late-failed': ['fallback', 'needs-attention'],
  fallback: ['executing', 'held', 'needs-attention'],
  rejected: [],
  'needs-attention': ['executing'],
};

const firstStates = ['held', 'issued', 'pending', 'declined', 'unknown'];

/** The same of the mails. */
const mayFollowOfMail: Readonly<Record<string, readonly string[]>> = {
  none: ['none', 'held', 'sending', 'suppressed'],
  held: ['held', 'sending', 'suppressed', 'none'],
  sending: ['sent', 'none', 'unknown', 'suppressed'],
  sent: ['delivered', 'bounced', 'complained', 'suppressed', 'unknown'],
  unknown: ['sent', 'delivered', 'bounced', 'complained', 'suppressed'],
  delivered: ['bounced', 'complained'],
};

/** Where a mail may be sent once more, because a person wants it, and where it then is until it is. */
const ends = ['unknown', 'delivered', 'bounced', 'complained', 'suppressed'];

/** Only listed transitions, one version at a time, with a history that only grows. */
export const listedTransitions: Invariant = {
  number: 6,
  name: 'listed transitions',
  *problems(seen) {
    if (seen.kind === 'customer-record-written') {
      const [from, to] = [seen.before?.version ?? 0, seen.after.version];
      if (to !== from + 1) yield `the record of ${seen.after.customerId} went from version ${from} to ${to}`;
    }
    if (seen.kind === 'remedy-written') yield* problemsOfRemedy(seen);
    if (seen.kind === 'notice-written') yield* problemsOfNotice(seen);
  },
};

function* problemsOfRemedy({ before, after }: ObservationOf<'remedy-written'>): Iterable<string> {
  const { remedyId, state, version, history } = after;
  const from = before?.version ?? 0;
  if (version !== from + 1) yield `${remedyId} went from version ${from} to ${version}`;
  if (history.length !== version) yield `${remedyId} has version ${version} and ${history.length} lines of history`;
  const isListed = before
    ? before.state === state || (mayFollow[before.state]?.includes(state) ?? false)
    : firstStates.includes(state);
  if (!isListed) yield `${remedyId} went from ${before?.state ?? 'nothing'} to ${state}`;
  if (!before) return;
  const [earlier, kept] = [before.history, history.slice(0, from)].map((lines) =>
    JSON.stringify(lines.map(({ stored }) => stored)),
  );
  if (earlier !== kept) yield `${remedyId} changed its history`;
}

function* problemsOfNotice({ before, after }: ObservationOf<'notice-written'>): Iterable<string> {
  const { state, version } = after;
  const mail = `the ${after.template} of ${after.remedyId}`;
  const [from, was] = [before?.version ?? 0, before?.state ?? 'none'];
  if (version !== from + 1) yield `${mail} went from version ${from} to ${version}`;
  const isAgain = before?.isWantedAgain === true || after.isWantedAgain;
  const isByWish = isAgain && ends.includes(was) && (state === was || state === 'sending');
  // The mail service had not taken it, and then it was wanted no more.
  const isGivenUp = before?.isWantedAgain === true && was === 'none' && ends.includes(state);
  // A person says that the customer was told otherwise.
  const isClosed = before?.isForPeople === true && state === was && !after.isOnWaitingList;
  const isOnNetwork = before !== undefined && isSaidElsewhere(before, after);
  const isListed = isOnNetwork || isByWish || isGivenUp || isClosed || (mayFollowOfMail[was]?.includes(state) ?? false);
  if (!isListed) yield `${mail} went from ${was} to ${state}`;
}

/** What nobody has read is said once on each network that its customer allowed, by day, or a person is told why not. */
function isSaidElsewhere(before: StoredNotice, { state, by, waitsUntil, history }: StoredNotice): boolean {
  if (before.state !== 'bounced' && before.state !== 'suppressed') return false;
  if (state === 'sending') return by !== '' && !before.tried.includes(by);
  const why = textAt(history.at(-1)?.stored, 'why');
  // Clocks differ: whoever hears that it is day may find that it is night still, and says so once more.
  const isNight = waitsUntil !== before.waitsUntil || (waitsUntil !== '' && why.startsWith('it waits until it is day'));
  return state === before.state && (isNight || why.startsWith('there is no other way'));
}
