import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { RemedyLedger } from '../constructs/remedy-ledger';

/** The ledger in a stack of its own, so that everything else can be replaced without touching it. */
export class LedgerStack extends Stack {
  readonly ledger: RemedyLedger;

  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'Amends: the record of every remedy', terminationProtection: true });
    this.ledger = new RemedyLedger(this, 'Ledger');
    new CfnOutput(this, 'LedgerTableName', {
      value: this.ledger.table.tableName,
      description: 'The table with the record of every remedy.',
    });
  }
}
