import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESClient } from '@aws-sdk/client-ses';
import type { ApologyPorts } from '../flow/apologise';
import type { Observer } from '../flow/observer';
import { DynamoLedger } from '../ledger/dynamo-ledger';
import type { Signatory } from '../notify/letter';
import { SesMailer } from '../notify/ses-mailer';
import { awsClientConfig, mailClientConfig } from './clients';
import type { ApologySettings } from './environment';

/** The real ports of the apologise function. It is wired apart from the money, which it cannot reach. */
export function wireApologies(settings: ApologySettings, observer: Observer): ApologyPorts {
  const mailer = new SesMailer(new SESClient(mailClientConfig), {
    sender: { name: settings.SENDER_NAME, email: settings.SENDER_EMAIL },
    replyTo: settings.REPLY_TO_EMAIL,
    configurationSet: settings.SES_CONFIGURATION_SET,
  });
  const ledger = new DynamoLedger(new DynamoDBClient(awsClientConfig), settings.LEDGER_TABLE_NAME);
  return { ledger, mailer, observer, clock: () => new Date(), newToken: randomUUID };
}

export function signatoryOf(settings: ApologySettings): Signatory {
  return { name: settings.SIGNATORY_NAME, role: settings.SIGNATORY_ROLE, company: settings.SENDER_NAME };
}
