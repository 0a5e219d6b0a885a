import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException, UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dayMs } from '../../model/durations';
import type { ReportCounts, ReportLimits } from './report-counts';

/** Counts in a table of their own, which forgets by itself. Nobody's id stands in it, only its hash. */
export class DynamoReportCounts implements ReportCounts {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
    private readonly limits: ReportLimits,
  ) {}

  async count(customerId: string, now: Date): Promise<'counted' | 'too-many'> {
    const { perCustomerPerDay, perMinute = Infinity, perHour = Infinity } = this.limits;
    const at = now.toISOString();
    const customer = createHash('sha256').update(customerId, 'utf8').digest('base64url');
    const ofCustomer = `customer#${customer}#${at.slice(0, 10)}`;
    if (!(await this.isWithin(ofCustomer, perCustomerPerDay, now))) return 'too-many';
    const ofAll = [[`all#${at.slice(0, 16)}`, perMinute] as const, [`all#${at.slice(0, 13)}`, perHour] as const].filter(
      ([, most]) => most !== Infinity,
    );
    const within: boolean[] = [];
    for (const [key, most] of ofAll) within.push(await this.isWithin(key, most, now));
    if (!within.includes(false)) return 'counted';
    await this.giveBack(ofCustomer);
    return 'too-many';
  }

  /** Whoever comes in a minute that is full loses none of their day. */
  private async giveBack(key: string): Promise<void> {
    await this.client.send(
      new UpdateItemCommand({
        TableName: this.tableName,
        Key: { pk: { S: key } },
        UpdateExpression: 'ADD reports :less',
        ExpressionAttributeValues: { ':less': { N: '-1' } },
      }),
    );
  }

  private async isWithin(key: string, most: number, now: Date): Promise<boolean> {
    try {
      await this.client.send(
        new UpdateItemCommand({
          TableName: this.tableName,
          Key: { pk: { S: key } },
          UpdateExpression: 'ADD reports :one SET expiresAtSeconds = :until',
          ConditionExpression: 'attribute_not_exists(reports) OR reports < :most',
          ExpressionAttributeValues: {
            ':one': { N: '1' },
            ':most': { N: String(most) },
            ':until': { N: String(Math.ceil((now.getTime() + 2 * dayMs) / 1_000)) },
          },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
