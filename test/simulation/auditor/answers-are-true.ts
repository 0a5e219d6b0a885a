import { textAt } from '../stored';
import type { Invariant } from './invariant';
import type { ObservationOf } from './observation';
import { decisionName, type View } from './view';

/** A person who decides on what is held is answered "done" exactly where the decision is recorded. */
export const answersAreTrue: Invariant = {
  number: 14,
  name: 'answers are true',
  *problems(seen, view) {
    if (seen.kind !== 'decision-answered') return;
    const { decision, remedyId, person, answer } = seen;
    // What its incident decides is no answer to a person.
    if (view.remedies.get(remedyId)?.hold.withIncident) return;
    const recorded = timesRecorded(seen, view);
    const what = `${person} wants to ${decision} ${remedyId}`;
    if (answer === 'done' && recorded === 0) yield `${what} and is answered "done", and that is not recorded`;
    const { calls, refusals } = view.decisions.get(decisionName(seen)) ?? { calls: 0, refusals: 0 };
    if (answer === 'refused' && recorded > calls - refusals) yield `${what} and is refused, and that is recorded`;
  },
};

/** A remedy is rejected once, all of it or what was not given of it yet, and approved once by each person. */
function timesRecorded({ decision, remedyId, person }: ObservationOf<'decision-answered'>, view: View): number {
  const remedy = view.remedies.get(remedyId);
  if (decision === 'retry') {
    const line = `sent on its way again by ${person}:`;
    return remedy?.history.filter(({ stored }) => textAt(stored, 'why').startsWith(line)).length ?? 0;
  }
  const ofWords = timesRecordedOfWords(wordsOf[decision](person), remedyId, view);
  if (decision === 'approve') {
    return ofWords + (remedy?.hold.approvedByHand.filter((approver) => approver === person).length ?? 0);
  }
  if (ofWords > 0) return ofWords;
  // What nobody proves in time, or turns out not to be owed, is rejected by itself.
  const isRejected = remedy?.history.some(({ stored }) => textAt(stored, 'why').startsWith('rejected by '));
  if (remedy?.state === 'rejected') return isRejected ? 1 : 0;
  const isRestRejected = remedy?.history.some(({ stored }) => textAt(stored, 'why').startsWith(theRestOf(person)));
  return isRestRejected ? 1 : 0;
}

/** How the history of a mail says who decided on its words. */
const wordsOf = {
  approve: (person: string) => `its words are approved by ${person}`,
  reject: (person: string) => `the words were rejected by ${person}`,
};

function timesRecordedOfWords(line: string, remedyId: string, view: View): number {
  const history = view.noticesOf(remedyId).get('apology')?.history ?? [];
  return history.filter(({ stored }) => textAt(stored, 'why').startsWith(line)).length;
}

/** How the history says that what was given stays, and that a person decided against the rest. */
function theRestOf(person: string): string {
  return `the rest is rejected by ${person}`;
}
