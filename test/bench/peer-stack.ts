import { IdempotencyConfig } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { makeHandlerIdempotent } from '@aws-lambda-powertools/idempotency/middleware';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { marshall } from '@aws-sdk/util-dynamodb';
import middy from '@middy/core';
import Stripe from 'stripe';
import { z } from 'zod';
import {
  videoPlaybackFailedSchema,
  type VideoPlaybackFailure,
} from '../../lambdas/failures/video-playback-failed/contract';

/*
 * The same job as it is usually put together: Powertools with everything, zod, the SDK's clients, Stripe and middy. It
 * parses the same contract, looks at the payment, refunds it, writes its ledger before and after, and publishes.
 */

const schema = z.object({ detail: videoPlaybackFailedSchema });

const logger = new Logger();
const metrics = new Metrics();
const tracer = new Tracer();
const database = new DynamoDBClient({});
const bus = new EventBridgeClient({});
const secrets = new SecretsManagerClient({});

let connected: Promise<Stripe> | undefined;

export const handler = middy()
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics))
  .use(captureLambdaHandler(tracer))
  .use(parser({ schema }))
  .use(
    makeHandlerIdempotent({
      persistenceStore: new DynamoDBPersistenceLayer({ tableName: 'idempotency', awsSdkV3Client: database }),
      config: new IdempotencyConfig({ eventKeyJmesPath: 'detail.[customer.id, playback.rentalId]' }),
    }),
  )
  .handler(async ({ detail }: { readonly detail: VideoPlaybackFailure }) => {
    const { customer, purchase, playback } = detail;
    const { paymentId: charge, amountMinor: amount } = purchase;
    const id = `${customer.id}/${playback.rentalId}`;
    await record({ id, charge, amount, state: 'pending' });
    const stripe = await (connected ??= connect());
    const { captured, disputed, amount_refunded } = await stripe.charges.retrieve(charge);
    if (!captured || disputed || amount_refunded > 0) throw new Error(`${charge} is not to be refunded`);
    const metadata = { customerId: customer.id, rentalId: playback.rentalId };
    const refund = await stripe.refunds.create({ charge, amount, metadata }, { idempotencyKey: id });
    await record({ id, charge, amount, state: 'refunded', refundId: refund.id });
    const Detail = JSON.stringify({ refundId: refund.id, failure: detail });
    await bus.send(new PutEventsCommand({ Entries: [{ Source: 'peer', DetailType: 'Refunded', Detail }] }));
    logger.info('refunded', { refundId: refund.id });
    metrics.addMetric('Refunded', MetricUnit.Count, 1);
    return { result: 'issued', refundId: refund.id };
  });

async function record(item: Readonly<Record<string, string | number>>): Promise<void> {
  const Item = marshall({ ...item, at: new Date().toISOString() });
  await database.send(new PutItemCommand({ TableName: 'refunds', Item }));
}

async function connect(): Promise<Stripe> {
  const { SecretString: key = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: 'stripe' }));
  const { hostname: host, port, protocol } = new URL(process.env['STRIPE_API_URL'] ?? 'https://api.stripe.com');
  return new Stripe(key, { host, port, protocol: protocol === 'http:' ? 'http' : 'https' });
}
