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
  if (timesSent > 1) yield `the ${template} of ${remedyId} was mailed ${timesSent} times`;
  const remedy = view.remedy(customerId, remedyId);
  if (saysGiven(mail)) {
    const begun = remedy?.history.findLast(({ notice }) => notice?.template === template && notice.state === 'sending');
    if (begun?.state !== 'issued') {
      yield `the ${template} of ${remedyId} says refunded, and the remedy is ${remedy?.state ?? 'not recorded'}`;
    }
  }
  if (template === 'correction' && !remedy?.history.some(({ state }) => state === 'late-failed')) {
    yield `a correction for ${remedyId}, which never failed`;
  }
  const failure = [...view.failures.values()].find((other) => other.customerId === customerId);
  if (failure?.email !== to.email) yield `a mail for ${customerId} went to another address`;
}

export function saysGiven({ template }: OutgoingMail): boolean {
  return template === 'apology' || template === 'resolution';
}

/** A customer who was written of money that then did not arrive is written of that too. */
function* problemsOfCorrection(remedy: StoredRemedy, { queued }: ObservationOf<'end'>, view: View): Iterable<string> {
  const { remedyId, state, history, parts, notices } = remedy;
  const failedLate = history.some((line) => line.state === 'late-failed' && !line.notice);
  const isMissing = parts.some(
    ({ number, terms, outcome }) =>
      terms.kind !== 'callback' && outcome === 'declined' && !view.wasAlerted(remedyId, number, 'failed'),
  );
  if (!failedLate || !isMissing || !view.wasMailed(remedyId, 'apology')) return;
  if (state === 'issued' || isNamedInQueue(queued, remedyId)) return;
  if ((notices.get('correction') ?? 'none') === 'none') {
    yield `the refund of ${remedyId} failed after the customer was written of it, and no mail said so`;
  }
}
