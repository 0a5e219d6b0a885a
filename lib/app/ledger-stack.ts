import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { RemedyLedger } from '../constructs/remedy-ledger';
import type { StageConfig } from './stage-config';
import { StageStack } from './stage-stack';

/** The ledger in a stack of its own, so that everything else can be replaced without touching it. */
export class LedgerStack extends StageStack {
  readonly ledger: RemedyLedger;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id, config, { description: 'Amends: the record of every remedy', terminationProtection: true });
    this.ledger = new RemedyLedger(this, 'Ledger');
    new CfnOutput(this, 'LedgerTableName', {
      value: this.ledger.table.tableName,
      description: 'The table with the record of every remedy.',
    });
  }
}
