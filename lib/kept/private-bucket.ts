import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** Why it has not what packs of rules want of every bucket. */
interface Reasons {
  /** No log of each access. */
  readonly reads: string;
  /** No versions. @default - it has them */
  readonly versions?: string | undefined;
  /** No key of KMS. */
  readonly keys: string;
  /** No copy in another place. */
  readonly copies: string;
}

interface PrivateBucketProps extends Pick<
  BucketProps,
  'lifecycleRules' | 'versioned' | 'objectLockEnabled' | 'objectLockDefaultRetention'
> {
  readonly reasons: Reasons;
}

/** What every bucket of ours is: encrypted, closed to the public, reached by TLS alone, and kept with what is in it. */
export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, { reasons, ...props }: PrivateBucketProps) {
    super(scope, id, {
      ...props,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const { reads, versions, keys, copies } = reasons;
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-S1', reason: reads },
      ...inBothPacks('S3BucketLoggingEnabled', reads),
      ...(versions === undefined ? [] : inBothPacks('S3BucketVersioningEnabled', versions)),
      ...inBothPacks('S3DefaultEncryptionKMS', keys),
      ...inBothPacks('S3BucketReplicationEnabled', copies),
    );
  }

  /** Takes an object only where none has its name, whatever the policies of whoever puts it say. */
  refuseOverwriting(objects: string): void {
    this.refuse('DenyOverwriting', ['s3:PutObject'], objects, {
      Null: { 's3:if-none-match': 'true' },
      // The parts of an upload in parts carry no such header, and only its end makes an object.
      Bool: { 's3:ObjectCreationOperation': 'true' },
    });
  }

  /** Denies it to everybody, whatever their own policies say. */
  refuse(sid: string, actions: string[], objects: string, conditions?: Record<string, unknown>): void {
    const everybody = { effect: Effect.DENY, principals: [new AnyPrincipal()] };
    this.addToResourcePolicy(new PolicyStatement({ sid, ...everybody, actions, resources: [objects], conditions }));
  }
}

function inBothPacks(rule: string, reason: string): { readonly id: string; readonly reason: string }[] {
  return ['NIST.800.53.R5', 'PCI.DSS.321'].map((pack) => ({ id: `${pack}-${rule}`, reason }));
}
