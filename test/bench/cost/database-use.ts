import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { meter, type Metered } from '../request-meter';

/** What some work asked of the database. */
export interface DatabaseUse {
  readonly requests: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Of the index `waiting`, which is written where an item comes, goes or moves there. */
  readonly indexWriteUnits: number;
}

/** Counts what a client asks, in the units that the engine states. */
export class DatabaseMeter {
  private readonly metered: Metered;
  private readonly indexed = new Map<string, string>();
  private indexWriteUnits = 0;

  constructor(client: DynamoDBClient) {
    this.metered = meter(client, { units: true });
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const { Item: item } = args.input as { Item?: Record<string, AttributeValue> };
        if (item) this.indexWriteUnits += this.indexUnitsOf(item);
        return result;
      },
      { step: 'initialize', name: 'index' },
    );
  }

  async during(work: () => Promise<unknown>): Promise<DatabaseUse> {
    const before = this.now();
    await work();
    return combine(this.now(), before, (a, b) => a - b);
  }

  private now(): DatabaseUse {
    const { requests, readUnits, writeUnits } = this.metered;
    return { requests, readUnits, writeUnits, indexWriteUnits: this.indexWriteUnits };
  }

  /** One for an item that comes or goes, and two for one that moves. */
  private indexUnitsOf(item: Record<string, AttributeValue>): number {
    const key = `${item['pk']?.S} ${item['sk']?.S}`;
    const before = this.indexed.get(key);
    const after = item['waiting'] && `${item['waiting'].S} ${item['dueAt']?.S}`;
    if (after === undefined) this.indexed.delete(key);
    else this.indexed.set(key, after);
    if (before === after) return 0;
    return before === undefined || after === undefined ? 1 : 2;
  }
}

export const nothing: DatabaseUse = { requests: 0, readUnits: 0, writeUnits: 0, indexWriteUnits: 0 };

export function sumOf(one: DatabaseUse, other: DatabaseUse): DatabaseUse {
  return combine(one, other, (a, b) => a + b);
}

/** Of each of so many. */
export function share(use: DatabaseUse, of: number): DatabaseUse {
  return combine(use, nothing, (units) => units / of);
}

function combine(one: DatabaseUse, other: DatabaseUse, combined: (a: number, b: number) => number): DatabaseUse {
  return {
    requests: combined(one.requests, other.requests),
    readUnits: combined(one.readUnits, other.readUnits),
    writeUnits: combined(one.writeUnits, other.writeUnits),
    indexWriteUnits: combined(one.indexWriteUnits, other.indexWriteUnits),
  };
}
