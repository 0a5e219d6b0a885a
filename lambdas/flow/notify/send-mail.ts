import type { Notice } from '../../ledger/notice/notice';
import { moveNotice, noticeCanBecome, type NoticeMove } from '../../ledger/notice/notice-transitions';
import { unreachable } from '../../model/unreachable';
import { AddressRefusedError, MailNotTakenError, MailServiceFailedError, type OutgoingMail } from '../../email/mailer';
import { writeNotice } from '../record/notice-writer';
import type { ApologyContext, ApologyResult, WantedMail } from './apology-delivery';
import type { WriteContext } from '../record/record-writer';
import { copyOf, keepSent } from '../keep/keep-sent';
import type { WrittenMail } from './mail-of';
import { tellOwner } from './tell-owner';

/** How often to write down what became of a mail where others write at the same time. */
const mostWrites = 4;

/** Sends the mail whose notice this attempt has marked, and writes down what became of it. */
export async function sendMail(
  marked: Notice,
  mail: WrittenMail,
  wanted: WantedMail,
  context: ApologyContext,
): Promise<ApologyResult> {
  const { remedyId, template } = marked;
  const posted = await post(mail, context);
  switch (posted.kind) {
    case 'taken': {
      const { messageId } = posted;
      const { keeping, clock } = context;
      const copy = keeping && copyOf(mail, posted, marked, clock(), keeping);
      const move = { to: 'sent', messageId, keptHash: copy?.hash, why: 'the mail service took it' } as const;
      await noteMove(marked, move, context);
      observeSent(marked, wanted, context);
      if (copy) await keepSent(copy, marked, keeping, context);
      return { result: 'sent', remedyId, template, messageId };
    }
    case 'not-taken':
      await undo(marked, 'the mail service did not take it', context);
      throw posted.error;
    case 'address-refused': {
      const to = mayBeThere(marked) ? 'unknown' : 'suppressed';
      const noted = await noteMove(marked, { to, ...addressRefused }, context);
      observe('mail-failed', wanted, context);
      if (noted) await tellOwner(noted, context);
      return { result: 'no-email', remedyId };
    }
    case 'service-failed':
    case 'no-answer':
      context.observer.trouble(remedyId, 'a mail may or may not have been sent', posted.error);
      return markUnknown(marked, wanted, inDoubt[posted.kind], context);
    default:
      return unreachable(posted);
  }
}

const addressRefused = {
  why: 'the mail service takes no mail to this address; it was not sent, and waits for another way',
  trouble: 'address-refused',
} as const;

/** What is known of a mail of which nobody can say whether it left. */
type Doubt = Pick<NoticeMove, 'why' | 'trouble'>;

const inDoubt = {
  'service-failed': { why: 'the mail service answered with an error of its own', trouble: 'service-failed' },
  'no-answer': { why: 'the mail service did not answer', trouble: 'no-answer' },
} as const;

/**
 * Writes down that a mail which this attempt had marked was certainly not sent. One that was sent before, and was to be
 * sent once more, is where it was: the customer may have got the first.
 */
export async function undo(marked: Notice, why: string, context: ApologyContext): Promise<void> {
  const { resend } = marked;
  const move = mayBeThere(marked)
    ? ({ to: 'unknown', trouble: resend?.trouble, resend } as const)
    : ({ to: 'none' } as const);
  await noteMove(marked, { ...move, why }, context);
}

/** Of a mail that is sent once more: whether the customer may have got the one before it. */
function mayBeThere({ resend }: Notice): boolean {
  return resend !== undefined && resend.from !== 'bounced' && resend.from !== 'suppressed';
}

/** Writes down that nobody knows whether a mail left. It is not sent again by itself. */
export async function markUnknown(
  notice: Notice,
  wanted: WantedMail,
  doubt: Doubt,
  context: ApologyContext,
): Promise<ApologyResult> {
  const noted = await noteMove(notice, { to: 'unknown', ...doubt }, context);
  observe('apology-unknown', wanted, context);
  if (noted) await tellOwner(noted, context);
  return { result: 'unknown', remedyId: notice.remedyId };
}

/** What became of one call of the mail service. */
type Posted =
  | { readonly kind: 'taken'; readonly messageId: string; readonly replyTo?: string | undefined }
  | { readonly kind: 'not-taken'; readonly error: MailNotTakenError }
  | { readonly kind: 'address-refused' }
  | { readonly kind: 'service-failed' | 'no-answer'; readonly error: unknown };

async function post(mail: OutgoingMail, { mailer }: ApologyContext): Promise<Posted> {
  try {
    const taken = await mailer.send(mail);
    return { kind: 'taken', ...taken };
  } catch (error) {
    if (error instanceof AddressRefusedError) return { kind: 'address-refused' };
    if (error instanceof MailNotTakenError) return { kind: 'not-taken', error };
    return { kind: error instanceof MailServiceFailedError ? 'service-failed' : 'no-answer', error };
  }
}

/**
 * What became of the mail is a fact, so it is written also where others have written meanwhile.
 *
 * @returns the notice that says so, or nothing where there was something newer to say
 */
export async function noteMove(marked: Notice, move: NoticeMove, context: WriteContext): Promise<Notice | undefined> {
  let notice = marked;
  for (let writes = 0; writes < mostWrites; writes++) {
    const written = await writeNotice((stamp) => moveNotice(notice, move, stamp), context);
    if (written.result === 'won') return written.notice;
    const { stored } = written;
    if (!stored || !noticeCanBecome(stored.state, move.to)) return undefined;
    // Another attempt has begun since, and what becomes of that one is another fact.
    if (stored.state === 'sending' && stored.token !== marked.token) return undefined;
    notice = stored;
  }
  return undefined;
}

/**
 * How long a customer waited is measured with the apology. Later mails answer something else than the failure, and how
 * long a person took to approve the words is no delay of this system.
 */
function observeSent({ words }: Notice, { template, delivery }: WantedMail, { observer, clock }: ApologyContext): void {
  const { remedyId, failureType, detectedAt } = delivery.outcome;
  const since = (from: string | undefined): number | undefined =>
    template === 'apology' && !words && from !== undefined ? clock().getTime() - Date.parse(from) : undefined;
  const detectToMailMs = since(detectedAt);
  const occurredToMailMs = since(delivery.failure?.occurredAt);
  observer.step({ step: 'apology-sent', remedyId, failureType, detectToMailMs, occurredToMailMs });
}

/** Reports what a delivery came to that sent no mail. */
export function observe(
  step: 'apology-unknown' | 'apology-repeated' | 'words-held' | 'mail-failed',
  { delivery: { outcome } }: WantedMail,
  { observer }: ApologyContext,
): void {
  observer.step({ step, remedyId: outcome.remedyId, failureType: outcome.failureType });
}
