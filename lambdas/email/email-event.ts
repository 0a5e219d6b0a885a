/** What the mail service reports about a mail that it accepted. */
export interface EmailEvent {
  readonly customerId: string;
  readonly remedyId: string;
  readonly template: string;
  readonly state: 'delivered' | 'bounced' | 'complained' | 'suppressed';
  /** The mail service's id of the mail. */
  readonly messageId?: string | undefined;
  /** What the service says of it, in its own words and without addresses, such as `Transient, MailboxFull`. */
  readonly reason?: string | undefined;
}
