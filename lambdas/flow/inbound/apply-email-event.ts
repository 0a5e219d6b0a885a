import type { NoticeTemplate } from '../../ledger/remedy-record';
import { moveNotice, noticeCanBecome } from '../../ledger/transitions';
import type { EmailEvent } from '../../email/email-event';
import { RetryableError } from '../record/retryable-error';
import type { FlowContext } from '../record/flow-context';
import { write, type WriteContext } from '../record/record-writer';

export type EmailEventContext = WriteContext & Pick<FlowContext, 'observer'>;

/** The event came before the attempt that sent the mail has noted that it was sent. Deliver it again. */
export class EmailEventTooEarlyError extends RetryableError {
  override readonly name = 'EmailEventTooEarlyError';
}

export type EmailEventResult =
  { readonly result: 'noted' } | { readonly result: 'known' } | { readonly result: 'not-ours' };

/** How often to read a record again after somebody else wrote it first. */
const tries = 4;

/** Notes what became of a mail. It never touches the money. @throws where the event has to be delivered again */
export async function applyEmailEvent(event: EmailEvent, context: EmailEventContext): Promise<EmailEventResult> {
  const { template } = event;
  if (!isTemplate(template)) return { result: 'not-ours' };
  for (let attempt = 0; attempt < tries; attempt++) {
    const record = await context.ledger.readRemedy(event.customerId, event.remedyId);
    const notice = record?.notices[template];
    if (!record || !notice) return { result: 'not-ours' };
    if (notice.state === 'sending') {
      throw new EmailEventTooEarlyError(`the ${template} of ${event.remedyId} is still being sent`);
    }
    if (!noticeCanBecome(notice.state, event.state)) return { result: 'known' };
    const became = { ...notice, state: event.state };
    const why = `the mail was ${event.state}`;
    const written = await write((stamp) => moveNotice(record, template, became, why, stamp), context);
    if (written.result === 'lost') continue;
    const step = event.state === 'delivered' ? 'mail-delivered' : 'mail-failed';
    context.observer.step({ step, remedyId: record.remedyId, failureType: record.type });
    return { result: 'noted' };
  }
  throw new EmailEventTooEarlyError(`${event.remedyId} is being written by others; this event has to come again`);
}

const templates: Readonly<Record<NoticeTemplate, true>> = {
  apology: true,
  correction: true,
  resolution: true,
  refusal: true,
};

function isTemplate(name: string): name is NoticeTemplate {
  return Object.hasOwn(templates, name);
}
