import { answerIdOf } from '../../flow/inquire/take-answer';
import type { Envelope } from '../../ledger/envelope';
import type { Notices } from '../../ledger/notice/notice';
import type { Ledger } from '../../ledger/port/ledger';
import type { RemedyRecord } from '../../ledger/remedy-record';

/** What is kept of a customer beside a remedy: the failure, what people wrote, what sources were asked and answered. */
export async function viewEnvelope(
  envelope: Envelope,
  { record, notices }: { readonly record: RemedyRecord; readonly notices: Notices },
  ledger: Pick<Ledger, 'readMessage'>,
): Promise<object> {
  const { customerId, remedyId, hold } = record;
  const read = async (messageId: string | undefined): Promise<string | undefined> =>
    messageId === undefined ? undefined : (await ledger.readMessage(customerId, remedyId, messageId))?.text;
  const message = await read((notices.apology?.words?.approval?.message ?? hold?.message)?.messageId);
  const asked = await Promise.all(
    (hold?.asked ?? []).map(async ({ inquiryId, answeredAt }) => {
      const question = await read(inquiryId);
      const answer = answeredAt === undefined ? undefined : await read(answerIdOf(inquiryId));
      return [inquiryId, { ...(question !== undefined && { question }), ...(answer !== undefined && { answer }) }];
    }),
  );
  return {
    ...envelope,
    ...(message !== undefined && { message }),
    ...(asked.length > 0 && { inquiries: Object.fromEntries(asked) as object }),
  };
}
