import type { Person } from '../../email/brand';
import type { OutgoingMail } from '../../email/mailer';
import { writtenDown } from '../../email/sent/sent-mail';
import type { SentMailKeeper } from '../../email/sent/sent-mails';
import type { Notice } from '../../ledger/notice/notice';
import type { Ledger } from '../../ledger/port/ledger';
import type { Observer } from '../record/observer';

/** How mails are kept as they left. */
export interface Keeping {
  readonly mails: SentMailKeeper;
  /** Aborts once one mail has taken too long to keep. */
  readonly deadline: () => AbortSignal;
  /** A text that nobody guesses. */
  readonly newSalt: () => string;
}

interface KeepContext {
  readonly ledger: Pick<Ledger, 'readMails'>;
  readonly observer: Observer;
}

/** A mail with what is said of it beside what it says. */
interface LeftMail extends OutgoingMail {
  readonly locale: string;
  readonly signatory: Person;
  readonly preview: string;
}

/** A mail that has left, ready to be kept, and the hash of it that its notice has. */
export interface Copy {
  readonly messageId: string;
  readonly text: string;
  readonly hash: string;
}

/** @param left what the mail service answered, and where answers to this one mail go */
export function copyOf(
  mail: LeftMail,
  { messageId, replyTo = mail.sender.replyTo }: { readonly messageId: string; readonly replyTo?: string | undefined },
  { template }: Notice,
  leftAt: Date,
  { newSalt }: Keeping,
): Copy {
  const { remedyId, sender, to, locale, signatory, subject, preview, text, html } = mail;
  const from = { name: sender.name, email: sender.email };
  const facts = { remedyId, template, messageId, leftAt: leftAt.toISOString(), from, replyTo };
  const reader = { to: { ...(to.name !== undefined && { name: to.name }), email: to.email }, locale };
  const signed = { signedBy: signatory.name, signedRole: signatory.role };
  return {
    messageId,
    ...writtenDown({ salt: newSalt(), ...facts, ...reader, ...signed, subject, preview, text, html }),
  };
}

/**
 * Keeps a mail that has left, unless its customer was erased meanwhile. The mail is with its reader whatever becomes of
 * this: a failure is told, and nothing waits for it longer than its deadline.
 */
export async function keepSent(
  { messageId, text }: Copy,
  { customerId, remedyId, template, type: failureType }: Notice,
  { mails, deadline }: Keeping,
  { ledger, observer }: KeepContext,
): Promise<void> {
  const signal = deadline();
  const keep = async (): Promise<void> => {
    // Whoever erases empties the envelope first, and deletes what is kept once the time of this look is over.
    const { isErased } = await ledger.readMails({ customerId, remedyId }, []);
    signal.throwIfAborted();
    if (!isErased) await mails.keep({ customerId, remedyId, template, messageId }, text, signal);
  };
  try {
    await Promise.race([keep(), abortOf(signal)]);
  } catch (error) {
    observer.trouble(remedyId, 'a mail has left, and is not kept', error);
    observer.step({ step: 'mail-not-kept', remedyId, failureType });
  }
}

/** Never comes where it is in time. */
function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('out of time'));
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}
