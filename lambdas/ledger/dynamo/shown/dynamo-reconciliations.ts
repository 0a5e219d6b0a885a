import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { dayMs } from '../../../model/durations';
import type { KeptReconciliation, ReconciliationRun, ReconciliationStore } from '../../port/reconciliation-store';
import { DynamoItems, fromItem, onlyIfNew, type Key } from '../dynamo-items';

/** A finding comes again each day until it is settled, so that old runs say nothing new. */
const keptDays = 100;

/** The last comparisons in the ledger's table. One is written once, and forgotten after some months. */
export class DynamoReconciliations implements ReconciliationStore {
  private readonly items: DynamoItems;

  constructor(client: DynamoDBClient, tableName: string) {
    this.items = new DynamoItems(client, tableName);
  }

  async keep(run: KeptReconciliation): Promise<void> {
    const { findings, ...summary } = run;
    const expiresAtSeconds = Math.floor((Date.parse(run.startedAt) + keptDays * dayMs) / 1_000);
    // The list of runs comes last: whoever finds a run in it finds what it found.
    await this.items.put(findingsKey(run.startedAt), { ...summary, findings }, { expiresAtSeconds }, onlyIfNew);
    await this.items.put(runKey(run.startedAt), summary, { expiresAtSeconds }, onlyIfNew);
  }

  async lastRuns(limit: number): Promise<ReconciliationRun[]> {
    const command = new QueryCommand({
      TableName: this.items.tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: marshall({ ':pk': partition }),
      ScanIndexForward: false,
      Limit: limit,
    });
    const { Items: items = [] } = await this.items.client.send(command);
    return items.map((item) => fromItem(item) as ReconciliationRun);
  }

  async readRun(startedAt: string): Promise<KeptReconciliation | undefined> {
    return (await this.items.get(findingsKey(startedAt))) as KeptReconciliation | undefined;
  }
}

const partition = 'RECONCILIATIONS';

function runKey(startedAt: string): Key {
  return { pk: partition, sk: startedAt };
}

function findingsKey(startedAt: string): Key {
  return { pk: `RECONCILIATION#${startedAt}`, sk: 'FINDINGS' };
}
