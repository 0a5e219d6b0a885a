import type { OutgoingMail } from '../../../lambdas/email/mailer';
import type { Invariant } from './invariant';
import type { ObservationOf } from './observation';
import type { StoredNotice, StoredRemedy } from './stored-items';
import type { View } from './view';
import { isSurelyUnread, problemsOfCorrection, problemsOfWhatWasTold } from './what-mails-told';

/**
 * A mail that says "refunded" means issued, there is one per remedy and template, and what failed later is corrected.
 */
export const mailSaysWhatIsIssued: Invariant = {
  number: 9,
  name: 'a mail says what is issued',
  *problems(seen, view) {
    if (seen.kind === 'mail-sent') yield* problemsOfMail(seen, view);
    if (seen.kind === 'end') {
      for (const remedy of view.remedies.values()) yield* problemsOfWhatWasTold(remedy, seen, view);
    }
  },
};

function* problemsOfMail({ mail, timesSent }: ObservationOf<'mail-sent'>, view: View): Iterable<string> {
  const { remedyId, customerId, template, to } = mail;
  const wishes = view.wishesFor(remedyId, template);
  if (timesSent > 1 + wishes) {
    yield `the ${template} of ${remedyId} was mailed ${timesSent} times, and people wanted it once more ${wishes} times`;
  }
  const remedy = view.remedy(customerId, remedyId);
  const notice = view.noticesOf(remedyId).get(template);
  if (!notice) yield `the ${template} of ${remedyId} was mailed, and nothing is written of it`;
  if (saysGiven(mail)) {
    const spokenOf = remedy?.history[(notice?.recordVersion ?? 0) - 1];
    if (spokenOf?.state !== 'issued') {
      yield `the ${template} of ${remedyId} says refunded, and the remedy is ${remedy?.state ?? 'not recorded'}`;
    }
  }
  yield* problemsOfOrder(mail, view);
  yield* problemsOfCorrection(mail, view);
  yield* problemsOfInterim(mail, remedy, notice?.recordVersion ?? 0, view);
  if (template === 'correction' && !remedy?.history.some(({ state }) => state === 'late-failed')) {
    yield `a correction for ${remedyId}, which never failed`;
  }
  const failure = [...view.failures.values()].find((other) => other.customerId === customerId);
  const isReported = remedy !== undefined && view.isReportedAt(remedy, to.email);
  if (failure?.email !== to.email && !isReported && !view.isCorrected(remedyId, to.email)) {
    yield `a mail for ${customerId} went to another address`;
  }
  if (!/^[^\s@,]+@[^\s@,]+$/.test(to.email)) yield `a mail for ${customerId} went to what is no address`;
}

/** What is put right was told of before, and what is given otherwise comes after what is put right. */
function* problemsOfOrder({ remedyId, template }: OutgoingMail, view: View): Iterable<string> {
  if (template === 'apology' && view.wasMailed(remedyId, 'correction')) {
    yield `the apology of ${remedyId} comes after its correction`;
  }
  if (template !== 'correction' && template !== 'resolution') return;
  const before = ['apology', 'partial', 'waiting'].map(
    (name) => view.noticesOf(remedyId).get(name) ?? { state: 'none', at: NaN },
  );
  const isThere = before.some(({ state, at }) => {
    const isUnderWay = state === 'sending' && view.now - at < longestSendingMs;
    return state !== 'none' && state !== 'suppressed' && !isUnderWay;
  });
  if (!isThere) yield `the ${template} of ${remedyId} follows an apology that is ${before[0]?.state ?? 'none'}`;
}

/** In which states of the remedy a mail is true that says how it stands. */
const interimStates: Readonly<Record<string, readonly string[]>> = {
  waiting: ['held', 'pending'],
  'wait-over': ['held'],
  delay: ['held'],
  partial: ['needs-attention'],
};

/** What says how it stands is true of the version that it speaks of, and never follows what says how it ended. */
function* problemsOfInterim(
  { remedyId, template }: OutgoingMail,
  remedy: StoredRemedy | undefined,
  recordVersion: number,
  view: View,
): Iterable<string> {
  const states = interimStates[template];
  if (!states || view.wishesFor(remedyId, template) > 0) return;
  const spokenOf = remedy?.history[recordVersion - 1]?.state ?? 'none';
  if (!states.includes(spokenOf)) yield `the ${template} of ${remedyId} speaks of one that is ${spokenOf}`;
  const notices = view.noticesOf(remedyId);
  const ended = ['apology', 'resolution', 'refusal'].find((other) => {
    const notice = notices.get(other);
    return view.wasMailed(remedyId, other) && !(notice && isSurelyUnread(notice));
  });
  if (ended !== undefined) yield `the ${template} of ${remedyId} comes after its ${ended}`;
  const isThere = view.wasMailed(remedyId, 'waiting') || wasSaidElsewhere(notices.get('waiting'));
  if ((template === 'delay' || template === 'wait-over') && !isThere) {
    yield `the ${template} of ${remedyId} speaks of a mail that never left`;
  }
  if (template === 'partial' && !remedy?.parts.some(({ outcome }) => outcome === 'succeeded')) {
    yield `the partial of ${remedyId} says that something was given, and nothing was`;
  }
}

/** A message took the place of a mail. */
function wasSaidElsewhere(notice: StoredNotice | undefined): boolean {
  return notice !== undefined && notice.by !== '' && notice.history.some(({ state }) => state === 'sent');
}

/** A function that sends is ended before. */
const longestSendingMs = 30_000;

export function saysGiven({ template }: OutgoingMail): boolean {
  return template === 'apology' || template === 'resolution';
}
