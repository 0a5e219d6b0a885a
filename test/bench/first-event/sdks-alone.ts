import { BatchGetItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import Stripe from 'stripe';
import { awsClientConfig } from '../../../lambdas/runtime/wiring/clients';

/*
 * The SDKs of our function and the requests of its first event, made ready as it is, and nothing of its work: no
 * contract, no decision, no ledger, no seal, no log. No function that keeps these SDKs and asks so much starts faster.
 */

const TableName = 'ledger';
const item = { pk: { S: 'customer' }, sk: { S: 'remedy' }, state: { S: 'held back while the refund is made' } };

let database: DynamoDBClient;
let bus: EventBridgeClient;
let stripe: Stripe;

async function prepare(): Promise<void> {
  database = new DynamoDBClient(awsClientConfig);
  bus = new EventBridgeClient(awsClientConfig);
  const secrets = new SecretsManagerClient(awsClientConfig);
  const [{ SecretString: key = '' }] = await Promise.all([
    secrets.send(new GetSecretValueCommand({ SecretId: 'stripe' })),
    secrets.send(new GetSecretValueCommand({ SecretId: 'seals' })),
    database.send(new GetItemCommand({ TableName, Key: { pk: { S: 'switches' }, sk: { S: 'switches' } } })),
  ]);
  const { hostname: host, port, protocol } = new URL(process.env['STRIPE_API_URL'] ?? 'https://api.stripe.com');
  stripe = new Stripe(key, { host, port, protocol: protocol === 'http:' ? 'http' : 'https', telemetry: false });
}

export interface FirstFailure {
  readonly detail: { readonly purchase: { readonly paymentId: string; readonly amountMinor: number } };
}

async function answer({ detail }: FirstFailure): Promise<{ readonly result: string }> {
  const { paymentId: charge, amountMinor: amount } = detail.purchase;
  const Keys = ['customer', 'remedy'].map((sk) => ({ pk: { S: 'customer' }, sk: { S: sk } }));
  await Promise.all([
    database.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } } })),
    stripe.charges.retrieve(charge),
  ]);
  await database.send(new PutItemCommand({ TableName, Item: item }));
  await stripe.refunds.create({ charge, amount }, { idempotencyKey: charge });
  await database.send(new PutItemCommand({ TableName, Item: item }));
  const Detail = JSON.stringify(detail);
  await bus.send(new PutEventsCommand({ Entries: [{ Source: 'alone', DetailType: 'Refunded', Detail }] }));
  return { result: 'issued' };
}

export const handler = Object.assign(answer, { prepare });
