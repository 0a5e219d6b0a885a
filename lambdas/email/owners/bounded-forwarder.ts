import type { CopiedFrom, CopyCounts } from './copy-counts';
import type { Forwarded, ForwardedMail, MailForwarder } from './mail-forwarder';

/** Tells the mailbox that it gets no more copies today. */
export interface CopiesBoundTold {
  /** @throws where it is not certain that the mail service took it */
  tellOfBound(mailbox: string, text: string): Promise<void>;
}

export interface BoundedForwarderProps {
  readonly inner: MailForwarder & CopiesBoundTold;
  readonly counts: CopyCounts;
  /** So many to each mailbox a day: of what customers write, and once more of what strangers do. */
  readonly copiesPerDay: number;
  readonly clock: () => Date;
  /** Where the mails lie of which no copy is sent. */
  readonly place: string;
}

/**
 * Sends on so many copies a day. What comes after that is left where it came, and a person is told once a day.
 */
export class BoundedForwarder implements MailForwarder {
  constructor(private readonly props: BoundedForwarderProps) {}

  async forward(mail: ForwardedMail): Promise<Forwarded> {
    const { inner, counts, copiesPerDay, clock, place } = this.props;
    const now = clock();
    const from = whoseIs(mail);
    const of = { mailbox: mail.mailbox, from, day: now.toISOString().slice(0, 10) };
    const taken = await counts.take(of, copiesPerDay, now);
    if (taken === 'within') return inner.forward(mail);
    if (taken === 'untold') {
      await inner.tellOfBound(mail.mailbox, boundText(from, copiesPerDay, place));
      await counts.noteTelling(of);
    }
    return 'left';
  }
}

/** Somebody whom we know as who they say they are: a customer of ours, or a person of the company. */
function whoseIs({ remedyId, disbelieved, answer }: ForwardedMail): CopiedFrom {
  const isKnown = remedyId !== undefined && disbelieved === undefined && (!answer || answer.by !== undefined);
  return isKnown ? 'customers' : 'strangers';
}

function boundText(from: CopiedFrom, most: number, place: string): string {
  const writers =
    from === 'customers'
      ? 'What customers write is in their conversations all the same, where somebody takes it and answers: amends conversations list'
      : 'They answer no mail that is known here, or are not certain to be from who they say. No conversation has what they say.';
  return [
    `${most} mails of ${from} were sent on to this mailbox today, and that is as many as should be. No more copies of them come until midnight (UTC).`,
    'Nothing is lost: each mail lies for 30 days as it came, from which on this mailbox has it no more.',
    `They lie at ${place}`,
    writers,
    'What to do: the runbook of conversations, "Copies that were not sent".',
  ].join('\n\n');
}
