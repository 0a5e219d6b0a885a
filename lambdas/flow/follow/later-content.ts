import type { MailContent } from '../../failures/definition/sentence';
import type { FollowUpTemplate, Notices } from '../../ledger/notice/notice';
import type { RemedyRecord } from '../../ledger/remedy-record';
import {
  feedbackContent,
  mendedContent,
  refundThereContent,
  replacementThereContent,
  waitOverContent,
} from './follow-up-mails';

/** What a mail says that comes after the one about which it is. */
export function laterContent(
  template: FollowUpTemplate | 'wait-over',
  record: RemedyRecord,
  notices: Notices,
): MailContent {
  switch (template) {
    case 'refund-there':
      return refundThereContent(record, notices);
    case 'replacement-there':
      return replacementThereContent(record);
    case 'feedback':
      return feedbackContent();
    case 'wait-over': {
      const { hold } = record;
      if (!hold?.waitOver) throw new Error(`${record.remedyId} waited for no seller`);
      return waitOverContent({ how: hold.waitOver.how === 'answered' ? 'answered' : 'silent', until: hold.deadline });
    }
    case 'mended': {
      const mended = notices.mended?.planned?.mended;
      if (!mended) throw new Error(`nobody has said that the incident of ${record.remedyId} is mended`);
      return mendedContent(record, mended);
    }
  }
}
