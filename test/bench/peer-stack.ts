import { IdempotencyConfig } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { makeHandlerIdempotent } from '@aws-lambda-powertools/idempotency/middleware';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import middy from '@middy/core';
import Stripe from 'stripe';
import { z } from 'zod';

/*
 * The same job as it is usually put together: Powertools with everything, zod, the SDK's clients, Stripe and middy. It
 * is bundled and started beside our functions, and never asked to do anything.
 */

const schema = z.object({
  detail: z.object({
    customer: z.object({ id: z.string() }),
    purchase: z.object({ paymentId: z.string(), amountMinor: z.number().int(), currency: z.string() }),
    playback: z.object({ rentalId: z.string(), stalledSeconds: z.number() }),
  }),
});

const logger = new Logger();
const metrics = new Metrics();
const tracer = new Tracer();
const database = new DynamoDBClient({});
const bus = new EventBridgeClient({});
const stripe = new Stripe('sk_test');

export const handler = middy()
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics))
  .use(captureLambdaHandler(tracer))
  .use(parser({ schema }))
  .use(
    makeHandlerIdempotent({
      persistenceStore: new DynamoDBPersistenceLayer({ tableName: 'idempotency', awsSdkV3Client: database }),
      config: new IdempotencyConfig({}),
    }),
  )
  .handler(async (event: z.infer<typeof schema>) => {
    const { paymentId: charge, amountMinor: amount } = event.detail.purchase;
    await database.send(new PutItemCommand({ TableName: 'refunds', Item: { id: { S: charge } } }));
    const { id } = await stripe.refunds.create({ charge, amount });
    await bus.send(new PutEventsCommand({ Entries: [{ Source: 'peer', DetailType: 'Refunded', Detail: id }] }));
    return { id };
  });
