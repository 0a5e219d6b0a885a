import { CrossStackReferences, Duration, ReferenceStrength, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

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
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      // Without a default retention it locks nothing, and lets a lock be added later.
      objectLockEnabled: true,
      objectLockDefaultRetention: lock && retentionOf(lock),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.deny('DenyOverwriting', ['s3:PutObject'], this.bucket.arnForObjects('requests/*'), {
      Null: { 's3:if-none-match': 'true' },
      // The parts of an upload in parts carry no such header, and only its end makes an object.
      Bool: { 's3:ObjectCreationOperation': 'true' },
    });
    const all = this.bucket.arnForObjects('*');
    this.deny('DenyDeleting', ['s3:DeleteObject', 's3:DeleteObjectVersion'], all);
    // A stack that writes to it prevents its deletion.
    CrossStackReferences.of(this.bucket).produce(ReferenceStrength.STRONG);
    this.acknowledge();
  }

  private deny(sid: string, actions: string[], resource: string, conditions?: Record<string, unknown>): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions,
        resources: [resource],
        conditions,
      }),
    );
  }

  private acknowledge(): void {
    const reads =
      'The one function that reads it writes down each read in the trail itself; who else reads it is seen by CloudTrail data events, an option of the stage.';
    const keys =
      'It holds no customer data but ids. With a key of its own, whoever may delete that key could delete the trail, which object lock is there to prevent.';
    const copies =
      'A copy in another account or region is for the company to decide on, by a replication of its own; the trail needs none to be true.';
    Validations.of(this.bucket).acknowledge(
      { id: 'AwsSolutions-S1', reason: reads },
      ...['NIST.800.53.R5-S3BucketLoggingEnabled', 'PCI.DSS.321-S3BucketLoggingEnabled'].map((rule) => ({
        id: rule,
        reason: reads,
      })),
      ...['NIST.800.53.R5-S3DefaultEncryptionKMS', 'PCI.DSS.321-S3DefaultEncryptionKMS'].map((rule) => ({
        id: rule,
        reason: keys,
      })),
      ...['NIST.800.53.R5-S3BucketReplicationEnabled', 'PCI.DSS.321-S3BucketReplicationEnabled'].map((rule) => ({
        id: rule,
        reason: copies,
      })),
    );
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
