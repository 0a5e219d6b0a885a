import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { RemedyLedger, type RemedyLedgerProps } from './remedy-ledger';
import { SealSecret } from './seal-secret';

export interface GivenLedger {
  readonly table?: ITable | undefined;
  readonly sealSecret?: ISecret | undefined;
  readonly search?: RemedyLedgerProps['search'];
}

/** The ledger's table and the secret of its seals. What is given from outside is kept there. */
export function givenOrNewLedger(
  scope: Construct,
  { table, sealSecret, search }: GivenLedger,
): { readonly table: ITable; readonly sealSecret: ISecret } {
  if (table) return { table, sealSecret: sealSecret ?? new SealSecret(scope, 'SealSecret').secret };
  const ledger = new RemedyLedger(scope, 'Ledger', { search });
  return { table: ledger.table, sealSecret: sealSecret ?? ledger.sealSecret };
}
