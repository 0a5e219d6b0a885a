import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { meter, unitsOf, type Answered, type Metered } from '../request-meter';

/** What some work asked of the database. */
export interface DatabaseUse {
  readonly requests: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Of the index `waiting`, which is written where an item comes, goes or moves there. */
  readonly indexWriteUnits: number;
  /**
   * Of the write units, those of what a plain refund has not: an item that says whose an order line is, one that counts
   * reports from an address, and what any item has beyond its first kilobyte.
   */
  readonly furtherWriteUnits: number;
}

type Item = Record<string, AttributeValue>;

/** Counts what a client asks, in the units that the engine states. */
export class DatabaseMeter {
  private readonly metered: Metered;
  private readonly indexed = new Map<string, string>();
  private indexWriteUnits = 0;
  private furtherWriteUnits = 0;

  constructor(client: DynamoDBClient) {
    this.metered = meter(client, { units: true });
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          const result = await next(args);
          const { Item: item, Key: key } = args.input as { readonly Item?: Item; readonly Key?: Item };
          if (item) this.indexWriteUnits += this.indexUnitsOf(item);
          if (/^(Put|Update)/.test(commandName)) {
            const units = unitsOf(result.output as Answered);
            this.furtherWriteUnits += isOfPlainRefund((item ?? key)?.['pk']?.S) ? Math.max(0, units - 1) : units;
          }
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
    const { indexWriteUnits, furtherWriteUnits } = this;
    return { requests, readUnits, writeUnits, indexWriteUnits, furtherWriteUnits };
  }

  /** One for an item that comes or goes, and two for one that moves. */
  private indexUnitsOf(item: Item): number {
    const key = `${item['pk']?.S} ${item['sk']?.S}`;
    const before = this.indexed.get(key);
    const after = item['waiting'] && `${item['waiting'].S} ${item['dueAt']?.S}`;
    if (after === undefined) this.indexed.delete(key);
    else this.indexed.set(key, after);
    if (before === after) return 0;
    return before === undefined || after === undefined ? 1 : 2;
  }
}

function isOfPlainRefund(partition = ''): boolean {
  return !/^(OWNER#|BUDGET#address\/)/.test(partition);
}

export const nothing: DatabaseUse = {
  requests: 0,
  readUnits: 0,
  writeUnits: 0,
  indexWriteUnits: 0,
  furtherWriteUnits: 0,
};

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
    furtherWriteUnits: combined(one.furtherWriteUnits, other.furtherWriteUnits),
  };
}
