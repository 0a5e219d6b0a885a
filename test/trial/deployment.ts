import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, ListEventBusesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { recordedRemedies, type RecordedRemedy } from '../../local/demo/report/recorded-remedies';
import { DynamoListedLedger } from '../../lambdas/ledger/dynamo/shown/dynamo-listed-ledger';
import { DynamoWaitingList } from '../../lambdas/ledger/dynamo/dynamo-waiting-list';
import type { PublishedEntry } from '../../local/demo/script/published-entry';
import { account, region } from './ministack';

const mailSchema = z.object({ To: z.array(z.string()), Subject: z.string(), BodyText: z.string() });

/** A mail that the emulator's SES took. */
export type TakenMail = z.infer<typeof mailSchema>;

const storeSchema = z.object({ messages: z.record(z.string(), z.array(mailSchema)) });

/** PutEvents takes ten entries at most. */
const entriesPerRequest = 10;

/** How AWS's SDK finds the emulator, which takes the key's id for the account. */
export interface DeploymentClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The system as it was deployed, seen through AWS's own SDK. */
export class Deployment {
  private readonly dynamodb: DynamoDBClient;
  private readonly eventBridge: EventBridgeClient;
  private readonly secrets: SecretsManagerClient;

  /** How other clients reach it. */
  readonly config: DeploymentClientConfig;

  constructor(private readonly awsUrl: string) {
    const config = { endpoint: awsUrl, region, credentials: { accessKeyId: account, secretAccessKey: 'local' } };
    this.config = config;
    this.dynamodb = new DynamoDBClient(config);
    this.eventBridge = new EventBridgeClient(config);
    this.secrets = new SecretsManagerClient(config);
  }

  async createSecret(name: string, value: string): Promise<void> {
    await this.secrets.send(new CreateSecretCommand({ Name: name, SecretString: value }));
  }

  async publish(entries: readonly PublishedEntry[]): Promise<void> {
    const EventBusName = await this.busName();
    for (let from = 0; from < entries.length; from += entriesPerRequest) {
      const Entries = entries
        .slice(from, from + entriesPerRequest)
        .map(({ Detail, ...entry }) => ({ ...entry, EventBusName, Detail: JSON.stringify(Detail) }));
      const { FailedEntryCount } = await this.eventBridge.send(new PutEventsCommand({ Entries }));
      if (FailedEntryCount !== 0) throw new Error(`The bus refused ${String(FailedEntryCount)} events.`);
    }
  }

  /** All remedies of the ledger. */
  async remedies(): Promise<RecordedRemedy[]> {
    return recordedRemedies(this.dynamodb, await this.tableName());
  }

  /** The lists that operators look at. */
  async lists(): Promise<{ readonly ledger: DynamoListedLedger; readonly waiting: DynamoWaitingList }> {
    const tableName = await this.tableName();
    return {
      ledger: new DynamoListedLedger(this.dynamodb, tableName),
      waiting: new DynamoWaitingList(this.dynamodb, tableName),
    };
  }

  /** All mails that left, oldest first. */
  async mails(): Promise<TakenMail[]> {
    const answer = await fetch(`${this.awsUrl}/_ministack/ses/messages?account=${account}`);
    return Object.values(storeSchema.parse(await answer.json()).messages).flat();
  }

  async tableName(): Promise<string> {
    const { TableNames = [] } = await this.dynamodb.send(new ListTablesCommand({}));
    return only(TableNames, 'table');
  }

  async busName(): Promise<string> {
    const { EventBuses = [] } = await this.eventBridge.send(new ListEventBusesCommand({}));
    return only(
      EventBuses.flatMap(({ Name }) => (Name === undefined || Name === 'default' ? [] : Name)),
      'bus',
    );
  }

  /** The address at which the emulator serves the URL of a function, which it names as AWS would. */
  localUrl(functionUrl: string): string {
    const [id] = new URL(functionUrl).hostname.split('.');
    return `${this.awsUrl}/_aws/lambda-url/${id ?? ''}/`;
  }

  /** What a stack says of itself, by the names of its outputs. */
  async outputs(stack: string): Promise<ReadonlyMap<string, string>> {
    const query = new URLSearchParams({ Action: 'DescribeStacks', StackName: stack, Version: '2010-05-15' });
    const answer = await fetch(this.awsUrl, { method: 'POST', body: query, headers: signedFor('cloudformation') });
    const found = /<OutputKey>(.*?)<\/OutputKey>\s*<OutputValue>(.*?)<\/OutputValue>/gs;
    return new Map([...(await answer.text()).matchAll(found)].map(([, key = '', value = '']) => [key, value]));
  }

  /** What a stack consists of: the id of each resource in its template, and what it is called. */
  async physicalIds(stack: string): Promise<ReadonlyMap<string, string>> {
    const query = new URLSearchParams({ Action: 'DescribeStackResources', StackName: stack, Version: '2010-05-15' });
    const answer = await fetch(this.awsUrl, { method: 'POST', body: query, headers: signedFor('cloudformation') });
    const found = /<member>(.*?)<\/member>/gs;
    const nameIn = (text: string, tag: string) => new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(text)?.[1] ?? '';
    return new Map(
      [...(await answer.text()).matchAll(found)].map(([, each = '']) => [
        nameIn(each, 'LogicalResourceId'),
        nameIn(each, 'PhysicalResourceId'),
      ]),
    );
  }

  stop(): void {
    for (const client of [this.dynamodb, this.eventBridge, this.secrets]) client.destroy();
  }
}

function only(names: readonly string[], what: string): string {
  const [name, ...others] = names;
  if (name === undefined || others.length > 0) {
    throw new Error(`One ${what} was expected, and there are ${names.join(', ') || 'none'}.`);
  }
  return name;
}

/** The emulator reads from the signature which service and which account is meant, and does not check it. */
export function signedFor(service: string): Readonly<Record<string, string>> {
  const scope = `${account}/20260101/${region}/${service}/aws4_request`;
  return { Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` };
}
