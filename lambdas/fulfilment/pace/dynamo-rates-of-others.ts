import { UpdateItemCommand, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { announcedForMs, type RatesOfOthers } from './rates-of-others';

/** Before the id of a function, in the name of its attribute. */
const prefix = 'by_';

/** Whoever did not tell for so long is gone, and is removed by the others. */
const removedAfterMs = 60_000;

/** When the item is of no use to anybody: storms are over. */
const keptMs = 24 * 60 * 60_000;

/**
 * One item of the ledger's table for each service, in which each function has an attribute of its own. It is written
 * every few seconds by each function that waits for its turns, and by nobody else: a dozen functions are two or three
 * writes a second, whatever they refund, and none where nothing was refused.
 */
export class DynamoRatesOfOthers implements RatesOfOthers {
  private readonly own: string;
  private gone: readonly string[] = [];

  /** @param functionId another one for each function instance */
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
    functionId: string,
    private readonly clock: () => Date,
  ) {
    this.own = `${prefix}${functionId}`;
  }

  /** One request both tells and hears. */
  async exchange(service: string, perSecond: number): Promise<readonly number[]> {
    const nowMs = this.clock().getTime();
    const names = Object.fromEntries(this.gone.map((name, n) => [`#gone${n}`, name]));
    const removed = Object.keys(names).join(', ');
    const { Attributes: all = {} } = await this.client.send(
      new UpdateItemCommand({
        TableName: this.tableName,
        Key: marshall({ pk: `PACE#${service}`, sk: 'PACE' }),
        UpdateExpression: `SET #own = :announced, expiresAtSeconds = :expires${removed && ` REMOVE ${removed}`}`,
        ExpressionAttributeNames: { '#own': this.own, ...names },
        ExpressionAttributeValues: marshall({
          ':announced': { perSecond, atMs: nowMs },
          ':expires': Math.floor((nowMs + keptMs) / 1_000),
        }),
        ReturnValues: 'ALL_NEW',
      }),
    );
    const others = Object.entries(all)
      .filter(([name]) => name.startsWith(prefix) && name !== this.own)
      .map(([name, { M: announced }]) => ({
        name,
        perSecond: numberIn(announced?.['perSecond']),
        atMs: numberIn(announced?.['atMs']),
      }));
    this.gone = others.filter(({ atMs }) => nowMs - atMs > removedAfterMs).map(({ name }) => name);
    return others.filter(({ atMs }) => nowMs - atMs <= announcedForMs).map((one) => one.perSecond);
  }
}

function numberIn(value: AttributeValue | undefined): number {
  return Number(value?.N ?? 0);
}
