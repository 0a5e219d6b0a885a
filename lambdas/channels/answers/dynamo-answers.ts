import { DynamoItems } from '../../ledger/dynamo/dynamo-items';
import type { AnswerRecord, AnswerStore } from '../port/answer-store';

/** Answers in the ledger's table. They stay: who hands an old answer over once more sends it once more otherwise. */
export class DynamoAnswers implements AnswerStore {
  private readonly items: DynamoItems;

  constructor(...[client, tableName]: ConstructorParameters<typeof DynamoItems>) {
    this.items = new DynamoItems(client, tableName);
  }

  async find(key: string): Promise<AnswerRecord | undefined> {
    return (await this.items.get(keyOf(key))) as AnswerRecord | undefined;
  }

  save(record: AnswerRecord): Promise<'saved' | 'stale'> {
    return this.items.putNextVersion(keyOf(record.key), record);
  }
}

function keyOf(key: string): { readonly pk: string; readonly sk: string } {
  return { pk: `ANSWER#${key}`, sk: 'ANSWER' };
}
