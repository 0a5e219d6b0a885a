import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Mode } from '../../lambdas/model/controls';
import type { AlarmSettings } from './alarm-settings';

/** What all functions of one deployment share. */
export interface SharedResources {
  /** Carries failures and outcomes. */
  readonly eventBus: IEventBus;
  /** The ledger. */
  readonly table: ITable;
  readonly alarms: AlarmSettings;
  /** Encrypts the functions' logs. */
  readonly encryptionKey: IKey;
  readonly logRetention: RetentionDays;
  /** The begin of the names of log groups. Undefined: CloudFormation makes names up. */
  readonly logGroupPrefix?: string | undefined;
}

/** The keys of the seals, which everything bears that moves money. */
export interface Seals {
  /** The public keys by their number, as JSON. */
  readonly publicKeys: string;
  /** Holds the private ones. */
  readonly secret: ISecret;
}

/** What functions need that judge seals. */
export interface Judging {
  readonly seals: Seals;
}

/** The environment of functions that judge seals. */
export function judgingEnvironment({ publicKeys }: Seals) {
  return { SEAL_KEYS: publicKeys };
}

/** The environment of functions that make seals. */
export function sealingEnvironment(seals: Seals) {
  return { ...judgingEnvironment(seals), SEAL_SECRET_NAME: seals.secret.secretArn };
}

/** What the functions share that tell owners of mails which did not reach their customers. */
export interface TellingContext extends SharedResources {
  /** The failure types that each owner looks after, as JSON. */
  readonly owners: string;
}

/** What the functions share that decide about money. */
export interface MoneyContext extends SharedResources, Judging {
  /** Limits that differ from the defaults, as JSON. */
  readonly limits: string;
  /** The mode until somebody switches it. Undefined: `auto`. */
  readonly firstMode?: Mode | undefined;
}
