import { QueryCommand, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { dayMs, minuteMs } from '../../model/durations';
import { AffectedNotReadError, type AffectedCustomers, type AffectedPage, type AffectedQuestion } from './affected';
import type { UsageTable } from './usage';

/** Where an answer goes on: in which partition, and after which item of it. */
const keySchema = z.record(z.string(), z.union([z.object({ S: z.string() }), z.object({ N: z.string() })]));
const cursorSchema = z.object({ day: z.string(), after: z.optional(keySchema) });

/** What an item holds that says nothing of its names: an entry as an endpoint would answer it. */
const ownNames = { customer: 'customer', purchase: 'purchase', brand: 'brand', serviceId: 'serviceId' } as const;

/**
 * A table of the team's, which is read and never written: the partitions of one service, from the first moment that
 * counts to the last, page by page.
 */
export class DynamoAffected implements AffectedCustomers {
  private readonly attributes: readonly (readonly [path: string, attribute: string])[];

  constructor(
    private readonly client: Pick<DynamoDBClient, 'send'>,
    private readonly tableName: string,
    private readonly table: UsageTable,
  ) {
    this.attributes = Object.entries(table.attributes ?? ownNames);
  }

  async page(question: AffectedQuestion): Promise<AffectedPage> {
    const [firstMs, lastMs] = this.spanOf(question);
    const { day, after } =
      question.cursor === undefined ? { day: dayOf(firstMs) } : cursorSchema.parse(JSON.parse(question.cursor));
    const { Items: items = [], LastEvaluatedKey: last } = await this.query(question, day, after);
    const next = last ? { day, after: last } : this.nextDay(day, lastMs);
    return { affected: items.map((item) => this.entryIn(item)), ...(next && { next: JSON.stringify(next) }) };
  }

  /** From when on something may be kept that went on into the outage, and until when. */
  private spanOf({ from, until }: AffectedQuestion): readonly [firstMs: number, lastMs: number] {
    return [Date.parse(from) - (this.table.endedAt?.longestMinutes ?? 0) * minuteMs, Date.parse(until)];
  }

  private nextDay(day: string, lastMs: number): { readonly day: string } | undefined {
    if (!this.table.partitionKey.value.includes('{day}')) return undefined;
    const next = dayOf(Date.parse(day) + dayMs);
    return next <= dayOf(lastMs) ? { day: next } : undefined;
  }

  private async query(question: AffectedQuestion, day: string, after: Record<string, AttributeValue> | undefined) {
    const { index, partitionKey, sortKey, endedAt } = this.table;
    const [firstMs, lastMs] = this.spanOf(question);
    const names = this.attributes.map(([, attribute], number) => [`#a${number}`, attribute] as const);
    const partition = partitionKey.value.replaceAll('{service}', question.service).replaceAll('{day}', day);
    try {
      return await this.client.send(
        new QueryCommand({
          TableName: this.tableName,
          IndexName: index,
          KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :first AND :last',
          ...(endedAt && { FilterExpression: '#ended > :from' }),
          ProjectionExpression: names.map(([placeholder]) => placeholder).join(', '),
          ExpressionAttributeNames: {
            '#partition': partitionKey.name,
            '#sort': sortKey.name,
            ...(endedAt && { '#ended': endedAt.name }),
            ...Object.fromEntries(names),
          },
          ExpressionAttributeValues: {
            ':partition': { S: partition },
            ':first': this.instantOf(firstMs, sortKey.prefix),
            ':last': this.instantOf(lastMs, sortKey.prefix),
            ...(endedAt && { ':from': this.instantOf(Date.parse(question.from)) }),
          },
          Limit: question.limit,
          ExclusiveStartKey: after,
        }),
      );
    } catch (error) {
      const why = error instanceof Error ? error.name : 'no answer';
      throw new AffectedNotReadError(`the table ${this.tableName} cannot be asked (${why})`, { cause: error });
    }
  }

  private instantOf(ms: number, prefix = ''): AttributeValue {
    switch (this.table.sortKey.holds) {
      case 'iso':
        return { S: `${prefix}${new Date(ms).toISOString()}` };
      case 'milliseconds':
        return { N: String(ms) };
      case 'seconds':
        return { N: String(ms / 1_000) };
    }
  }

  private entryIn(item: Record<string, AttributeValue>): object {
    const read = unmarshall(item);
    const entry: Record<string, unknown> = {};
    for (const [path, attribute] of this.attributes) {
      const value: unknown = read[attribute];
      if (value !== undefined) put(entry, path, value);
    }
    return entry;
  }
}

/** `customer.id` is the id within the customer, whatever else of the customer stands in one attribute. */
function put(entry: Record<string, unknown>, path: string, value: unknown): void {
  const [whole = '', part] = path.split('.');
  const before = entry[whole];
  const isObject = typeof before === 'object' && before !== null;
  if (part === undefined) entry[whole] = isObject && typeof value === 'object' ? { ...value, ...before } : value;
  else entry[whole] = { ...(isObject ? before : {}), [part]: value };
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
