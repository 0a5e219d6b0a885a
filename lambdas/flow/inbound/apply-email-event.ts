import type { NoticeTemplate } from '../../ledger/remedy-record';
import type { Ledger } from '../../ledger/port/ledger';
import { moveNotice, noticeCanBecome } from '../../ledger/transitions';
import type { EmailEvent } from '../../email/email-event';
import { RetryableError } from '../record/retryable-error';
import type { Observer } from '../record/observer';
import { saveOwn } from '../record/save-own';

export interface EmailEventPorts {
  readonly ledger: Ledger;
  readonly observer: Observer;
  readonly clock: () => Date;
  readonly newToken: () => string;
}

/** The news came before whoever sent the mail has noted that it was sent. Deliver it again. */
export class EmailEventTooEarlyError extends RetryableError {
  override readonly name = 'MailNewsTooEarlyError';
}

export type EmailEventResult =
  { readonly result: 'noted' } | { readonly result: 'known' } | { readonly result: 'not-ours' };

/** How often to read an entry again after somebody else wrote it first. */
const tries = 4;

/** Notes what became of a mail. It never touches the money. @throws where the news has to be delivered again */
export async function applyEmailEvent(event: EmailEvent, ports: EmailEventPorts): Promise<EmailEventResult> {
  const { ledger, clock, newToken, observer } = ports;
  if (!isTemplate(event.template)) return { result: 'not-ours' };
  for (let attempt = 0; attempt < tries; attempt++) {
    const record = await ledger.readRemedy(event.customerId, event.remedyId);
    const notice = record?.notices[event.template];
    if (!record || !notice) return { result: 'not-ours' };
    if (notice.state === 'sending') {
      throw new EmailEventTooEarlyError(`the ${event.template} of ${event.remedyId} is still being sent`);
    }
    if (!noticeCanBecome(notice.state, event.became)) return { result: 'known' };
    const became = { ...notice, state: event.became, at: clock().toISOString() };
    const next = moveNotice(record, event.template, became, `the mail was ${event.became}`, newToken());
    if ((await saveOwn(next, ledger)) === 'stale') continue;
    const step = event.became === 'delivered' ? 'mail-delivered' : 'mail-failed';
    observer.step({ step, remedyId: record.remedyId, failureType: record.type });
    return { result: 'noted' };
  }
  throw new EmailEventTooEarlyError(`${event.remedyId} is being written by others; this news has to come again`);
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
