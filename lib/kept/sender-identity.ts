import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EmailIdentity, Identity, MailFromBehaviorOnMxFailure } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';

export interface SenderIdentityProps {
  /** The domain that apologies are sent from. */
  readonly domain: string;
  /**
   * The domain of the envelope sender, to which bounces go: below the sender's domain, and used for nothing else.
   *
   * @default - `bounce.` and the domain
   */
  readonly mailFromDomain?: string | undefined;
}

/** A record that the DNS of the sender's domain needs. */
export interface DnsRecord {
  readonly name: string;
  readonly type: 'CNAME' | 'MX' | 'TXT';
  readonly value: string;
}

/**
 * The domain that apologies come from, at SES. It is kept when its stack is deleted: to verify it anew takes changes in
 * the DNS and days of reputation, and other systems may send from it meanwhile.
 *
 * A domain rather than an address, because only then SES signs the mails with DKIM for the domain, without which
 * mailbox providers treat them as forged.
 */
export class SenderIdentity extends Construct {
  readonly identity: EmailIdentity;
  /** Without these nothing is sent at all. */
  readonly dkimRecords: readonly DnsRecord[];
  /**
   * With these the envelope is of the domain too. Without them SES uses its own domain, and mails are sent all the
   * same.
   */
  readonly mailFromRecords: readonly DnsRecord[];
  /**
   * Says what receivers do with mails that only pretend to come from the domain. Large providers want every sender to
   * have it.
   */
  readonly dmarcRecord: DnsRecord;

  constructor(scope: Construct, id: string, props: SenderIdentityProps) {
    super(scope, id);
    const { domain, mailFromDomain = `bounce.${domain}` } = props;
    this.identity = new EmailIdentity(this, 'Domain', {
      identity: Identity.domain(domain),
      mailFromDomain,
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
    });
    this.identity.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.dkimRecords = this.identity.dkimRecords.map(({ name, value }) => ({ name, type: 'CNAME', value }));
    this.mailFromRecords = [
      { name: mailFromDomain, type: 'MX', value: `10 feedback-smtp.${Stack.of(this).region}.amazonses.com` },
      { name: mailFromDomain, type: 'TXT', value: '"v=spf1 include:amazonses.com ~all"' },
    ];
    this.dmarcRecord = { name: `_dmarc.${domain}`, type: 'TXT', value: '"v=DMARC1; p=none;"' };
  }
}

/** The domain of an address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** Records in one line, as an output of a stack shows them. */
export function recordsText(records: readonly DnsRecord[]): string {
  return records.map(({ name, type, value }) => `${name} ${type} ${value}`).join(', ');
}
