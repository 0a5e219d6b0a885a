import { textAt } from '../stored';
import { isNamedInQueue, waitsInQueue } from './events-in-queues';
import { identityOf, identityOfEvent } from './failure-identity';
import type { Invariant } from './invariant';
import type { Observation, ObservationOf } from './observation';
import type { StoredNotice, StoredRemedy } from './stored-items';
import { partName, type View } from './view';

const dayMs = 24 * 60 * 60 * 1000;

const endStates = ['issued', 'rejected', 'needs-attention'];

/**
 * Every accepted event ends in a final state, on the list of what waits, or in a queue with an alarm, and its outcome
 * is published.
 */
export const nothingLost: Invariant = {
  number: 8,
  name: 'nothing is lost',
  *problems(seen, view) {
    yield* problemsOfPublishing(seen, view);
    if (seen.kind === 'remedy-written') {
      const { remedyId, state, isOnWaitingList } = seen.after;
      if (!endStates.includes(state) && !isOnWaitingList) yield `${remedyId} is ${state} and on no list of what waits`;
    }
    if (seen.kind === 'notice-written') {
      yield* problemsOfNoticeList(seen);
    }
    if (seen.kind === 'wait-ending-event-handled') yield* problemsOfWait(seen, view);
    if (seen.kind === 'end') {
      yield* problemsOfFailures(seen, view);
      for (const remedy of view.remedies.values()) yield* problemsOfEnd(remedy, seen, view);
      yield* problemsOfReports(seen, view);
    }
  },
};

/**
 * A mail whose words wait, or that is wanted once more, is on the list that the sweep reads. One that went wrong or is
 * in doubt is on the list that people read, and on none of them nothing is left to do. While it is being sent its event
 * is on its way.
 */
function* problemsOfNoticeList({ before, after }: ObservationOf<'notice-written'>): Iterable<string> {
  const { remedyId, template, state, isOnWaitingList, isForPeople, isWantedAgain, isPlanned, waitsUntil } = after;
  const waits =
    state === 'held' || waitsUntil !== '' || (isWantedAgain && state !== 'sending') || (isPlanned && state === 'none');
  const mail = `the ${template} of ${remedyId} is ${state} and`;
  if (waits && (!isOnWaitingList || isForPeople)) yield `${mail} on no list of what waits`;
  // Nobody sends a question once more, and nobody has to look after one that came back.
  if (template === 'feedback' && !waits && !isForPeople && !isOnWaitingList) return;
  const isWrong = state === 'bounced' || state === 'complained' || state === 'unknown';
  const wasHandedOver = before?.state === 'sending' || before?.state === 'sent';
  const why = textAt(after.history.at(-1)?.stored, 'why');
  const isRefused = state === 'suppressed' && (wasHandedOver || why.includes('waits for another way'));
  // A person has said that the customer was told otherwise.
  if (why.startsWith('off the list')) return;
  if (!waits && (isWrong || isRefused) && !isForPeople) yield `${mail} on no list that people read`;
  if (!waits && !isWrong && state !== 'suppressed' && isOnWaitingList) yield `${mail} still on a list of what waits`;
}

/** What is published is what the ledger says, or said. */
function* problemsOfPublishing(seen: Observation, view: View): Iterable<string> {
  if (seen.kind === 'outcome-published') {
    const { remedyId, state } = seen;
    const wasRecorded = view.remedies.get(remedyId)?.history.some((line) => line.state === state);
    if (!wasRecorded) yield `${remedyId} is published as ${state}, and the ledger never recorded that`;
  }
  if (seen.kind === 'shadow-published' && !view.storedShadows.has(seen.remedyId)) {
    yield `${seen.remedyId} is published as shadowed, and nothing was stored of it`;
  }
  if (seen.kind === 'recovery-published') {
    const wasIssued = view.remedies.get(seen.remedyId)?.history.some(({ state }) => state === 'issued');
    if (!wasIssued) yield `the recovery of ${seen.remedyId} is published, and it was never issued`;
  }
}

function* problemsOfWait(
  { identity, startedAt }: ObservationOf<'wait-ending-event-handled'>,
  view: View,
): Iterable<string> {
  for (const [remedyId, remedy] of view.remedies) {
    if (identityOf(remedy) !== identity) continue;
    const wasRecorded = (view.recordedAt.get(remedyId) ?? Infinity) < startedAt;
    const { awaitsUntil, awaitsEvent, awaitsAccount } = remedy.hold;
    // What is waited for at the provider does not come with the failure.
    const isForFailure = awaitsUntil !== undefined && awaitsEvent === '' && awaitsAccount === '';
    if (wasRecorded && remedy.state === 'held' && isForFailure) {
      yield `${remedyId} waits for what has come, or for what is not owed`;
    }
  }
}

function* problemsOfFailures({ queued }: ObservationOf<'end'>, view: View): Iterable<string> {
  for (const [identity, failure] of view.failures) {
    const isPublished = view.isPublishedUnrecorded(failure);
    const isAnswered = isPublished || view.remedyOf(failure) !== undefined;
    if (!isAnswered && !queued.some((event) => identityOfEvent(event) === identity)) {
      yield `the failure ${identity} was accepted, and nothing came of it`;
    }
  }
  for (const commitment of view.commitments.values()) {
    const { remedyId } = commitment;
    if (!view.remedies.has(remedyId) && !waitsInQueue(queued, commitment)) {
      yield `${remedyId} was committed and never recorded`;
    }
  }
}

function* problemsOfEnd(
  remedy: StoredRemedy,
  { queued, mayDoubtMails }: ObservationOf<'end'>,
  view: View,
): Iterable<string> {
  const { remedyId, state, isUnpublished } = remedy;
  if (!endStates.includes(state) && state !== 'held') {
    yield `${remedyId} is still ${state} long after all faults have ceased`;
  }
  yield* problemsOfDue(remedy, view);
  if (state === 'held') yield* problemsOfHold(remedy, view);
  // Also in the dead-letter queue, for a person: an update names the remedy, a failure is known by what failed.
  const isQueued =
    isNamedInQueue(queued, remedyId) || queued.some((event) => identityOfEvent(event) === identityOf(remedy));
  if (isUnpublished) yield `${remedyId} is ${state}, and that is not published`;
  if (!view.publishedStates.get(remedyId)?.has(state) && !isQueued) {
    yield `${remedyId} is ${state}, and no event was ever published`;
  }
  if (state === 'issued') yield* problemsOfApology(remedyId, isQueued, view);
  if (!isQueued) yield* problemsOfSending(remedyId, view);
  if (!mayDoubtMails) yield* problemsOfDoubt(remedyId, view);
  yield* problemsOfNotices(remedyId, view);
  if (!isQueued) yield* problemsOfTelling(remedyId, view);
}

/** The remedies that are held with an incident wait with it: the incident is what has to be looked at. */
function* problemsOfDue({ remedyId, state, hold, incidentId, dueAt }: StoredRemedy, view: View): Iterable<string> {
  const waitsWithIncident = state === 'held' && hold.withIncident;
  const due = waitsWithIncident ? view.incidentDueAt(incidentId) : dueAt;
  if (due !== undefined && (Number.isNaN(due) || due < view.now - dayMs)) {
    yield `${remedyId} has been due for more than a day, and is not taken up`;
  }
}

function* problemsOfHold({ remedyId, hold, owed }: StoredRemedy, view: View): Iterable<string> {
  const aDayAgo = view.now - dayMs;
  const event = view.awaitedSince(remedyId);
  if (hold.awaitsEvent !== '' && event < aDayAgo) {
    yield `${remedyId} still waits for ${hold.awaitsEvent}, which has happened more than a day ago`;
  }
  if ((hold.awaitsUntil ?? Infinity) < aDayAgo) yield `${remedyId} still waits for what was to come a day ago`;
  const isOverdue = (owed.by ?? Infinity) < aDayAgo;
  if (isOverdue && !hold.withIncident && !(owed.escalations > 0)) {
    yield `${remedyId} was owed a day ago, and no person was alerted`;
  }
}

function* problemsOfApology(remedyId: string, isQueued: boolean, view: View): Iterable<string> {
  const notices = view.noticesOf(remedyId);
  const states = ['apology', 'resolution'].map((template) => notices.get(template)?.state ?? 'none');
  if (!states.some((state) => state !== 'none') && !isQueued) {
    yield `${remedyId} is issued, and the customer never got a mail`;
  }
}

/** Whoever began to send and died is found by the next delivery of the same event. */
function* problemsOfSending(remedyId: string, view: View): Iterable<string> {
  for (const { template, state } of view.noticesOf(remedyId).values()) {
    if (state === 'sending') yield `the ${template} of ${remedyId} is being sent for ever`;
  }
}

/** A mail that never came to the mail service was not handed over, and whoever looks can know that. */
function* problemsOfDoubt(remedyId: string, view: View): Iterable<string> {
  for (const { template, state, history, by } of view.noticesOf(remedyId).values()) {
    if (by !== '') continue;
    const wasAnswered = history.some(({ stored }) => textAt(stored, 'why').startsWith('the mail service'));
    if (state === 'unknown' && !wasAnswered && !view.wasMailed(remedyId, template)) {
      yield `the ${template} of ${remedyId} was never handed over, and is left in doubt`;
    }
  }
}

function* problemsOfNotices(remedyId: string, view: View): Iterable<string> {
  for (const { template, state, dueAt = Infinity, waitsWith, approvedAt } of view.noticesOf(remedyId).values()) {
    const waitsWithIncident = state === 'held' && waitsWith !== '' && approvedAt === undefined;
    const due = waitsWithIncident ? view.incidentDueAt(waitsWith) : dueAt;
    if (Number.isNaN(due) || due < view.now - dayMs) yield `the ${template} of ${remedyId} is ${state} for ever`;
  }
}

/** What is on the list that people read was told to the owner of its failure type. */
function* problemsOfTelling(remedyId: string, view: View): Iterable<string> {
  for (const notice of view.noticesOf(remedyId).values()) {
    const { template, state, isForPeople, isWantedAgain } = notice;
    if (isForPeople && !isWantedAgain && !view.wasOwnerTold({ ...notice, version: lastTroubled(notice) })) {
      yield `the ${template} of ${remedyId} is ${state}, and nobody told its owner`;
    }
  }
}

/** The version with which it came to what its owner has to know. That nothing else can be done is for whoever looks. */
function lastTroubled({ version, history }: StoredNotice): number {
  const since = history.toReversed().findIndex(({ stored }) => !isOfNetworks.test(textAt(stored, 'why')));
  return version - Math.max(0, since);
}

const isOfNetworks =
  /^(?:there is no other way|it waits until it is day|it is day|it is being sent by|\w+ did not take it)/;

/** What a partner reported as given is in the ledger, or a person was alerted. */
function* problemsOfReports({ live }: ObservationOf<'end'>, view: View): Iterable<string> {
  for (const { remedyId, partNumber, kind } of live) {
    const name = partName(remedyId, partNumber);
    const part = view.remedies.get(remedyId)?.parts.find(({ number }) => number === partNumber);
    const isKnown = part?.outcome === 'succeeded' || view.wasAlerted(remedyId, partNumber, 'was given');
    if (view.reportedGiven.has(name) && !isKnown) {
      yield `${name}, a ${kind}, is given, as its partner reported, and neither the ledger nor a person knows`;
    }
  }
}
