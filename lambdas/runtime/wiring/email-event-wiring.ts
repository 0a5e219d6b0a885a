import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { messageEventIn } from '../../channels/events/message-event';
import { DynamoConversations } from '../../conversation/dynamo-conversations';
import type { Conversations } from '../../conversation/conversations';
import type { EmailEventContext } from '../../flow/inbound/apply-email-event';
import type { Observer } from '../../flow/record/observer';
import { DynamoFollowUpTurns } from '../../ledger/follow/dynamo-follow-up-turns';
import { DynamoLedger } from '../../ledger/dynamo/dynamo-ledger';
import type { EmailEvent } from '../../email/email-event';
import { emailEventIn } from '../../email/ses/ses-event';
import { awsClientConfig } from './clients';
import { wireUndelivered } from './apology-wiring';
import type { EmailEventSettings } from '../environment/environment';

export interface WiredEmailEvents {
  readonly ports: EmailEventContext & { readonly conversations?: Conversations | undefined };
  readonly read: (detail: unknown) => EmailEvent | undefined;
}

/** The real ports of the function that hears what became of mails, and of messages in their place. */
export function wireEmailEvents(settings: EmailEventSettings, observer: Observer): WiredEmailEvents {
  const database = new DynamoDBClient(awsClientConfig);
  const ledger = new DynamoLedger(database, settings.LEDGER_TABLE_NAME);
  const conversations = new DynamoConversations(database, settings.LEDGER_TABLE_NAME);
  const turns = new DynamoFollowUpTurns(database, settings.LEDGER_TABLE_NAME);
  const undelivered = wireUndelivered(settings);
  const daysAfterArrival = settings.FEEDBACK_AFTER_DAYS;
  const common = { observer, clock: () => new Date(), newToken: randomUUID };
  const ports = { ledger, conversations, turns, undelivered, daysAfterArrival, ...common };
  return { ports, read: (detail) => emailEventIn(detail) ?? messageEventIn(detail) };
}
