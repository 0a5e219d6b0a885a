import { toldOtherwise } from '../../ledger/notice/resend-transitions';
import { writeNotice } from '../record/notice-writer';
import type { WriteContext } from '../record/record-writer';
import { refused, refusedAsChanged } from '../operate/refused';
import type { ResendCase, ResendResult } from './resend-notice';

/**
 * Takes a mail that went wrong or is in doubt off the list, because a person has told the customer in another way, or
 * says why nobody has to. What became of the mail stays as it is.
 */
export async function closeNotice(
  { actor, expectedVersion, ...which }: ResendCase,
  why: string,
  context: WriteContext,
): Promise<ResendResult> {
  const notice = await context.ledger.readNotice(which);
  if (notice?.trouble === undefined) return refused('it is not on the list of mails that went wrong');
  const changed = refusedAsChanged(notice, expectedVersion);
  if (changed) return changed;
  if (notice.resend) return refused(`it is being sent once more, as ${notice.resend.actor} wants`);
  const written = await writeNotice((stamp) => toldOtherwise(notice, { actor, why }, stamp), context);
  if (written.result === 'lost') return refused('somebody else wrote at the same moment; look at it again');
  return { answer: 'done', notice: written.notice };
}
