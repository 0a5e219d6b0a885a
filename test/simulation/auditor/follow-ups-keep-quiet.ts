import { followUpMails } from './follow-up-mails';
import type { Invariant } from './invariant';
import type { View } from './view';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** A function that has judged, and then sends, is ended before. */
const longestSendingMs = minuteMs;

/**
 * A mail that follows up speaks of what stands, comes after the one that it follows up on, which did not come back,
 * never to whoever called a mail spam, and not soon after another one to the same customer. That each leaves once, and
 * none after an erasure, is judged of all mails.
 */
export const followUpsKeepQuiet: Invariant = {
  number: 13,
  name: 'follow-ups keep quiet',
  *problems(seen, view) {
    if (seen.kind !== 'mail-sent' || !followUpMails.includes(seen.mail.template)) return;
    const { remedyId, customerId, template } = seen.mail;
    const mail = `the ${template} of ${remedyId}`;
    const notice = view.noticesOf(remedyId).get(template);
    const spokenOf = view.remedy(customerId, remedyId)?.history[(notice?.recordVersion ?? 0) - 1]?.state;
    if (spokenOf !== 'issued') yield `${mail} asks whether it came, and it was ${spokenOf ?? 'never given'}`;
    if (!['apology', 'resolution'].some((before) => view.wasMailed(remedyId, before))) {
      yield `${mail} follows up on a mail that never left`;
    }
    if (cameBack(remedyId, view)) yield `${mail} follows up on a mail that came back`;
    if (complained(remedyId, customerId, view)) yield `${mail} left after its customer called a mail spam`;
    const [last] = view.followUpsTo(customerId).slice(-2, -1);
    const apartMs = view.followUpDaysApart * dayMs - longestSendingMs;
    if (last !== undefined && view.now - last < apartMs) yield `${mail} left soon after another one to its customer`;
  },
};

/** What said last what was given was not delivered, for so long that whoever sends had to know. */
function cameBack(remedyId: string, view: View): boolean {
  const notices = view.noticesOf(remedyId);
  const words = ['resolution', 'apology'].map((template) => notices.get(template));
  const last = words.find((notice) => notice && !['none', 'held', 'suppressed'].includes(notice.state));
  return last?.state === 'bounced' && last.at < view.now - longestSendingMs;
}

/** For so long that whoever sends had to know. */
function complained(remedyId: string, customerId: string, view: View): boolean {
  const since = Math.min(
    view.complainedAt(customerId) ?? Infinity,
    ...[...view.noticesOf(remedyId).values()].map(({ state, at }) => (state === 'complained' ? at : Infinity)),
  );
  return since < view.now - longestSendingMs;
}
