import { Duration } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { PrivateBucket } from '../kept/private-bucket';

/** Longer than a failed event waits in retry queue and dead-letter queue together. */
export const rawDays = 30;

/**
 * Where SES puts mails as they came. Each is removed once its copy has left for the mailbox, and gone after thirty days
 * at the latest: what is too long to be sent on, or may do harm, lies here until then.
 */
export class ReplyBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new PrivateBucket(this, 'Bucket', {
      lifecycleRules: [
        { id: 'Mails', expiration: Duration.days(rawDays) },
        { id: 'Parts', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      reasons: {
        reads:
          'SES alone writes to it and one function reads it, which removes each mail once its copy has left. Whoever wants to see each read has CloudTrail data events.',
        versions:
          'A mail that was removed, because its copy has left or its thirty days are over, has to be gone. A version of it would stay.',
        keys: 'A mail lies here for seconds, and thirty days where it is too long to be sent on or may do harm. SES would need the right to use a key of ours, and lose mails where it has it not.',
        copies:
          'What is heard lies in the ledger and in the mailbox. A copy in another region would be one more that has to be erased.',
      },
    });
  }
}
