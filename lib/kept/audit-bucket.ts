import { CrossStackReferences, Duration, ReferenceStrength } from 'aws-cdk-lib';
import { ObjectLockRetention, type Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { PrivateBucket } from './private-bucket';

/** For how long S3 itself keeps what was written from being changed or removed. */
export interface AuditLock {
  /**
   * `governance`: whoever has `s3:BypassGovernanceRetention` can end it early. `compliance`: nobody can, nor AWS, nor
   * the root user, and a bucket with one such object stays until it is over.
   */
  readonly mode: 'governance' | 'compliance';
  /** Days from the moment an event is written. */
  readonly days: number;
}

export interface AuditBucketProps {
  /**
   * A lock of S3 on every event.
   *
   * @default - none: nobody may delete by the bucket's policy, and whoever may change that policy can end this
   */
  readonly lock?: AuditLock | undefined;
}

/**
 * Where the audit trail is kept: who did, read and was refused what. Its policy takes a new object only where none has
 * that name, and lets nobody delete one, whatever their own policies say.
 */
export class AuditBucket extends Construct {
  readonly bucket: Bucket;

  /** @throws Error where the lock is for no whole number of days */
  constructor(scope: Construct, id: string, { lock }: AuditBucketProps = {}) {
    super(scope, id);
    const bucket = new PrivateBucket(this, 'Bucket', {
      versioned: true,
      // Without a default retention it locks nothing, and lets a lock be added later.
      objectLockEnabled: true,
      objectLockDefaultRetention: lock && retentionOf(lock),
      reasons: {
        reads:
          'The one function that reads it writes down each read in the trail itself; who else reads it is seen by CloudTrail data events, an option of the stage.',
        keys: 'It holds no customer data but ids. With a key of its own, whoever may delete that key could delete the trail, which object lock is there to prevent.',
        copies:
          'A copy in another account or region is for the company to decide on, by a replication of its own; the trail needs none to be true.',
      },
    });
    bucket.refuseOverwriting(bucket.arnForObjects('requests/*'));
    bucket.refuse('DenyDeleting', ['s3:DeleteObject', 's3:DeleteObjectVersion'], bucket.arnForObjects('*'));
    // A stack that writes to it prevents its deletion.
    CrossStackReferences.of(bucket).produce(ReferenceStrength.STRONG);
    this.bucket = bucket;
  }
}

function retentionOf({ mode, days }: AuditLock): ObjectLockRetention {
  if (!Number.isInteger(days) || days < 1 || days > 36_500) {
    throw new Error(`An audit trail is locked for a whole number of days from 1 to 36500, and not for ${days}.`);
  }
  const duration = Duration.days(days);
  return mode === 'compliance' ? ObjectLockRetention.compliance(duration) : ObjectLockRetention.governance(duration);
}

/** Where the trail of an instance is kept: in the bucket that is given, or in one of its own that is made once. */
export function auditBucketIn(scope: Construct, given: IBucket | undefined): IBucket {
  const made = scope.node.tryFindChild('Audit');
  return given ?? (made instanceof AuditBucket ? made : new AuditBucket(scope, 'Audit')).bucket;
}
