import { isNoticeTemplate } from '../../ledger/notice/notice';
import { moveNotice, noticeCanBecome } from '../../ledger/notice/notice-transitions';
import type { EmailEvent } from '../../email/email-event';
import { noteComplaint } from '../follow/note-complaint';
import type { FollowUpTurns } from '../../ledger/follow/follow-up-turn';
import { tellOwner } from '../notify/tell-owner';
import { RetryableError } from '../record/retryable-error';
import type { FlowContext } from '../record/flow-context';
import { writeNotice } from '../record/notice-writer';
import { planWhenDelivered, type PlanContext } from '../feedback/plan-question';

export type EmailEventContext = PlanContext &
  Pick<FlowContext, 'observer' | 'undelivered'> & {
    /** @default - nobody is followed up */
    readonly turns?: FollowUpTurns | undefined;
  };

/** The event came before the attempt that sent the mail has noted that it was sent. Deliver it again. */
export class EmailEventTooEarlyError extends RetryableError {
  override readonly name = 'EmailEventTooEarlyError';
}

export type EmailEventResult =
  { readonly result: 'noted' } | { readonly result: 'known' } | { readonly result: 'not-ours' };

/** How often to read a notice again after somebody else wrote it first. */
const tries = 4;

/** Notes what became of a mail. It never touches the money. @throws where the event has to be delivered again */
export async function applyEmailEvent(event: EmailEvent, context: EmailEventContext): Promise<EmailEventResult> {
  const { customerId, remedyId, template } = event;
  if (!isNoticeTemplate(template)) return { result: 'not-ours' };
  for (let attempt = 0; attempt < tries; attempt++) {
    const notice = await context.ledger.readNotice({ customerId, remedyId, template });
    if (!notice) return { result: 'not-ours' };
    if (event.state === 'complained') await noteComplaint(customerId, context.clock().toISOString(), context.turns);
    if (notice.state === 'sending') {
      throw new EmailEventTooEarlyError(`the ${template} of ${remedyId} is still being sent`);
    }
    // What becomes of the mail is no news of the message that left in its place, and the other way round.
    if (notice.by !== event.by) return { result: 'known' };
    // A mail that was sent once more is another one, and what becomes of the first is no news of it.
    const isOfAnother =
      [notice.messageId, event.messageId].every((id) => id !== undefined) && notice.messageId !== event.messageId;
    if (isOfAnother) return { result: 'known' };
    if (!noticeCanBecome(notice.state, event.state)) {
      // Whoever noted this event may have died before the owner was told.
      if (notice.trouble === event.state) await tellOwner(notice, context);
      // The same of what was to be planned.
      if (notice.state === event.state) await planWhenDelivered(notice, context);
      return { result: 'known' };
    }
    const trouble = event.state === 'delivered' ? undefined : event.state;
    const why = `the ${event.by === undefined ? 'mail' : `message by ${event.by}`} was ${event.state}${event.reason === undefined ? '' : ` (${event.reason})`}`;
    const move = { to: event.state, why, trouble };
    const written = await writeNotice((stamp) => moveNotice(notice, move, stamp), context);
    if (written.result === 'lost') continue;
    const step = event.state === 'delivered' ? 'mail-delivered' : 'mail-failed';
    context.observer.step({ step, remedyId, failureType: notice.type });
    await tellOwner(written.notice, context);
    await planWhenDelivered(written.notice, context);
    return { result: 'noted' };
  }
  throw new EmailEventTooEarlyError(`${event.remedyId} is being written by others; this event has to come again`);
}
