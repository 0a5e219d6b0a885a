import { isOneAddress } from '../../failures/definition/mail-address';
import { keptEmail, withEmail } from '../../ledger/envelope';
import type { Notice, NoticeTemplate } from '../../ledger/notice/notice';
import { canBeResent, wantAgain } from '../../ledger/notice/resend-transitions';
import { askForMailAgain, readMailAgain, type MailAgain } from './wanted-again';
import { writeNotice } from '../record/notice-writer';
import type { PublishContext } from '../record/record-writer';
import { refused, refusedAsChanged, type Refused } from '../operate/refused';

/** Which mail, and the verified identity of the person who wants it sent once more. */
export interface ResendCase {
  readonly customerId: string;
  readonly remedyId: string;
  readonly template: NoticeTemplate;
  readonly actor: string;
  /** The version of the notice that this person has seen: on another one nothing is done. @default - whichever it is */
  readonly expectedVersion?: number | undefined;
}

export type ResendResult = { readonly answer: 'done'; readonly notice: Notice } | Refused;

/**
 * Sends a mail once more, because a person wants it: to the address that is kept, or to one that this person has
 * corrected. It may be the second that the customer gets. The corrected address takes the place of the old one for all
 * later mails of the remedy, and the history says who wanted it and why. It never touches the money.
 *
 * @param email the corrected address. @default the one that is kept
 */
export async function resendNotice(
  { actor, expectedVersion, ...which }: ResendCase,
  { why, email }: { readonly why: string; readonly email?: string | undefined },
  context: PublishContext,
): Promise<ResendResult> {
  const again = await readMailAgain(which, context);
  if (typeof again === 'string') return refused(again);
  const { notice } = again;
  const changed = refusedAsChanged(notice, expectedVersion);
  if (changed) return changed;
  const corrected = email !== undefined && email !== keptEmail(again.envelope);
  const hindrance = whyNot(notice, email ?? keptEmail(again.envelope), corrected);
  if (hindrance !== undefined) return refused(hindrance);
  const addressed = email === undefined ? again : await withCorrected(again, email, context);
  if (!addressed) return refused('the address of the customer is not kept any more');
  const written = await writeNotice((stamp) => wantAgain(notice, { actor, why, corrected }, stamp), context);
  if (written.result === 'lost') return refused('somebody else wrote at the same moment; look at it again');
  context.observer.step({ step: 'mail-wanted-again', remedyId: which.remedyId, failureType: notice.type });
  await askForMailAgain(addressed, context);
  return { answer: 'done', notice: written.notice };
}

function whyNot({ state, resend, trouble }: Notice, email: string | undefined, corrected: boolean): string | undefined {
  if (resend) return `it is sent once more already, as ${resend.actor} wants`;
  if (state === 'suppressed' && trouble === undefined) return 'it was decided that it is not sent';
  if (!canBeResent(state)) return `it is ${state}, and so it has not gone wrong`;
  if (email === undefined || !isOneAddress(email)) return 'no address is known that a mail could go to: give one';
  if (state === 'delivered' && !corrected)
    return 'it was delivered there: give the address that it should have gone to';
  if (state === 'complained' && !corrected) {
    return 'the customer complained of it as spam: reach them in another way, or at another address that they gave';
  }
  return undefined;
}

async function withCorrected(
  again: MailAgain,
  email: string,
  { ledger }: PublishContext,
): Promise<MailAgain | undefined> {
  const envelope = withEmail(again.envelope, email);
  if (!envelope || !(await ledger.replaceEnvelope(envelope))) return undefined;
  return { ...again, envelope, failure: envelope.failure as object };
}
