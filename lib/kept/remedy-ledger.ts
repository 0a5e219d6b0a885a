import { CrossStackReferences, ReferenceStrength, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
  type GlobalSecondaryIndexPropsV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyDocument, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { RemedyIndex } from '../../lambdas/ledger/port/remedy-index';
import { SealSecret } from './seal-secret';

export interface RemedyLedgerProps {
  /**
   * Who may write, whatever their own policies allow.
   *
   * @default - whoever has a policy that allows it
   */
  readonly writers?: LedgerWriters | undefined;
  /**
   * By what remedies are found where nobody knows the customer: the `reference` of a mail (and the remedy's id), the
   * `order`, the `payment`. Each is an index, which costs one write unit for a remedy. DynamoDB adds one to a table
   * that is there in a deployment of its own, and fills it from what is there.
   *
   * @default - by none of these
   */
  readonly search?: readonly RemedyIndex[] | undefined;
}

/** The only ones that may write the ledger. */
export interface LedgerWriters {
  /** The path of the roles of the functions, such as `/amends/prod/`: `rolePath` of `RefundAutomation`. */
  readonly rolePath: string;
  /**
   * The ARN of a role that a person may take on when they have to write by hand.
   *
   * @default - none
   */
  readonly breakGlassRole?: string | undefined;
}

/** Whatever changes items. Transactions need the same rights as what they are made of. */
const writes = [
  'BatchWriteItem',
  'DeleteItem',
  'PartiQLDelete',
  'PartiQLInsert',
  'PartiQLUpdate',
  'PutItem',
  'UpdateItem',
];

/**
 * The table with the record of every remedy: who got what, how much and why. It is retained when its stack is deleted,
 * because a refund whose record is lost is paid again.
 */
export class RemedyLedger extends Construct {
  readonly table: TableV2;
  /** Holds the keys that seal what the table says. */
  readonly sealSecret: Secret;

  constructor(scope: Construct, id: string, { writers, search = [] }: RemedyLedgerProps = {}) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      // AWS managed rather than customer managed: CloudTrail logs its use as well, it has no monthly cost, and nobody
      // can delete the key and with it the record of every refund.
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      resourcePolicy: writers && onlyFor(writers, Stack.of(this)),
      // Only envelopes and counters of one mail address have it. Items without the attribute, such as every item about
      // money, never expire.
      timeToLiveAttribute: 'expiresAtSeconds',
      // Sparse: a remedy record has `waiting` only while something is still to be done about it.
      globalSecondaryIndexes: [
        {
          indexName: 'waiting',
          partitionKey: { name: 'waiting', type: AttributeType.STRING },
          sortKey: { name: 'dueAt', type: AttributeType.STRING },
          projectionType: ProjectionType.KEYS_ONLY,
        },
        ...search.map(searchIndex),
      ],
    });
    this.sealSecret = new SealSecret(this, 'Seals').secret;
    // A stack that uses the ledger prevents its deletion.
    CrossStackReferences.of(this.table).produce(ReferenceStrength.STRONG);
    CrossStackReferences.of(this.sealSecret).produce(ReferenceStrength.STRONG);
  }
}

/** Its partition key is an attribute that remedy records have from their first version on, and that never changes. */
const searchKeys = { reference: 'evidence', order: 'orderId', payment: 'paymentId' } as const;

function searchIndex(indexName: RemedyIndex): GlobalSecondaryIndexPropsV2 {
  return {
    indexName,
    partitionKey: { name: searchKeys[indexName], type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  };
}

/**
 * Roles of functions of another account, or of other stacks, have another path. Reading is left to everybody's
 * policies.
 */
function onlyFor({ rolePath, breakGlassRole }: LedgerWriters, { partition, account }: Stack): PolicyDocument {
  const functions = `arn:${partition}:iam::${account}:role${rolePath}*`;
  const statement = new PolicyStatement({
    sid: 'OnlyTheFunctionsWrite',
    effect: Effect.DENY,
    principals: [new StarPrincipal()],
    actions: writes.map((action) => `dynamodb:${action}`),
    // The table itself, whose ARN its own policy cannot name before it is there.
    resources: ['*'],
    conditions: { ArnNotLike: { 'aws:PrincipalArn': [functions, ...(breakGlassRole ? [breakGlassRole] : [])] } },
  });
  return new PolicyDocument({ statements: [statement] });
}
