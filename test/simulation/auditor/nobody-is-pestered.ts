import type { Invariant } from './invariant';
import { followUpMails } from './follow-up-mails';
import type { View } from './view';
import type { ObservationOf } from './observation';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** So long a question to a customer keeps the next one away. */
const quietMs = 30 * dayMs;

/** A function that has judged, and then sends, is ended before. */
const longestSendingMs = minuteMs;

/**
 * No question and no mail that follows up leaves twice. None leaves while a person talks with its customer, nor after
 * they called an answer spam, and none is about what the ledger knows to have failed. A customer is asked whether it
 * was made right once in a month, last of all, and never after a no.
 */
export const nobodyIsPestered: Invariant = {
  number: 13,
  name: 'nobody is pestered',
  *problems(seen, view) {
    if (seen.kind !== 'mail-sent' || !followUpMails.includes(seen.mail.template)) return;
    const { remedyId, customerId, template } = seen.mail;
    const { aftermath } = view;
    const mail = `the ${template} of ${remedyId}`;
    if (seen.timesSent > 1) yield `${mail} left ${seen.timesSent} times`;
    const longAgo = view.now - longestSendingMs;
    if (aftermath.talksSince(customerId) < longAgo) yield `${mail} left while a person talks with its customer`;
    if (aftermath.complainedOfAnswerAt(customerId) < longAgo) yield `${mail} left after an answer was called spam`;
    if (aftermath.notGivenSince(remedyId) < longAgo) yield `${mail} left although what was given has failed`;
    if (template === 'mended' && !aftermath.mayTell(view.remedies.get(remedyId)?.incidentId ?? '')) {
      yield `${mail} says that it is mended, and no person has let it go`;
    }
    if (template === 'feedback') yield* problemsOfQuestion(seen, view);
    else if (template !== 'mended' && view.wasMailed(remedyId, 'feedback')) yield `${mail} comes after the question`;
  },
};

function* problemsOfQuestion(
  { mail: { customerId, remedyId } }: ObservationOf<'mail-sent'>,
  { aftermath, now }: View,
): Iterable<string> {
  const [last] = aftermath.questionsTo(customerId).slice(-2, -1);
  if (last && now - last.at < quietMs - longestSendingMs) {
    yield `${customerId} was asked about ${last.remedyId}, and soon after about ${remedyId}`;
  }
  if (aftermath.saidNoAt(customerId) < now - longestSendingMs) yield `${customerId} is asked again, who said no`;
}
