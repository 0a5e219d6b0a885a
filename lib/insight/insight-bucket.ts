import { Duration } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { sentPrefix } from '../../lambdas/insight/weekly/sent-weeks';
import { PrivateBucket } from '../kept/private-bucket';

/** Where the lines are, below one folder for each day. */
export const linesPrefix = 'insight/';

/** Where that lies for some days which Firehose could not make a line of, as it came: with name and address. */
export const failedPrefix = 'failed/';

/** Where answers lie until they are fetched. */
export const answersPrefix = 'answers/';

export interface InsightBucketProps {
  readonly retention: Duration;
}

/** The files of insight, and each gone when its time is over. */
export class InsightBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { retention }: InsightBucketProps) {
    super(scope, id);
    this.bucket = new PrivateBucket(this, 'Bucket', {
      lifecycleRules: [
        { id: 'Lines', prefix: linesPrefix, expiration: retention },
        // Long enough to find out after a weekend why, and no longer: there are names in it.
        { id: 'Failed', prefix: failedPrefix, expiration: Duration.days(4) },
        // A week is told of within hours of its end, if at all.
        { id: 'Sent', prefix: sentPrefix, expiration: Duration.days(35) },
        { id: 'Answers', prefix: answersPrefix, expiration: Duration.days(1) },
        { id: 'Parts', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      reasons: {
        reads:
          'It holds figures without names and addresses, and each question to them is kept by Athena with who asked. Whoever wants more has CloudTrail data events.',
        versions:
          'Nothing in it is ever changed, and what is deleted when its time is over has to be gone. A version of it would stay.',
        keys: 'Its pseudonyms lead to nobody without a key that lies elsewhere. A key of KMS would cost a request for each file that a question reads.',
        copies:
          'Figures that are lost are no loss of money or of a record: those are in the ledger. A copy in another region is for the company to decide on.',
      },
    });
  }
}
