import type { OutgoingMail } from '../../../lambdas/email/mailer';
import { isNamedInQueue } from './events-in-queues';
import type { Invariant } from './invariant';
import type { ObservationOf } from './observation';
import type { StoredRemedy } from './stored-items';
import type { View } from './view';

/**
 * A mail that says "refunded" means issued, there is one per remedy and template, and what failed later is corrected.
 */
export const mailSaysWhatIsIssued: Invariant = {
  number: 9,
  name: 'a mail says what is issued',
  *problems(seen, view) {
    if (seen.kind === 'mail-sent') yield* problemsOfMail(seen, view);
    if (seen.kind === 'end') {
      for (const remedy of view.remedies.values()) yield* problemsOfCorrection(remedy, seen, view);
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
  const { state = 'none', at = NaN } = view.noticesOf(remedyId).get('apology') ?? {};
  const isUnderWay = state === 'sending' && view.now - at < longestSendingMs;
  if (state === 'none' || state === 'suppressed' || isUnderWay) {
    yield `the ${template} of ${remedyId} follows an apology that is ${state}`;
  }
}

/** A function that sends is ended before. */
const longestSendingMs = 30_000;

export function saysGiven({ template }: OutgoingMail): boolean {
  return template === 'apology' || template === 'resolution';
}

/** A customer who was written of money that then did not arrive is written of that too. */
function* problemsOfCorrection(remedy: StoredRemedy, { queued }: ObservationOf<'end'>, view: View): Iterable<string> {
  const { remedyId, state, history, parts } = remedy;
  const failedLate = history.some((line) => line.state === 'late-failed');
  const isMissing = parts.some(
    ({ number, terms, outcome }) =>
      terms.kind !== 'callback' && outcome === 'declined' && !view.wasAlerted(remedyId, number, 'failed'),
  );
  if (!failedLate || !isMissing || !view.wasMailed(remedyId, 'apology')) return;
  if (isNamedInQueue(queued, remedyId)) return;
  const notices = view.noticesOf(remedyId);
  if (state === 'issued') {
    const failedIn = history.findLastIndex((line) => line.state === 'late-failed') + 1;
    const isPutRight = (notices.get('resolution')?.state ?? 'none') !== 'none';
    if (failedIn > (notices.get('apology')?.recordVersion ?? 0) && !isPutRight) {
      yield `the refund of ${remedyId} failed after the customer was written of it, and no mail said what became of it`;
    }
    return;
  }
  if ((notices.get('correction')?.state ?? 'none') === 'none') {
    yield `the refund of ${remedyId} failed after the customer was written of it, and no mail said so`;
  }
}
