/** What the mail service reports about a mail that it accepted. */
export interface EmailEvent {
  readonly customerId: string;
  readonly remedyId: string;
  readonly template: string;
  readonly state: 'delivered' | 'bounced' | 'complained' | 'suppressed';
  /** The network of a message that left in the place of the mail. @default - it is about a mail */
  readonly by?: string | undefined;
  /** The mail service's id of the mail. */
  readonly messageId?: string | undefined;
  /** What the service says of it, in its own words and without addresses, such as `Transient, MailboxFull`. */
  readonly reason?: string | undefined;
}
