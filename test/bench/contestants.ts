import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Context } from 'aws-lambda';
import Stripe from 'stripe';
import { parseFailure } from '../../lambdas/failures/definition/parse-failure';
import type { VideoPlaybackFailure } from '../../lambdas/failures/video-playback-failed/contract';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { handleFailure } from '../../lambdas/flow/remedy/handle-failure';
import { StripeRefund } from '../../lambdas/fulfilment/stripe/stripe-refund';
import { awsClientConfig } from '../../lambdas/runtime/wiring/clients';
import { EventBridgeOutcomes } from '../../lambdas/outcomes/eventbridge-outcomes';
import type { OutcomePublisher } from '../../lambdas/outcomes/outcome';
import { keyOf } from '../fulfilment/keys';
import { remedyPorts } from './remedy-ports';
import type { ServiceUrls } from './emulated-services';
import { idempotencyTableName, localAccess, plainLedgerTableName } from './tables';

/** A warm function that is given failures. */
export type Contestant = (failure: VideoPlaybackFailure) => Promise<unknown>;

export interface ContestantParts {
  readonly client: DynamoDBClient;
  readonly urls: ServiceUrls;
  /** Whether the outcome is put on the bus too. */
  readonly publishes: boolean;
  /** Whether the provider is asked what it knows of the payment, before anything is refunded. */
  readonly asks: boolean;
}

/** Our money path, with the ports of a deployed function. */
export function amends({ client, urls, publishes, asks }: ContestantParts): Contestant {
  const refunds = new StripeRefund({ key: keyOf('sk_test'), apiUrl: urls.provider });
  const outcomes = publishes ? new EventBridgeOutcomes(busClient(urls), 'bus') : notPublished;
  const ports = remedyPorts({ client, refunds, outcomes, payments: asks ? refunds : undefined });
  return async (detail) => {
    const failure = parseFailure(videoPlaybackFailed, detail);
    const now = Date.now();
    const published = { detectedAt: new Date(now).toISOString(), source: 'com.example.player' };
    const done = await handleFailure({ failure, ...published, deadlineMs: now + 20_000 }, videoPlaybackFailed, ports);
    if (done.result !== 'issued' && done.result !== 'duplicate') {
      throw new Error(`${done.remedyId} is ${done.result}: what is measured are refunds, so give it wider limits.`);
    }
    return done;
  };
}

/** Powertools' idempotency around a handler that parses the same contract and refunds at the same provider. */
export function powertoolsAlone(parts: ContestantParts): Contestant {
  return idempotent(parts, async (failure, refund) => refund(failure));
}

/** The same, and a record of the refund that is written before it and after it. */
export function powertoolsWithLedger(parts: ContestantParts): Contestant {
  const { client } = parts;
  const record = async (failure: VideoPlaybackFailure, state: string, refundId?: string): Promise<void> => {
    const { customer, purchase, playback, occurredAt } = failure;
    const id = `${customer.id}/${playback.rentalId}`;
    const { orderId, lineId, paymentId, amountMinor, currency } = purchase;
    const payment = { orderId, lineId, paymentId, amountMinor, currency };
    const item = { id, customerId: customer.id, ...payment, occurredAt, state, at: new Date().toISOString(), refundId };
    const Item = marshall(item, { removeUndefinedValues: true });
    await client.send(new PutItemCommand({ TableName: plainLedgerTableName, Item }));
  };
  return idempotent(parts, async (failure, refund) => {
    await record(failure, 'pending');
    const refundId = await refund(failure);
    await record(failure, 'refunded', refundId);
    return refundId;
  });
}

type Refund = (failure: VideoPlaybackFailure) => Promise<string>;

function idempotent(
  { client, urls, publishes, asks }: ContestantParts,
  business: (failure: VideoPlaybackFailure, refund: Refund) => Promise<string>,
): Contestant {
  const stripe = stripeAt(urls);
  const bus = busClient(urls);
  const refund: Refund = async ({ customer, purchase, playback }) => {
    const { paymentId: charge, amountMinor: amount } = purchase;
    const metadata = { customerId: customer.id, rentalId: playback.rentalId };
    const idempotencyKey = `${customer.id}/${playback.rentalId}`;
    if (asks) {
      const { captured, disputed, amount_refunded } = await stripe.charges.retrieve(charge, {}, { timeout: 10_000 });
      if (!captured || disputed || amount_refunded > 0) throw new Error(`${charge} is not to be refunded`);
    }
    const { id } = await stripe.refunds.create({ charge, amount, metadata }, { idempotencyKey, timeout: 10_000 });
    return id;
  };
  const handler = async (detail: VideoPlaybackFailure, _context: Context): Promise<{ refundId: string }> => {
    parseFailure(videoPlaybackFailed, detail);
    const refundId = await business(detail, refund);
    if (publishes) {
      const Detail = JSON.stringify({ refundId, failure: detail });
      await bus.send(new PutEventsCommand({ Entries: [{ Source: 'peer', DetailType: 'Refunded', Detail }] }));
    }
    return { refundId };
  };
  const persistenceStore = new DynamoDBPersistenceLayer({ tableName: idempotencyTableName, awsSdkV3Client: client });
  const config = new IdempotencyConfig({ eventKeyJmesPath: '[customer.id, playback.rentalId]' });
  const wrapped = makeIdempotent(handler, { persistenceStore, config });
  return async (failure) => wrapped(failure, lambdaContext);
}

export function stripeAt({ provider }: ServiceUrls): Stripe {
  const { hostname: host, port } = new URL(provider);
  return new Stripe('sk_test', { host, port, protocol: 'http', telemetry: false, maxNetworkRetries: 1 });
}

export function busClient({ bus }: ServiceUrls): EventBridgeClient {
  return new EventBridgeClient({ ...awsClientConfig, ...localAccess, endpoint: bus });
}

/** The library only asks it how much time is left. */
const lambdaContext = { functionName: 'peer', getRemainingTimeInMillis: () => 30_000 } as Context;

const notPublished: OutcomePublisher = { publish: async () => undefined };
