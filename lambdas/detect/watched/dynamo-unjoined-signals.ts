import { QueryCommand, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { UnjoinedList, UnjoinedSignal, UnjoinedSignals } from './unjoined-signals';
import { unjoinedSchema } from './watched-subject';

const lineSchema = z.object({
  subject: z.string(),
  unjoined: unjoinedSchema,
  expiresAtSeconds: z.number(),
});

/** Reads the index of what could not be joined, in the table that all detectors share. */
export class DynamoUnjoinedSignals implements UnjoinedSignals {
  constructor(
    private readonly client: Pick<DynamoDBClient, 'send'>,
    private readonly tableName: string,
    readonly detectors: readonly string[],
  ) {}

  async list(limit: number, now: Date): Promise<UnjoinedList> {
    const lists = await Promise.all(this.detectors.map((detector) => this.listOf(detector, limit, now)));
    const signals = lists.flatMap((list) => list.signals);
    return {
      signals: signals.toSorted((a, b) => (a.since < b.since ? -1 : 1)),
      isComplete: lists.every((list) => list.isComplete),
    };
  }

  private async listOf(detector: string, limit: number, now: Date): Promise<UnjoinedList> {
    const signals: UnjoinedSignal[] = [];
    let from: Record<string, AttributeValue> | undefined;
    do {
      const { Items = [], LastEvaluatedKey: next } = await this.client.send(
        new QueryCommand({
          TableName: this.tableName,
          IndexName: 'unjoined',
          KeyConditionExpression: 'unjoinedOf = :detector',
          ExpressionAttributeValues: marshall({ ':detector': detector }),
          Limit: limit + 1,
          ExclusiveStartKey: from,
        }),
      );
      for (const item of Items) {
        const { subject, unjoined, expiresAtSeconds } = lineSchema.parse(unmarshall(item));
        // DynamoDB removes what has expired a day or two later.
        if (expiresAtSeconds * 1_000 <= now.getTime()) continue;
        const { reference = {}, types = [], ...rest } = unjoined;
        signals.push({ detector, subject, reference, types, ...rest });
      }
      from = next;
    } while (from && signals.length <= limit);
    return { signals: signals.slice(0, limit), isComplete: signals.length <= limit };
  }
}
