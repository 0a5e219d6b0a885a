import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { fromItem, LedgerItemError, type Item, type Key } from '../dynamo-items';

/** DynamoDB answers no more in one request. */
const mostKeys = 100;

/** How often what DynamoDB left unread is asked for. */
const tries = 5;

interface Wanted {
  readonly key: Key;
  readonly found: Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Reads single items for lists: what is asked for at once is read together, up to a hundred at a time. */
export class DynamoGatheredReads {
  private wanted = new Map<string, Wanted>();

  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
    /** Attributes that are wanted alone. @default - the whole item */
    private readonly attributes?: readonly string[],
  ) {}

  /** The value of the item; undefined where there is none. */
  get(key: Key): Promise<unknown> {
    const name = nameOf(key);
    const known = this.wanted.get(name);
    if (known) return known.found;
    // Whoever lists asks for many before any answer comes.
    if (this.wanted.size === 0) setImmediate(() => this.readAll());
    const wanted = wantedOf(key);
    this.wanted.set(name, wanted);
    return wanted.found;
  }

  private readAll(): void {
    const all = [...this.wanted.values()];
    this.wanted = new Map();
    for (let from = 0; from < all.length; from += mostKeys) void this.read(all.slice(from, from + mostKeys));
  }

  private async read(some: readonly Wanted[]): Promise<void> {
    try {
      const items = new Map((await this.itemsOf(some)).map((item) => [nameIn(item), item]));
      for (const { key, resolve } of some) {
        const item = items.get(nameOf(key));
        resolve(item && fromItem(item));
      }
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  }

  private async itemsOf(some: readonly Wanted[]): Promise<Item[]> {
    const found: Item[] = [];
    const { attributes } = this;
    const names = Object.fromEntries((attributes ?? []).map((attribute, n) => [`#a${n}`, attribute]));
    const projection = attributes && {
      ExpressionAttributeNames: names,
      ProjectionExpression: ['pk', 'sk', 'itemFormat', ...Object.keys(names)].join(', '),
    };
    let rest: Item[] = some.map(({ key }) => marshall(key));
    for (let request = 0; rest.length > 0 && request < tries; request++) {
      const asked = { [this.tableName]: { Keys: rest, ConsistentRead: true, ...projection } };
      const answer = await this.client.send(new BatchGetItemCommand({ RequestItems: asked }));
      found.push(...(answer.Responses?.[this.tableName] ?? []));
      rest = answer.UnprocessedKeys?.[this.tableName]?.Keys ?? [];
    }
    if (rest.length === 0) return found;
    throw new LedgerItemError(`DynamoDB left ${rest.length} items unread ${tries} times in a row`);
  }
}

function wantedOf(key: Key): Wanted {
  let settle: Pick<Wanted, 'resolve' | 'reject'> | undefined;
  const found = new Promise<unknown>((resolve, reject) => (settle = { resolve, reject }));
  return { key, found, resolve: (value) => settle?.resolve(value), reject: (error) => settle?.reject(error) };
}

function nameOf({ pk, sk }: Key): string {
  return `${pk}\n${sk}`;
}

function nameIn({ pk, sk }: Item): string {
  return nameOf({ pk: pk?.S ?? '', sk: sk?.S ?? '' });
}
