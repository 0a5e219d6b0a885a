import type { Notice, NoticeState } from '../../ledger/notice/notice';
import { liveParts, type RemedyRecord } from '../../ledger/remedy-record';
import type { Money } from '../../model/money';
import { costOf } from '../../model/remedy';
import { undeliveredStates, type UndeliveredMail } from '../../outcomes/undelivered-mail';
import type { FlowContext } from '../record/flow-context';

/**
 * Tells the owner of the failure type that a customer perhaps does not know what a mail would have told them. It is
 * told of every notice that comes to the list of the undelivered, and again whenever what said so is delivered again:
 * twice is better than never, and the version of the notice tells a repetition.
 *
 * @throws where the owner was not told, so that this delivery comes again
 */
export async function tellOwner(
  notice: Notice,
  { ledger, undelivered }: Pick<FlowContext, 'ledger' | 'undelivered'>,
): Promise<void> {
  const { remedyId, customerId, type: failureType, template, state, trouble, version: noticeVersion } = notice;
  const { resend, at, history } = notice;
  // What a person wants to be sent once more is in good hands.
  if (trouble === undefined || resend || !isTold(state)) return;
  const record = await ledger.readRemedy(customerId, remedyId);
  if (!record) throw new Error(`there is a ${template} of ${remedyId}, but the ledger has no record of it`);
  const { source } = record;
  const why = history.at(-1)?.why ?? trouble;
  const amounts = amountsToldOf(record);
  const of = { remedyId, customerId, failureType, ...(source !== undefined && { source }), template, state };
  await undelivered.publish({ ...of, trouble, why, amounts, noticeVersion, at });
}

function isTold(state: NoticeState): state is UndeliveredMail['state'] {
  return (undeliveredStates as readonly NoticeState[]).includes(state);
}

/** What was given, of which the customer knows by mail. */
export function amountsToldOf(record: RemedyRecord): Money[] {
  return record.state === 'issued' ? liveParts(record).flatMap(({ part }) => costOf(part) ?? []) : [];
}
