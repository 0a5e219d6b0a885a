import { DynamoItems } from '../../ledger/dynamo/dynamo-items';
import type { DaySpend, MessageSpend } from './message-spend';

/** One item for each network and day, in the ledger's table. */
export class DynamoMessageSpend implements MessageSpend {
  private readonly items: DynamoItems;

  constructor(...[client, tableName]: ConstructorParameters<typeof DynamoItems>) {
    this.items = new DynamoItems(client, tableName);
  }

  async find(network: string, day: string): Promise<DaySpend | undefined> {
    return (await this.items.get(keyOf(network, day))) as DaySpend | undefined;
  }

  save(spend: DaySpend): Promise<'saved' | 'stale'> {
    return this.items.putNextVersion(keyOf(spend.network, spend.day), spend);
  }
}

function keyOf(network: string, day: string): { readonly pk: string; readonly sk: string } {
  return { pk: `SPEND#${network}#${day}`, sk: 'SPEND' };
}
