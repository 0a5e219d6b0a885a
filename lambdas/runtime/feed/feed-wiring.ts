import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import { parseFailure } from '../../failures/definition/parse-failure';
import { DynamoPresence } from '../../feed/dynamo-presence';
import { FeedLinks } from '../../feed/feed-links';
import type { FeedContext } from '../../flow/feed/answer-feed';
import type { WordsContext } from '../../flow/feed/what-was-given';
import type { Observer } from '../../flow/record/observer';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import { DynamoLedger } from '../../ledger/dynamo/dynamo-ledger';
import { DynamoCustomerHistories } from '../../ledger/dynamo/shown/dynamo-customer-histories';
import { brandsOf } from '../brands-of';
import { awsClientConfig } from '../wiring/clients';
import type { FeedSettings } from './feed-settings';

/** The real ports of the function that knows what was given, and what opens those that are slow at first. */
export function wireFeed(
  settings: FeedSettings,
  definitions: readonly FailureDefinition[],
  observer: Observer,
): FeedContext & { readonly warm: () => Promise<unknown> } {
  const database = new DynamoDBClient(awsClientConfig);
  const table = settings.LEDGER_TABLE_NAME;
  const links = new FeedLinks(
    new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), settings.FEED_LINK_SECRET_NAME),
  );
  return {
    links,
    ledger: new DynamoLedger(database, table),
    histories: new DynamoCustomerHistories(database, table),
    presence: new DynamoPresence(database, table),
    brands: brandsOf(settings),
    read: readerOf(definitions),
    observer,
    clock: () => new Date(),
    newToken: randomUUID,
    warm: () => links.warm(),
  };
}

/** Of a type of a team's own nothing is known here, and what was kept by an older version may be read no more. */
export function readerOf(definitions: readonly FailureDefinition[]): WordsContext['read'] {
  return (type, kept) => {
    const definition = definitions.find((known) => known.type === type);
    if (!definition) return undefined;
    try {
      return { definition, failure: parseFailure(definition, kept) };
    } catch {
      return undefined;
    }
  };
}
