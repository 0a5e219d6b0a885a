import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { DynamoConversations } from '../../conversation/dynamo-conversations';
import { DynamoPresence } from '../../feed/dynamo-presence';
import type { PageFirst } from '../../feed/page-first';
import { FeedbackLinks } from '../../feedback/feedback-links';
import { DynamoFeedback } from '../../feedback/dynamo-feedback';
import type { Asking } from '../../flow/follow/ask-customer';
import type { Checks } from '../../flow/check/choose-for-check';
import type { ApologyContext } from '../../flow/notify/apology-delivery';
import type { Keeping } from '../../flow/keep/keep-sent';
import { KnownIncidents } from '../../flow/follow/hear-fix';
import type { FollowUps } from '../../flow/follow/plan-follow-ups';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import type { Observer } from '../../flow/record/observer';
import { DynamoIncidents } from '../../ledger/dynamo/dynamo-incidents';
import { DynamoLedger } from '../../ledger/dynamo/dynamo-ledger';
import { DynamoFollowUpTurns } from '../../ledger/follow/dynamo-follow-up-turns';
import { DynamoIncidentFixes } from '../../ledger/follow/dynamo-incident-fixes';
import type { IncidentFixes } from '../../ledger/follow/incident-fix';
import { DynamoCheckStore } from '../../ledger/dynamo/shown/dynamo-check-store';
import type { Mailer } from '../../email/mailer';
import { PacedMailer } from '../../email/paced-mailer';
import { RepliableMailer } from '../../email/repliable-mailer';
import { keepingMs } from '../../email/sent/sent-mails';
import { SesMailer } from '../../email/ses/ses-mailer';
import { EventBridgeUndelivered } from '../../outcomes/eventbridge-undelivered';
import type { UndeliveredMails } from '../../outcomes/undelivered-mail';
import { awsClientConfig, mailClientConfig } from './clients';
import { Paces } from '../../model/guards/paces';
import type { Room } from '../delivery/in-lanes';
import type { MoreRecords } from '../delivery/more-records';
import { SqsMoreRecords } from '../delivery/sqs-more-records';
import { realTime } from '../real-time';
import type { ApologySettings, EmailEventSettings } from '../environment/environment';

export interface WiredApologyContext extends ApologyContext {
  /**
   * How many mails of a batch may be at work at once.
   *
   * @default - one
   */
  readonly room?: Room | undefined;
  /** Where it is noted that incidents are mended. */
  readonly fixes?: IncidentFixes | undefined;
  /** The queue in front of the function, where there is one. */
  readonly more?: MoreRecords | undefined;
}

/** The real ports of the apologise function. It has no port to the payment provider. */
export function wireApologies(settings: ApologySettings, observer: Observer): WiredApologyContext {
  const ses = new SesMailer(new SESClient(mailClientConfig), {
    configurationSet: settings.SES_CONFIGURATION_SET,
  });
  const paces = new Paces(realTime, 1);
  const database = new DynamoDBClient(awsClientConfig);
  const mailer = repliable(new PacedMailer(ses, paces), settings, { database, observer });
  const ledger = new DynamoLedger(database, settings.LEDGER_TABLE_NAME);
  const incidents = new DynamoIncidents(database, settings.LEDGER_TABLE_NAME);
  return {
    ledger,
    incidents,
    limits: settings.LIMITS,
    mailer,
    checks: checksOf(settings, database),
    followUps: followUpsOf(settings, database),
    asking: askingOf(settings, database),
    pageFirst: pageFirstOf(settings, database),
    keeping: keepingOf(settings),
    fixes: new DynamoIncidentFixes(database, settings.LEDGER_TABLE_NAME),
    undelivered: wireUndelivered(settings),
    observer,
    clock: () => new Date(),
    newToken: randomUUID,
    room: paces,
    more: SqsMoreRecords.inFront(settings.QUEUE_URL, awsClientConfig),
  };
}

/** Where customers can answer here, each mail says where. */
function repliable(
  inner: Mailer,
  { REPLY_DOMAIN: domain, LEDGER_TABLE_NAME: table }: ApologySettings,
  { database, observer }: { readonly database: DynamoDBClient; readonly observer: Observer },
): Mailer {
  if (domain === undefined) return inner;
  return new RepliableMailer(inner, {
    marks: new DynamoConversations(database, table),
    domain,
    clock: () => new Date(),
    random: randomBytes,
    trouble: (id, what, error) => observer.trouble(id, what, error),
  });
}

function checksOf(
  { CHECKED_SHARE: share, LEDGER_TABLE_NAME: table }: ApologySettings,
  database: DynamoDBClient,
): Checks | undefined {
  return share === undefined ? undefined : { share, store: new DynamoCheckStore(database, table) };
}

function followUpsOf(
  { FOLLOW_UPS: options, LEDGER_TABLE_NAME: table }: ApologySettings,
  database: DynamoDBClient,
): FollowUps | undefined {
  if (!options) return undefined;
  return {
    options,
    turns: new DynamoFollowUpTurns(database, table),
    conversations: new DynamoConversations(database, table),
    hindrances: new DynamoFeedback(database, table),
    incidents: options.mended ? new KnownIncidents(new DynamoIncidentFixes(database, table)) : undefined,
  };
}

/** The links to the page on which customers answer, signed with the secret of that name. */
export function wireFeedbackLinks(secretName: string): FeedbackLinks {
  return new FeedbackLinks(new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), secretName));
}

/** Where customers are asked whether it was made right. */
function askingOf(
  { FEEDBACK_PAGE_URL: pageUrl, FEEDBACK_LINK_SECRET_NAME: secretName, LEDGER_TABLE_NAME: table }: ApologySettings,
  database: DynamoDBClient,
): Asking | undefined {
  if (pageUrl === undefined || secretName === undefined) return undefined;
  return {
    store: new DynamoFeedback(database, table),
    turns: new DynamoFollowUpTurns(database, table),
    links: wireFeedbackLinks(secretName),
    pageUrl,
  };
}

/** Where a page may tell customers first who are on it. */
function pageFirstOf(
  { PAGE_FIRST_MS: longestMs, LEDGER_TABLE_NAME: table }: ApologySettings,
  database: DynamoDBClient,
): PageFirst | undefined {
  if (longestMs === undefined) return undefined;
  return { longestMs, presence: new DynamoPresence(database, table), wait: (ms) => setTimeout(ms) };
}

/** The function was deployed to keep mails, and is made of an entry that cannot. */
export class MailsNotKeptError extends Error {
  override readonly name = 'MailsNotKeptError';
  constructor() {
    super(
      'SENT_MAILS_BUCKET_NAME is set, and the entry of this function keeps no mails: make it with ' +
        'apologyHandler(definitions, keepingMails()) of amends/runtime',
    );
  }
}

/** Where mails are kept as they left. The client for it is put in by `keepingMails`: others are spared it. */
function keepingOf({ SENT_MAILS_BUCKET_NAME: bucket }: ApologySettings): Keeping | undefined {
  if (bucket === undefined) return undefined;
  return {
    mails: { keep: () => Promise.reject(new MailsNotKeptError()) },
    deadline: () => AbortSignal.timeout(keepingMs),
    newSalt: () => randomBytes(16).toString('base64url'),
  };
}

/** How owners are told of mails that did not reach their customers. */
export function wireUndelivered({ EVENT_BUS_NAME, OWNERS }: EmailEventSettings): UndeliveredMails {
  return new EventBridgeUndelivered(new EventBridgeClient(awsClientConfig), EVENT_BUS_NAME, OWNERS);
}
