import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { MailNewsPorts } from '../../flow/inbound/apply-email-event';
import type { Observer } from '../../flow/record/observer';
import { DynamoLedger } from '../../ledger/dynamo/dynamo-ledger';
import type { MailNews } from '../../email/email-event';
import { newsInSesEvent } from '../../email/ses-event';
import { awsClientConfig } from './clients';
import type { DeliverySettings } from '../environment/environment';

export interface WiredMailNews {
  readonly ports: MailNewsPorts;
  readonly read: (detail: unknown) => MailNews | undefined;
}

/** The real ports of the function that hears what became of mails. */
export function wireMailNews(settings: DeliverySettings, observer: Observer): WiredMailNews {
  const ledger = new DynamoLedger(new DynamoDBClient(awsClientConfig), settings.LEDGER_TABLE_NAME);
  const ports = { ledger, observer, clock: () => new Date(), newToken: randomUUID };
  return { ports, read: newsInSesEvent };
}
