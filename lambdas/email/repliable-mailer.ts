import { markDays, markName, replyAddress, replyToken, type ReplyMark } from '../conversation/reply-mark';
import type { ReplyMarks } from '../conversation/conversations';
import { dayMs } from '../model/durations';
import { ownLines } from './inbound/own-lines';
import { MailNotTakenError, type Mailer, type OutgoingMail } from './mailer';

export interface RepliableMailerProps {
  readonly marks: ReplyMarks;
  /** Where answers go. */
  readonly domain: string;
  readonly clock: () => Date;
  /** So many random bytes. */
  readonly random: (bytes: number) => Uint8Array;
  /** Tells of a mark that could not be kept, though the mail has left. */
  readonly trouble: (remedyId: string, what: string, error: unknown) => void;
}

/** Gives every mail an address of its own that its answers go to, by which they are known. */
export class RepliableMailer implements Mailer {
  constructor(
    private readonly inner: Mailer,
    private readonly props: RepliableMailerProps,
  ) {}

  async send(mail: OutgoingMail): Promise<{ readonly messageId: string; readonly replyTo: string }> {
    const { marks, domain, clock, random, trouble } = this.props;
    const { customerId, remedyId, template } = mail;
    const token = replyToken(random(16));
    const expiresAt = new Date(clock().getTime() + markDays * dayMs).toISOString();
    const mark: ReplyMark = { customerId, remedyId, template, lines: ownLines(mail), expiresAt };
    await keepBefore(marks, markName('token', token), mark);
    const replyTo = replyAddress(token, domain);
    const sent = await this.inner.send({ ...mail, sender: { ...mail.sender, replyTo } });
    try {
      await marks.keepMark(markName('mail', sent.messageId), mark);
    } catch (error) {
      // The mail has left, and its token is known.
      trouble(remedyId, 'an answer to a mail is known by its address alone', error);
    }
    return { ...sent, replyTo };
  }
}

/** @throws MailNotTakenError: nothing was sent, so it is tried again */
async function keepBefore(marks: ReplyMarks, name: string, mark: ReplyMark): Promise<void> {
  try {
    await marks.keepMark(name, mark);
  } catch (cause) {
    throw new MailNotTakenError('The address for answers to the mail could not be kept', { cause });
  }
}
