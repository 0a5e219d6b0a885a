import { setTimeout } from 'node:timers/promises';
import { AthenaClient } from '@aws-sdk/client-athena';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { plainLook } from '../../email/layout/look';
import { SesOwnerMailer } from '../../email/owners/ses-owner-mailer';
import { AthenaAnswers } from '../../insight/athena-answers';
import { S3SentWeeks } from '../../insight/weekly/s3-sent-weeks';
import type { WeeklyPorts } from '../../insight/weekly/tell-week';
import { awsClientConfig, mailClientConfig } from '../wiring/clients';
import type { WeeklySettings } from './weekly-settings';

/** The real ports of the function that tells owners of their week. It reaches neither the ledger nor the bus. */
export function wireWeekly(settings: WeeklySettings): WeeklyPorts {
  const { SENDER_NAME: company, SENDER_EMAIL: email, REPLY_TO_EMAIL: replyTo } = settings;
  return {
    owners: settings.WEEKLY_OWNERS,
    letterhead: { company, signatory: { name: 'Amends', role: '' }, look: { ...plainLook, ...settings.LOOK } },
    answers: new AthenaAnswers(
      new AthenaClient(awsClientConfig),
      { workGroup: settings.INSIGHT_WORKGROUP, database: settings.INSIGHT_DATABASE },
      { nowMs: Date.now, waitMs: (ms) => setTimeout(ms) },
    ),
    sent: new S3SentWeeks(new S3Client(awsClientConfig), settings.INSIGHT_BUCKET),
    mailer: new SesOwnerMailer(new SESClient(mailClientConfig), { name: company, email, replyTo }),
  };
}
