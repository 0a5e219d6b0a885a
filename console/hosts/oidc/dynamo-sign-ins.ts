import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Begun } from './identity-provider';

const begunSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), untilMs: z.number() });

const openSchema = z.object({
  issuer: z.string(),
  subject: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  formToken: z.string(),
  endsAtMs: z.number(),
  idleAtMs: z.number(),
});

/** Somebody who is signed in, as the table has it. */
export type OpenSignIn = z.infer<typeof openSchema>;

/** Who is on the way to the issuer, who is signed in: kept until it ends, under the hash of what the browser has. */
export class DynamoSignIns {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
  ) {}

  async keepBegun(id: string, begun: Begun, untilMs: number): Promise<void> {
    await this.put(keyOf('begun', id), { ...begun, untilMs }, untilMs);
  }

  /** It is given once: whoever comes back a second time has begun nothing. */
  async takeBegun(id: string, nowMs: number): Promise<Begun | undefined> {
    const Key = marshall(keyOf('begun', id));
    const command = new DeleteItemCommand({ TableName: this.tableName, Key, ReturnValues: 'ALL_OLD' });
    const { Attributes: item } = await this.client.send(command);
    const found = item && begunSchema.parse(unmarshall(item));
    return found && nowMs < found.untilMs ? found : undefined;
  }

  async keepOpen(id: string, open: OpenSignIn): Promise<void> {
    await this.put(keyOf('open', id), open, open.endsAtMs);
  }

  async findOpen(id: string): Promise<OpenSignIn | undefined> {
    const Key = marshall(keyOf('open', id));
    const command = new GetItemCommand({ TableName: this.tableName, Key, ConsistentRead: true });
    const { Item: item } = await this.client.send(command);
    return item && openSchema.parse(unmarshall(item));
  }

  /** Somebody is still there. Who has signed out meanwhile stays signed out. */
  async prolong(id: string, idleAtMs: number): Promise<void> {
    const command = new UpdateItemCommand({
      TableName: this.tableName,
      Key: marshall(keyOf('open', id)),
      UpdateExpression: 'SET idleAtMs = :at',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: marshall({ ':at': idleAtMs }),
    });
    try {
      await this.client.send(command);
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  async endOpen(id: string): Promise<void> {
    await this.client.send(new DeleteItemCommand({ TableName: this.tableName, Key: marshall(keyOf('open', id)) }));
  }

  private async put(key: { readonly pk: string }, value: object, untilMs: number): Promise<void> {
    const Item = marshall({ ...key, ...value, expiresAtSeconds: Math.ceil(untilMs / 1000) });
    await this.client.send(new PutItemCommand({ TableName: this.tableName, Item }));
  }
}

/** Whoever reads the table learns no id that opens anything. */
function keyOf(kind: 'begun' | 'open', id: string): { readonly pk: string } {
  return { pk: `${kind}#${createHash('sha256').update(id, 'utf8').digest('base64url')}` };
}
