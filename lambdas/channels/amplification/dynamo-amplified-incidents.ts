import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { DynamoItems, onlyIfNew, type Key } from '../../ledger/dynamo/dynamo-items';
import type { AmplifiedIncident, AmplifiedIncidents, CausePost, PostsOfIncident } from './amplified-incidents';

/** Where the index of what waits has them, the oldest first. */
const list = 'amplified#0';

/** In the ledger's table. DynamoDB removes them with the words that they lead to. */
export class DynamoAmplifiedIncidents implements AmplifiedIncidents {
  private readonly items: DynamoItems;

  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
  ) {
    this.items = new DynamoItems(client, tableName);
  }

  async keep(incident: AmplifiedIncident, expiresAt: string): Promise<void> {
    const extra = { waiting: list, dueAt: incident.openedAt, ...expiry(expiresAt) };
    await this.items.put(incidentAt(incident.incidentId), { ...incident }, extra, onlyIfNew);
  }

  async keepPost(causeKey: string, post: CausePost, expiresAt: string): Promise<void> {
    await this.items.put(postAt(causeKey, `${post.at}#${post.lineId}`), post, expiry(expiresAt), onlyIfNew);
  }

  async newest(limit: number): Promise<AmplifiedIncident[]> {
    const { Items: items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.tableName,
        IndexName: 'waiting',
        KeyConditionExpression: 'waiting = :list',
        ExpressionAttributeValues: marshall({ ':list': list }),
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    const ids = items.map((item) => String(unmarshall(item)['pk']).slice(keyBegins.length));
    const found = await Promise.all(ids.map((incidentId) => this.find(incidentId)));
    return found.filter((incident) => incident !== undefined);
  }

  async find(incidentId: string): Promise<AmplifiedIncident | undefined> {
    const stored = (await this.items.get(incidentAt(incidentId))) as
      (AmplifiedIncident & { dueAt?: string }) | undefined;
    if (!stored) return undefined;
    const { dueAt: _, ...incident } = stored;
    return incident;
  }

  async postsSince(causeKey: string, since: string, limit: number): Promise<PostsOfIncident> {
    const { pk, sk } = postAt(causeKey, since);
    const { Items: items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :since AND :last',
        ExpressionAttributeValues: marshall({ ':pk': pk, ':since': sk, ':last': postAt(causeKey, '~').sk }),
        Limit: limit + 1,
      }),
    );
    const posts = items.map((item) => {
      const { customerId, remedyId, lineId, at } = unmarshall(item);
      return { customerId: String(customerId), remedyId: String(remedyId), lineId: String(lineId), at: String(at) };
    });
    return { posts: posts.slice(0, limit), isComplete: posts.length <= limit };
  }
}

const keyBegins = 'AMPLIFIED#';

function incidentAt(incidentId: string): Key {
  return { pk: `${keyBegins}${incidentId}`, sk: 'INCIDENT' };
}

function postAt(causeKey: string, place: string): Key {
  return { pk: `${keyBegins}${causeKey}`, sk: `POST#${place}` };
}

function expiry(expiresAt: string) {
  return { expiresAtSeconds: Math.floor(Date.parse(expiresAt) / 1_000) };
}
