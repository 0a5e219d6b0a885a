import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AuditBucket } from '../kept/audit-bucket';
import { LedgerTrail } from '../kept/ledger-trail';
import { RemedyLedger } from '../kept/remedy-ledger';
import { domainOf, recordsText, SenderIdentity } from '../kept/sender-identity';
import type { StageConfig } from './stage-config';
import { rolePathOf, StageStack } from './stage-stack';

/**
 * What has to outlive everything else, in a stack of its own, so that the rest can be replaced without touching it: the
 * ledger, the audit trail, and the identity of the sender where it is new.
 */
export class LedgerStack extends StageStack {
  readonly ledger: RemedyLedger;
  readonly audit: AuditBucket;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id, config, {
      description: 'Amends: the record of every remedy and of who decided, and who writes',
      terminationProtection: true,
    });
    this.ledger = new RemedyLedger(this, 'Ledger', {
      writers: { rolePath: rolePathOf(config), breakGlassRole: config.breakGlassRole },
      search: config.search,
    });
    this.output('LedgerTableName', this.ledger.table.tableName, 'The table with the record of every remedy.');
    this.audit = new AuditBucket(this, 'Audit', { lock: config.auditLock });
    if (config.ledgerTrail) new LedgerTrail(this, 'Writes', { table: this.ledger.table, bucket: this.audit.bucket });
    this.output('AuditBucketName', this.audit.bucket.bucketName, 'The bucket with the audit trail.');
    if (config.senderIdentity === undefined) this.createIdentity(config);
  }

  private createIdentity({ sender, mailFromDomain }: StageConfig): void {
    const domain = domainOf(sender);
    const identity = new SenderIdentity(this, 'Sender', { domain, mailFromDomain });
    this.output(
      'SenderDnsRecords',
      recordsText(identity.dkimRecords),
      `No mail is sent before the DNS of ${domain} has these records.`,
    );
    this.output(
      'MailFromDnsRecords',
      recordsText(identity.mailFromRecords),
      `With these records bounces go to a domain of yours and SPF is aligned. Until then SES uses its own domain.`,
    );
    this.output(
      'DmarcDnsRecord',
      recordsText([identity.dmarcRecord]),
      `Large mailbox providers want such a record of every sender. If ${domain} has one already, keep it.`,
    );
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}
