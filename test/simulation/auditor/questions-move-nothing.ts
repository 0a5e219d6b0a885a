import type { Invariant } from './invariant';
import type { ObservationOf } from './observation';
import type { StoredRemedy } from './stored-items';
import type { View } from './view';

/**
 * Whoever is asked about a held remedy, and whatever they answer, nothing of it moves: neither its state and its parts
 * nor the clock of its hold. An answer is of the source that was asked, and the first one stays.
 */
export const questionsMoveNothing: Invariant = {
  number: 6,
  name: 'questions move nothing',
  *problems(seen, view) {
    if (seen.kind === 'remedy-written' && seen.before) yield* problemsOf(seen, view);
  },
};

type Asked = StoredRemedy['hold']['asked'][number];

function* problemsOf({ before, after }: ObservationOf<'remedy-written'>, view: View): Iterable<string> {
  const { remedyId, source } = after;
  const earlier = new Map(before?.hold.asked.map((asked) => [asked.inquiryId, asked]));
  const changed = after.hold.asked.filter((asked) => !isSame(asked, earlier.get(asked.inquiryId)));
  if (!before || changed.length === 0) return;
  if (what(before) !== what(after))
    yield `${remedyId} has changed with a question: ${what(before)}, then ${what(after)}`;
  for (const { inquiryId, answeredAt } of changed) {
    if (answeredAt === '') continue;
    if ((earlier.get(inquiryId)?.answeredAt ?? '') !== '') yield `${remedyId}: ${inquiryId} is answered anew`;
    if (!view.hasAnswered(source, inquiryId)) yield `${remedyId}: ${source} has not answered ${inquiryId}`;
  }
}

function isSame(one: Asked, other: Asked | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** All of a held remedy that a question could move. */
function what({ state, parts, hold }: StoredRemedy): string {
  const { deadline, escalateAt, approvers, awaitsUntil, withIncident } = hold;
  return JSON.stringify([state, parts, deadline, escalateAt, approvers, awaitsUntil, withIncident]);
}
