import type { PreviewAnswer } from '../../email/mail-previews';
import { readBack } from '../../email/sent/sent-mail';
import type { SentMails } from '../../email/sent/sent-mails';
import type { NoticeTemplate } from '../../ledger/notice/notice';
import type { Ledger, RemedyKey } from '../../ledger/port/ledger';

interface KeptContext {
  readonly ledger: Pick<Ledger, 'readMails'>;
  readonly mails: Pick<SentMails, 'read'>;
}

/**
 * A mail as it was kept when it left, with what it said then, whatever was recorded since. The ledger has its hash:
 * what somebody has changed since is not shown as what a customer read.
 *
 * @returns undefined where none is kept
 */
export async function keptMail(
  { customerId, remedyId }: RemedyKey,
  template: NoticeTemplate,
  { ledger, mails }: KeptContext,
): Promise<PreviewAnswer | undefined> {
  const { record, notices, isErased } = await ledger.readMails({ customerId, remedyId }, [template]);
  const { messageId, keptHash, by } = notices[template] ?? {};
  if (!record || isErased || messageId === undefined || keptHash === undefined || by !== undefined) return undefined;
  const text = await mails.read({ customerId, remedyId, template, messageId });
  if (text === undefined) return undefined;
  const kept = readBack(text, keptHash);
  if (!kept) return { answer: 'refused', why: changed };
  const { salt: _, remedyId: __, messageId: ___, leftAt: keptAt, ...mail } = kept;
  return {
    answer: 'done',
    recordVersion: record.version,
    mails: [],
    sent: { ...mail, open: [], warnings: [], keptAt },
  };
}

const changed =
  'what is kept of it was changed since it left: its hash is not the one in the ledger. Find out who may write to the bucket of sent mails';
