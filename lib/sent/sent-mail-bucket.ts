import { Duration, Stack, type Acknowledgment, type CfnResource } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { OwnFunction } from '../grants/granted-role';
import { PrivateBucket } from '../kept/private-bucket';
import type { SentMails } from './sent-mails';

/** The option that asks for it. */
export interface WithSentMails {
  /** Whether mails are kept as they left. @default - none are */
  readonly sentMails?: SentMails | undefined;
}

interface SentMailBucketProps {
  readonly expireAfter: Duration;
}

/**
 * Mails as they left. One function adds to it, and whoever people ask reads and forgets. Its policy takes no object a
 * second time, so that a mail stays what it was; it has no versions, so that a mail that was forgotten is gone.
 */
export class SentMailBucket extends Construct {
  /** That of an automation, made once, where the option asks for it. */
  static ifWanted(scope: Construct, { sentMails }: WithSentMails): SentMailBucket | undefined {
    const made = scope.node.tryFindChild('SentMails');
    return made instanceof SentMailBucket
      ? made
      : sentMails && new SentMailBucket(scope, 'SentMails', sentMails.config);
  }

  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { expireAfter }: SentMailBucketProps) {
    super(scope, id);
    const bucket = new PrivateBucket(this, 'Bucket', {
      lifecycleRules: [
        { id: 'Mails', expiration: expireAfter },
        { id: 'Parts', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      reasons: {
        reads:
          'One function adds to it; whoever reads a mail by the operator API stands in the audit trail. Who wants to see each read of the bucket has CloudTrail data events.',
        versions:
          'A mail that was forgotten because its customer was erased has to be gone. A version of it would stay. The policy takes no object a second time, and the ledger has the hash of each.',
        keys: 'A mail is read by one function and forgotten by deletion. A key of KMS for each customer would cost a dollar a month, and a key for all forgets nobody.',
        copies:
          'A mail that is lost is no loss of money or of a record: those are in the ledger. A copy in another region would be one more that has to be erased.',
      },
    });
    bucket.refuseOverwriting(bucket.arnForObjects('*'));
    this.bucket = bucket;
  }

  /** What its functions are told of it. */
  get environment(): { readonly SENT_MAILS_BUCKET_NAME: string } {
    return { SENT_MAILS_BUCKET_NAME: this.bucket.bucketName };
  }

  /** The right to add a mail: none to read one, to list them or to remove one. */
  permitKeeping(asked: OwnFunction): void {
    asked.permit([new PolicyStatement({ actions: ['s3:PutObject'], resources: [this.objects] })], this.namesOfObjects);
  }

  /** The right to read a mail, and to find and delete those of a customer: none to add or to change one. */
  permitShowing(asked: OwnFunction): void {
    const statements = [
      new PolicyStatement({ actions: ['s3:GetObject', 's3:DeleteObject'], resources: [this.objects] }),
      // Without a condition: only who may list is told that a mail is gone, and not that it is not theirs to read.
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }),
    ];
    asked.permit(statements, this.namesOfObjects);
  }

  private get objects(): string {
    return this.bucket.arnForObjects('*');
  }

  private get namesOfObjects(): Acknowledgment {
    const bucketId = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnResource);
    return {
      id: `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/*]`,
      reason:
        'Each mail is an object whose name has the id that SES gave it, and nobody knows it beforehand. Nothing else is in the ' +
        'bucket.',
    };
  }
}
