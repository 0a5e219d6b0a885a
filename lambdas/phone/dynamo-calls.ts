import { DynamoItems } from '../ledger/dynamo/dynamo-items';
import type { CallRecord } from './call-record';
import type { CallStore } from './call-store';

/** Calls in the ledger's table, with an item for each contact that leads to its call. They stay. */
export class DynamoCalls implements CallStore {
  private readonly items: DynamoItems;

  constructor(...[client, tableName]: ConstructorParameters<typeof DynamoItems>) {
    this.items = new DynamoItems(client, tableName);
  }

  async find(key: string): Promise<CallRecord | undefined> {
    return (await this.items.get(callAt(key))) as CallRecord | undefined;
  }

  save(record: CallRecord): Promise<'saved' | 'stale'> {
    return this.items.putNextVersion(callAt(record.key), record);
  }

  async keyOf(contactId: string): Promise<string | undefined> {
    const noted = (await this.items.get(contactAt(contactId))) as { readonly key: string } | undefined;
    return noted?.key;
  }

  async note(contactId: string, key: string): Promise<void> {
    const noted = { key, version: 1 };
    await this.items.putNextVersion(contactAt(contactId), noted);
  }
}

function callAt(key: string): { readonly pk: string; readonly sk: string } {
  return { pk: `CALL#${key}`, sk: 'CALL' };
}

function contactAt(contactId: string): { readonly pk: string; readonly sk: string } {
  return { pk: `CALLCONTACT#${contactId}`, sk: 'CALL' };
}
