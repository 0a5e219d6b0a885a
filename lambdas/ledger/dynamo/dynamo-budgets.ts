import {
  ConditionalCheckFailedException,
  GetItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { limitIn } from '../../model/limits';
import type { Budget, BudgetStore, Spending } from '../budget';
import { keyOf } from './dynamo-keys';

/** How often giving back is tried while others give back to the same budget. */
const tries = 10;

/** So many marks are kept: more than can be written between a request and its repetition. */
const keptMarks = 20;

/**
 * Budgets as counters in the ledger's table. None grows beyond its limit: the write refuses it. What is given back is
 * marked in the same write, because a request whose reply is lost is sent again.
 */
export class DynamoBudgets implements BudgetStore {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
    /** Told once when half of a budget is used, in remedies, in a currency or in the reference currency. */
    private readonly onHalf: (budget: Budget) => void = () => undefined,
  ) {}

  async reserve(budget: Budget, spending: Spending): Promise<boolean> {
    return this.add(budget, spending);
  }

  async reserveOnce(budget: Budget, spending: Spending, mark: string): Promise<boolean> {
    if (await this.add(budget, spending, mark)) return true;
    const Key = marshall(keyOf.budget(budget.name));
    const command = new GetItemCommand({ TableName: this.tableName, Key, ConsistentRead: true });
    const { Item: item } = await this.client.send(command);
    return item?.['unconfirmed']?.SS?.includes(mark) ?? false;
  }

  async confirm(name: string, mark: string): Promise<void> {
    await this.client.send(
      new UpdateItemCommand({
        TableName: this.tableName,
        Key: marshall(keyOf.budget(name)),
        UpdateExpression: 'DELETE unconfirmed :marks',
        ExpressionAttributeValues: { ':marks': { SS: [mark] } },
      }),
    );
  }

  /** @returns false where it does not fit, or was added with the mark before */
  private async add(budget: Budget, spending: Spending, mark?: string): Promise<boolean> {
    const counts = countsOf(budget, spending);
    if (counts.some(({ added, limit }) => added > limit)) return false;
    const fits = counts.map((_, n) => `(attribute_not_exists(#c${n}) OR #c${n} <= :room${n})`).join(' AND ');
    const { forgottenAt } = budget;
    const forgotten = forgottenAt === undefined ? '' : 'SET expiresAtSeconds = :forgotten ';
    const command = new UpdateItemCommand({
      TableName: this.tableName,
      Key: marshall(keyOf.budget(budget.name)),
      UpdateExpression: `${forgotten}ADD ${counts.map((_, n) => `#c${n} :added${n}`).join(', ')}${mark === undefined ? '' : ', unconfirmed :marks'}`,
      ConditionExpression: mark === undefined ? fits : `NOT contains(unconfirmed, :mark) AND ${fits}`,
      ExpressionAttributeNames: Object.fromEntries(counts.map(({ name }, n) => [`#c${n}`, name])),
      ExpressionAttributeValues: {
        ...marshall(
          Object.fromEntries(
            counts.flatMap(({ added, limit }, n) => [
              [`:added${n}`, added],
              [`:room${n}`, limit - added],
            ]),
          ),
        ),
        ...(forgottenAt !== undefined && { ':forgotten': { N: String(Math.floor(Date.parse(forgottenAt) / 1_000)) } }),
        ...(mark !== undefined && { ':marks': { SS: [mark] }, ':mark': { S: mark } }),
      },
      ReturnValues: 'UPDATED_NEW',
    });
    try {
      const { Attributes: used = {} } = await this.client.send(command);
      // Of what people approved all is to be used.
      const isLimit = mark === undefined && forgottenAt === undefined;
      if (isLimit && counts.some((count) => passesHalf(count, Number(used[count.name]?.N ?? 0)))) this.onHalf(budget);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  async giveBack(name: string, spending: Spending, mark: string): Promise<void> {
    for (let count = 0; count < tries; count++) {
      const before = await this.readGivenBack(name);
      if (!before || before.marks.includes(mark)) return;
      if (await this.writeGivenBack(name, spending, before, mark)) return;
    }
    throw new Error(`others gave back to the budget ${name} ${tries} times in a row`);
  }

  /** Undefined where nobody has reserved anything of it. */
  private async readGivenBack(name: string): Promise<GivenBack | undefined> {
    const key = marshall(keyOf.budget(name));
    const command = new GetItemCommand({ TableName: this.tableName, Key: key, ConsistentRead: true });
    const { Item: item } = await this.client.send(command);
    if (!item) return undefined;
    const marks = (item['marks']?.S ?? '').split(' ').filter((mark) => mark !== '');
    return { times: Number(item['givenBack']?.N ?? 0), marks };
  }

  /** @returns false where somebody else gave back first, or this very request did and its reply was lost */
  private async writeGivenBack(
    name: string,
    { remedies, amountMinor, currency, reference }: Spending,
    { times, marks }: GivenBack,
    mark: string,
  ): Promise<boolean> {
    const counters = {
      remedies,
      [`minor_${currency}`]: amountMinor,
      ...(reference && { [`reference_${reference.currency}`]: reference.amountMinor }),
    };
    const names = Object.keys(counters);
    const command = new UpdateItemCommand({
      TableName: this.tableName,
      Key: marshall(keyOf.budget(name)),
      UpdateExpression: `SET marks = :marks ADD ${['givenBack :one', ...names.map((_, n) => `#c${n} :back${n}`)].join(', ')}`,
      ConditionExpression: times === 0 ? 'attribute_not_exists(givenBack)' : 'givenBack = :times',
      ExpressionAttributeNames: Object.fromEntries(names.map((counter, n) => [`#c${n}`, counter])),
      ExpressionAttributeValues: marshall({
        ':marks': [...marks, mark].slice(-keptMarks).join(' '),
        ':one': 1,
        ...(times > 0 && { ':times': times }),
        ...Object.fromEntries(Object.values(counters).map((count, n) => [`:back${n}`, -count])),
      }),
    });
    try {
      await this.client.send(command);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

/** Where the marks stand, and how often anything was given back to the budget. */
interface GivenBack {
  readonly times: number;
  readonly marks: readonly string[];
}

/** One counter of a budget. */
interface Count {
  readonly name: string;
  readonly added: number;
  readonly limit: number;
}

function countsOf({ limit }: Budget, { remedies, amountMinor, currency, reference }: Spending): Count[] {
  const counts = [
    { name: 'remedies', added: remedies, limit: limit.remedies },
    { name: `minor_${currency}`, added: amountMinor, limit: limitIn(limit.amountMinor, currency) },
  ];
  if (limit.referenceMinor === undefined || !reference) return counts;
  const { amountMinor: added, currency: counted } = reference;
  return [...counts, { name: `reference_${counted}`, added, limit: limit.referenceMinor }];
}

function passesHalf({ added, limit }: Count, used: number): boolean {
  return used >= limit / 2 && used - added < limit / 2;
}
