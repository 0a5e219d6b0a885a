import type { OutgoingMail } from '../../../lambdas/email/mailer';
import { isNamedInQueue } from './events-in-queues';
import type { ObservationOf } from './observation';
import type { StoredNotice, StoredPart, StoredRemedy } from './stored-items';
import type { View } from './view';

/** Mails that say what was given. One that says that something is on its way says what of it is not. */
const sayWhatIsGiven = ['apology', 'resolution', 'partial', 'waiting'];

/** A correction takes back what was said, all of it and nothing else: by what the record said when each mail left. */
export function* problemsOfCorrection({ remedyId, template, text }: OutgoingMail, view: View): Iterable<string> {
  const correction = view.noticesOf(remedyId).get(template);
  if (template !== 'correction' || !correction) return;
  const failed = failedOf(toldBy(lastWordOf(remedyId, hasBegun, view), view), view.versionOf(correction));
  if (failed.length === 0) yield `the correction of ${remedyId} takes back what no mail had said`;
  const [, corrected = ''] = /that we had refunded (.+?)\. I have to correct/.exec(text) ?? [];
  const numbers = corrected.split(/, | and /).map(digitsOf);
  const expected = sumsOf(failed);
  if (numbers.sort().join() !== expected.sort().join()) {
    yield `the correction of ${remedyId} takes back ${corrected || 'no money'}, and said were ${expected.join() || 'none'}`;
  }
  const takesBackGoods = text.includes('that a new one was on its way');
  if (takesBackGoods !== failed.some(({ terms }) => terms.kind === 'replacement')) {
    yield `the correction of ${remedyId} ${takesBackGoods ? 'takes back a new one' : 'is silent about the new one'}`;
  }
}

/** Whoever was written of something that then failed is written of that too, or of what was given in its place. */
export function* problemsOfWhatWasTold(
  remedy: StoredRemedy,
  { queued }: ObservationOf<'end'>,
  view: View,
): Iterable<string> {
  const { remedyId, state } = remedy;
  const wasMailed = (notice: StoredNotice): boolean =>
    view.wasMailed(remedyId, notice.template) && !isSurelyUnread(notice);
  const failed = failedOf(toldBy(lastWordOf(remedyId, wasMailed, view), view), remedy);
  const isMissing = failed.some(({ number }) => !view.wasAlerted(remedyId, number, 'failed'));
  if (!isMissing || isNamedInQueue(queued, remedyId)) return;
  const notices = view.noticesOf(remedyId);
  const answer = state === 'issued' ? 'resolution' : 'correction';
  if ((notices.get(answer)?.state ?? 'none') === 'none') {
    yield `what ${remedyId} was said to give failed after the customer was written of it, and no ${answer} said so`;
  }
}

/** What came back, and which no network has taken since, nobody has read. */
export function isSurelyUnread({ state, tried, history }: StoredNotice): boolean {
  return state === 'suppressed' && (tried.length > 0 || history.some((line) => line.state === 'bounced'));
}

/** Whether a mail may be there. */
function hasBegun({ state }: StoredNotice): boolean {
  return !['none', 'held', 'suppressed'].includes(state);
}

/** What the customer read last of what was given. */
function lastWordOf(
  remedyId: string,
  isThere: (notice: StoredNotice) => boolean,
  view: View,
): StoredNotice | undefined {
  const there = [...view.noticesOf(remedyId).values()].filter(
    (notice) => sayWhatIsGiven.includes(notice.template) && isThere(notice) && saysSo(notice, view),
  );
  return there.sort((one, other) => other.recordVersion - one.recordVersion)[0];
}

/** Who waits for a person reads nothing of what was given. */
function saysSo(notice: StoredNotice, view: View): boolean {
  return notice.template !== 'waiting' || view.versionOf(notice)?.state === 'pending';
}

/** What was given, as the record said that the mail speaks of. */
function toldBy(notice: StoredNotice | undefined, view: View): readonly StoredPart[] {
  const { parts = [] } = (notice && view.versionOf(notice)) ?? {};
  return parts.filter(
    ({ number, terms, outcome }) =>
      terms.kind !== 'callback' && outcome === 'succeeded' && !parts.some(({ insteadOf }) => insteadOf === number),
  );
}

/** What of it has failed by then. */
function failedOf(saidGiven: readonly StoredPart[], remedy: StoredRemedy | undefined): readonly StoredPart[] {
  const now = new Map(remedy?.parts.map((part) => [part.number, part]));
  return saidGiven.flatMap(({ number }) => {
    const part = now.get(number);
    return part?.outcome === 'declined' && !part.isTakenBack ? [part] : [];
  });
}

/** `KWD 0.200` is 200 in the smallest unit. */
function digitsOf(amount: string): string {
  return amount.replace(/\D/g, '').replace(/^0+/, '');
}

/** How much money that is in each currency, as digits. */
function sumsOf(parts: readonly StoredPart[]): string[] {
  const sums = new Map<string, number>();
  for (const { terms } of parts.filter((part) => part.terms.kind === 'refund')) {
    sums.set(terms.currency, (sums.get(terms.currency) ?? 0) + (terms.amountMinor ?? 0));
  }
  return sums.size === 0 ? [''] : [...sums.values()].map(String);
}
