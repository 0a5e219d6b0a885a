/** What the mail service tells of a mail it took. */
export interface EmailEvent {
  readonly customerId: string;
  readonly remedyId: string;
  readonly template: string;
  readonly became: 'delivered' | 'bounced' | 'complained' | 'suppressed';
}
