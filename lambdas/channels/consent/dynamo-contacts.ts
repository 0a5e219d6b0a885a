import { DynamoItems } from '../../ledger/dynamo/dynamo-items';
import type { ContactRecord, ContactStore } from './contact';

/** Contacts in the ledger's table. They stay. */
export class DynamoContacts implements ContactStore {
  private readonly items: DynamoItems;

  constructor(...[client, tableName]: ConstructorParameters<typeof DynamoItems>) {
    this.items = new DynamoItems(client, tableName);
  }

  async find(key: string): Promise<ContactRecord | undefined> {
    return (await this.items.get(keyOf(key))) as ContactRecord | undefined;
  }

  save(record: ContactRecord): Promise<'saved' | 'stale'> {
    return this.items.putNextVersion(keyOf(record.key), record);
  }
}

function keyOf(key: string): { readonly pk: string; readonly sk: string } {
  return { pk: `CONTACT#${key}`, sk: 'CONTACT' };
}
