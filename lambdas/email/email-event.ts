/** What the mail service reports about a mail that it accepted. */
export interface EmailEvent {
  readonly customerId: string;
  readonly remedyId: string;
  readonly template: string;
  readonly state: 'delivered' | 'bounced' | 'complained' | 'suppressed';
}
