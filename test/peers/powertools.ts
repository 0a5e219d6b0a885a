import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { makeHandlerIdempotent } from '@aws-lambda-powertools/idempotency/middleware';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import {
  forever,
  ThrewAfterEffect,
  type Contender,
  type FailureEvent,
  type Fate,
  type HandlerShape,
} from './contender';
import { idempotencyTableName } from '../bench/tables';
import type { KeyedRefunds } from './keyed-refunds';
import type { FaultyProxy } from './faulty-proxy';

type Handler = (event: FailureEvent, context: Context) => Promise<{ refundId: string } | undefined>;
type Wrap = (handler: Handler, client: DynamoDBClient, shape: HandlerShape) => Handler;

/** The library's function wrapper. */
export const wrapper: Wrap = (handler, client, shape) =>
  makeIdempotent(handler, { persistenceStore: storeOf(client), config: configOf(shape) });

/** The library's middleware. */
export const middleware: Wrap = (handler, client, shape) => {
  const idempotent = makeHandlerIdempotent({ persistenceStore: storeOf(client), config: configOf(shape) });
  return middy<FailureEvent, Awaited<ReturnType<Handler>>>({ timeoutEarlyInMillis: 0 })
    .use(idempotent)
    .handler(handler);
};

/**
 * A handler that refunds, made idempotent. Each delivery is a function instance of its own, that has 30 s.
 *
 * @param keyOf what the handler's author hands to the provider as its key, if anything
 */
export function powertools(
  wrap: Wrap,
  keyOf: (event: FailureEvent) => string | undefined,
  { client, proxy, books, shape }: PeerParts,
): Contender {
  const deliver: Contender['deliver'] = async (event, fate = {}) => {
    proxy.failing = (operation) => fate.completionFails === true && operation === 'UpdateItem';
    const handler = wrap(async (given) => refund(given, fate, () => books.refund(keyOf(event)), shape), client, shape);
    return handler(structuredClone(event), lambdaContext());
  };
  return { deliver };
}

export interface PeerParts {
  readonly client: DynamoDBClient;
  readonly proxy: FaultyProxy;
  readonly books: KeyedRefunds;
  readonly shape: HandlerShape;
}

async function refund(
  event: FailureEvent,
  { effectAfter, onEffect, afterEffect, changesEvent }: Fate,
  effect: () => string,
  { returnsNothing }: HandlerShape,
): Promise<{ refundId: string } | undefined> {
  if (changesEvent) Object.assign(event.detail, { evidence: 'reported' });
  onEffect?.();
  await effectAfter;
  const refundId = effect();
  if (afterEffect === 'dies') return forever;
  if (afterEffect === 'throws') throw new ThrewAfterEffect();
  return returnsNothing ? undefined : { refundId };
}

function storeOf(awsSdkV3Client: DynamoDBClient): DynamoDBPersistenceLayer {
  return new DynamoDBPersistenceLayer({ tableName: idempotencyTableName, awsSdkV3Client });
}

function configOf({ keyPath }: HandlerShape): IdempotencyConfig {
  return new IdempotencyConfig(keyPath === undefined ? {} : { eventKeyJmesPath: keyPath });
}

/** The library only asks it how much time is left. */
function lambdaContext(): Context {
  return { functionName: 'peer', awsRequestId: 'request', getRemainingTimeInMillis: () => 30_000 } as Context;
}
