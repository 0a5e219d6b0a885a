import { CustomResource, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { KeyRingEnvironment } from '../../lambdas/runtime/environment/environment';
import { AmendsFunction } from '../function/amends-function';
import { mayReadSecret } from '../function/function-rights';
import type { Seals } from '../options/shared-resources';

/** Which keys seal what moves money. */
export interface SealKeyOptions {
  /**
   * The number of the newest key, from 1 to 255. One more, and a deployment makes another key; it seals an hour later,
   * when every function knows it.
   *
   * @default 1
   */
  readonly generation?: number | undefined;
  /**
   * Numbers of keys that somebody else may know. They are deleted, and what they have sealed and was not given yet is
   * given by nobody but a person.
   *
   * @default - none
   */
  readonly revoked?: readonly number[] | undefined;
}

export interface SealKeysProps extends SealKeyOptions {
  /** Where the private keys are kept. */
  readonly secret: ISecret;
  readonly encryptionKey: IKey;
  readonly logRetention: RetentionDays;
  readonly logGroupPrefix?: string | undefined;
  readonly reservedConcurrency?: number | undefined;
}

interface SealWishes {
  readonly sealKeys?: SealKeyOptions | undefined;
  readonly logGroupPrefix?: string | undefined;
  readonly reservedConcurrency?: number | undefined;
}

/**
 * Makes the keys of the seals while it is deployed, so that nobody has to: the private ones go into their secret, and
 * the public ones into the functions.
 */
export class SealKeys extends Construct implements Seals {
  /** As the props of an instance say of them. */
  static of(
    scope: Construct,
    { sealKeys, logGroupPrefix, reservedConcurrency }: SealWishes,
    kept: Pick<SealKeysProps, 'secret' | 'encryptionKey' | 'logRetention'>,
  ): SealKeys {
    const once = reservedConcurrency === undefined ? undefined : 1;
    return new SealKeys(scope, 'Seals', { ...sealKeys, ...kept, logGroupPrefix, reservedConcurrency: once });
  }

  readonly publicKeys: string;
  readonly secret: ISecret;
  readonly function: AmendsFunction;

  constructor(scope: Construct, id: string, props: SealKeysProps) {
    super(scope, id);
    const { secret, generation = 1, revoked = [] } = props;
    checkGeneration(generation, revoked);
    this.secret = secret;
    const environment: KeyRingEnvironment = { SEAL_SECRET_NAME: secret.secretArn };
    this.function = new KeyRingFunction(this, 'Make', {
      ...props,
      entry: 'functions/key-ring.ts',
      description: 'Amends: makes the keys that seal what moves money, when it is deployed.',
      serviceName: 'key-ring',
      environment,
      permissions: [mayReadSecret(secret), mayReplace(secret)],
      timeout: Duration.seconds(30),
    });
    secret.encryptionKey?.grantEncryptDecrypt(this.function.role);
    const keys = new CustomResource(this, 'Keys', {
      resourceType: 'Custom::AmendsSealKeys',
      serviceToken: this.function.lambda.functionArn,
      properties: { Generation: String(generation), Revoked: JSON.stringify(revoked) },
      serviceTimeout: Duration.minutes(5),
    });
    keys.node.addDependency(this.function);
    this.publicKeys = keys.getAttString('PublicKeys');
  }
}

/** Nothing invokes it but a deployment, which waits for its answer. */
class KeyRingFunction extends AmendsFunction {
  constructor(...args: ConstructorParameters<typeof AmendsFunction>) {
    super(...args);
    this.acknowledgeDeadLetterRules(
      'A deployment invokes it and waits for its answer: it fails, and says why, where none comes. Nothing is lost with ' +
        'the event, for the next deployment sends it again.',
    );
  }
}

function mayReplace({ secretArn, secretFullArn }: ISecret): PolicyStatement {
  return new PolicyStatement({
    actions: ['secretsmanager:PutSecretValue'],
    resources: [secretFullArn ?? `${secretArn}-??????`],
  });
}

function checkGeneration(generation: number, revoked: readonly number[]): void {
  if (!Number.isInteger(generation) || generation < 1 || generation > 255) {
    throw new Error(`sealKeys.generation is ${generation}: it is a whole number from 1 to 255.`);
  }
  if (revoked.includes(generation)) {
    throw new Error(
      `sealKeys.revoked names ${generation}, the newest key: set generation to ${generation + 1} as well.`,
    );
  }
}
