import type { MailPreviews } from '../../email/incident-previews';
import type { PreviewAnswer } from '../../email/mail-previews';
import { keptMail } from '../../flow/preview/kept-mail';
import type { Ledger } from '../../ledger/port/ledger';
import type { OperatorApiPorts } from '../handler';
import { noRemedy, ok, type OperatorResponse } from './operator-response';

interface MailPorts extends Pick<OperatorApiPorts, 'sentMails'> {
  readonly previews: MailPreviews;
  readonly ledger: Pick<Ledger, 'readMails'>;
}

/** The mails that would follow each verdict on a remedy; or one that has left, as it was kept or else written anew. */
export async function viewMailsAfter(
  question: Parameters<MailPreviews['mailsAfter']>[0],
  { previews, ledger, sentMails }: MailPorts,
): Promise<OperatorResponse> {
  const { sent } = question;
  const kept = sent && sentMails && (await keptMail(question, sent, { ledger, mails: sentMails.mails }));
  return viewOf(kept ?? (await previews.mailsAfter(question)));
}

function viewOf({ answer, ...shown }: PreviewAnswer): OperatorResponse {
  if (answer === 'missing') return noRemedy;
  return answer === 'refused' ? { status: 409, body: shown } : ok(shown);
}
