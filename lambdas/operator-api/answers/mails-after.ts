import type { MailPreviews } from '../../email/incident-previews';
import { noRemedy, ok, type OperatorResponse } from './operator-response';

/** The mails that would follow each verdict on a remedy. */
export async function viewMailsAfter(
  question: Parameters<MailPreviews['mailsAfter']>[0],
  { previews }: { readonly previews: MailPreviews },
): Promise<OperatorResponse> {
  const { answer, ...shown } = await previews.mailsAfter(question);
  if (answer === 'missing') return noRemedy;
  return answer === 'refused' ? { status: 409, body: shown } : ok(shown);
}
