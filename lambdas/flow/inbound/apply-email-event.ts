import type { NoticeTemplate } from '../../ledger/remedy-record';
import type { Ledger } from '../../ledger/port/ledger';
import { moveNotice, noticeCanBecome } from '../../ledger/transitions';
import type { MailNews } from '../../email/email-event';
import { RetryableError } from '../record/retryable-error';
import type { Observer } from '../record/observer';
import { saveOwn } from '../record/save-own';

export interface MailNewsPorts {
  readonly ledger: Ledger;
  readonly observer: Observer;
  readonly clock: () => Date;
  readonly newToken: () => string;
}

/** The news came before whoever sent the mail has noted that it was sent. Deliver it again. */
export class MailNewsTooEarlyError extends RetryableError {
  override readonly name = 'MailNewsTooEarlyError';
}

export type MailNewsResult =
  { readonly result: 'noted' } | { readonly result: 'known' } | { readonly result: 'not-ours' };

/** How often to read an entry again after somebody else wrote it first. */
const tries = 4;

/** Notes what became of a mail. It never touches the money. @throws where the news has to be delivered again */
export async function hearMailNews(news: MailNews, ports: MailNewsPorts): Promise<MailNewsResult> {
  const { ledger, clock, newToken, observer } = ports;
  if (!isTemplate(news.template)) return { result: 'not-ours' };
  for (let attempt = 0; attempt < tries; attempt++) {
    const record = await ledger.readRemedy(news.customerId, news.remedyId);
    const notice = record?.notices[news.template];
    if (!record || !notice) return { result: 'not-ours' };
    if (notice.state === 'sending') {
      throw new MailNewsTooEarlyError(`the ${news.template} of ${news.remedyId} is still being sent`);
    }
    if (!noticeCanBecome(notice.state, news.became)) return { result: 'known' };
    const became = { ...notice, state: news.became, at: clock().toISOString() };
    const next = moveNotice(record, news.template, became, `the mail was ${news.became}`, newToken());
    if ((await saveOwn(next, ledger)) === 'stale') continue;
    const step = news.became === 'delivered' ? 'mail-delivered' : 'mail-failed';
    observer.step({ step, remedyId: record.remedyId, failureType: record.type });
    return { result: 'noted' };
  }
  throw new MailNewsTooEarlyError(`${news.remedyId} is being written by others; this news has to come again`);
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
