import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SESClient } from '@aws-sdk/client-ses';
import type { ApologyContext } from '../../flow/notify/apology-delivery';
import type { Observer } from '../../flow/record/observer';
import { DynamoIncidents } from '../../ledger/dynamo/dynamo-incidents';
import { DynamoLedger } from '../../ledger/dynamo/dynamo-ledger';
import type { Signatory } from '../../email/email';
import { PacedMailer } from '../../email/paced-mailer';
import { SesMailer } from '../../email/ses-mailer';
import { EventBridgeUndelivered } from '../../outcomes/eventbridge-undelivered';
import type { UndeliveredMails } from '../../outcomes/undelivered-mail';
import { awsClientConfig, mailClientConfig } from './clients';
import { realTime } from '../real-time';
import type { ApologySettings, EmailEventSettings } from '../environment/environment';

export interface WiredApologyContext extends ApologyContext {
  /** How many mails a second SES takes from this function, as far as is known. */
  readonly mailsPerSecond?: (() => number) | undefined;
}

/** The real ports of the apologise function. It has no port to the payment provider. */
export function wireApologies(settings: ApologySettings, observer: Observer): WiredApologyContext {
  const ses = new SesMailer(new SESClient(mailClientConfig), {
    sender: { name: settings.SENDER_NAME, email: settings.SENDER_EMAIL },
    replyTo: settings.REPLY_TO_EMAIL,
    configurationSet: settings.SES_CONFIGURATION_SET,
  });
  const mailer = new PacedMailer(ses, realTime);
  const database = new DynamoDBClient(awsClientConfig);
  const ledger = new DynamoLedger(database, settings.LEDGER_TABLE_NAME);
  const incidents = new DynamoIncidents(database, settings.LEDGER_TABLE_NAME);
  return {
    ledger,
    incidents,
    limits: settings.LIMITS,
    mailer,
    undelivered: wireUndelivered(settings),
    observer,
    clock: () => new Date(),
    newToken: randomUUID,
    mailsPerSecond: () => mailer.mailsPerSecond,
  };
}

/** The person who signs where a failure type calls for an executive. */
export function executiveOf(settings: ApologySettings): Signatory {
  const { EXECUTIVE_NAME: name, EXECUTIVE_ROLE: role = 'Chief Executive', SENDER_NAME: company } = settings;
  return name === undefined ? signatoryOf(settings) : { name, role, company };
}

export function signatoryOf(settings: ApologySettings): Signatory {
  return { name: settings.SIGNATORY_NAME, role: settings.SIGNATORY_ROLE, company: settings.SENDER_NAME };
}

/** How owners are told of mails that did not reach their customers. */
export function wireUndelivered({ EVENT_BUS_NAME, OWNERS }: EmailEventSettings): UndeliveredMails {
  return new EventBridgeUndelivered(new EventBridgeClient(awsClientConfig), EVENT_BUS_NAME, OWNERS);
}
