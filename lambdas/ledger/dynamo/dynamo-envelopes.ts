import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { isErased, keptEmail, keptHandle, type Tombstone } from '../envelope';
import type { Erasure } from '../port/statement';
import type { DynamoItems, Item, Key } from './dynamo-items';
import { keyOf } from './dynamo-keys';
import { everyItem } from './dynamo-pages';

/** An envelope that was emptied keeps its place, so that a late delivery does not fill it again. */
export interface ErasedEnvelope {
  readonly erasedAt: string;
}

/** Whose erasure a stored item is left by, and when; undefined where it is something else, or an emptied message. */
export function erasureIn(item: Item): Erasure | undefined {
  const [pk, sk, erasedAt] = [textIn(item, 'pk'), textIn(item, 'sk'), textIn(item, 'erasedAt')];
  if (erasedAt === '' || !sk.startsWith('ENVELOPE#') || sk.includes('#MESSAGE#')) return undefined;
  return { customerId: pk.replace(/^CUSTOMER#/, ''), at: erasedAt };
}

/** What is known of the envelopes of a customer, and of the remedies that may get one. */
export interface KnownPlaces {
  /** By the remedy id, or by it and that of a message. */
  readonly envelopes: ReadonlyMap<string, DetectedAt>;
  readonly remedies: ReadonlyMap<string, DetectedAt>;
}

/** Missing where it was erased before, or is a message: that is as old as its envelope. */
type DetectedAt = string | undefined;

/** A place that is emptied, or kept free. */
export interface ErasedPlace {
  readonly key: Key;
  /** There is an envelope in it, with something of a person. */
  readonly isEnvelope: boolean;
}

export async function dynamoEnvelopes(items: DynamoItems, customerId: string): Promise<KnownPlaces> {
  const [envelopes, remedies] = await Promise.all(
    [keyOf.envelope(customerId, ''), keyOf.remedyRecord(customerId, '')].map((first) => datesBelow(items, first)),
  );
  return { envelopes: envelopes ?? new Map(), remedies: remedies ?? new Map() };
}

/** The addresses, and the handles on networks, in the envelopes of a customer that an erasure empties, each once. */
export async function addressesIn(
  { client, tableName }: DynamoItems,
  customerId: string,
  tombstone: Tombstone,
): Promise<string[]> {
  const first = keyOf.envelope(customerId, '');
  const query = {
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
    ExpressionAttributeNames: {
      '#failure': 'failure',
      '#customer': 'customer',
      '#email': 'email',
      '#handle': 'handle',
    },
    ExpressionAttributeValues: marshall({ ':pk': first.pk, ':sk': first.sk }),
    ProjectionExpression: 'detectedAt, #failure.#customer.#email, #failure.#customer.#handle',
    ConsistentRead: true,
  };
  const found = new Set<string>();
  for await (const item of everyItem((from) => client.send(new QueryCommand({ ...query, ExclusiveStartKey: from })))) {
    const { detectedAt, failure } = unmarshall(item);
    if (!isErased(tombstone, String(detectedAt))) continue;
    for (const address of [keptEmail({ failure }), keptHandle({ failure })]) if (address) found.add(address);
  }
  return [...found];
}

async function datesBelow({ client, tableName }: DynamoItems, first: Key): Promise<Map<string, DetectedAt>> {
  const query = {
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
    ExpressionAttributeValues: marshall({ ':pk': first.pk, ':sk': first.sk }),
    ProjectionExpression: 'sk, detectedAt',
    ConsistentRead: true,
  };
  const found = new Map<string, DetectedAt>();
  for await (const item of everyItem((from) => client.send(new QueryCommand({ ...query, ExclusiveStartKey: from })))) {
    found.set(textIn(item, 'sk').slice(first.sk.length), textIn(item, 'detectedAt') || undefined);
  }
  return found;
}

function textIn(item: Item, name: string): string {
  return item[name]?.S ?? '';
}

/**
 * What is emptied: envelopes of failures that were detected before, with their messages; and the places of envelopes
 * that are still to come of such failures. What was detected since belongs to another time, and stays.
 */
export function placesToErase(
  { envelopes, remedies }: KnownPlaces,
  customerId: string,
  tombstone: Tombstone,
  remedyIds: readonly string[],
): ErasedPlace[] {
  const isOlder = (detectedAt: DetectedAt): boolean => detectedAt === undefined || isErased(tombstone, detectedAt);
  const known = [...envelopes.keys()].filter((name) =>
    isOlder(envelopes.get(remedyIdIn(name)) ?? remedies.get(remedyIdIn(name))),
  );
  const toCome = [...remedies.keys()].filter((remedyId) => isOlder(remedies.get(remedyId)));
  return [...new Set([...known, ...toCome, ...remedyIds])].map((name) => ({
    key: keyOf.envelope(customerId, name),
    isEnvelope: envelopes.get(name) !== undefined,
  }));
}

/** The key of a message begins with that of its envelope. */
function remedyIdIn(name: string): string {
  return name.split('#MESSAGE#')[0] ?? name;
}
