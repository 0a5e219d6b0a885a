import { randomBytes, randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { DynamoAmplifiedIncidents } from '../../channels/amplification/dynamo-amplified-incidents';
import { EventBridgeWrittenAnswers } from '../../channels/events/eventbridge-written-answers';
import { S3AuditTrail } from '../../audit/s3-audit-trail';
import { DynamoConversations } from '../../conversation/dynamo-conversations';
import type { Brands, MailSender } from '../../email/brand';
import { PostalMimeReader } from '../../email/inbound/postal-mime-mail';
import type { ReceivedMail } from '../../email/inbound/received-mail';
import { receivedMailIn } from '../../email/inbound/ses-receipt';
import { S3RawMails } from '../../email/inbound/s3-raw-mails';
import { plainLook } from '../../email/layout/look';
import { BoundedForwarder } from '../../email/owners/bounded-forwarder';
import { DynamoCopyCounts } from '../../email/owners/dynamo-copy-counts';
import { SesMailForwarder } from '../../email/owners/ses-mail-forwarder';
import { RepliableMailer } from '../../email/repliable-mailer';
import { SesMailer } from '../../email/ses/ses-mailer';
import { HearAgents } from '../../flow/agents/hear-agent';
import type { ConverseContext } from '../../flow/converse/converse-context';
import type { HearContext } from '../../flow/converse/hear-reply';
import type { SendContext } from '../../flow/converse/send-answer';
import { DynamoFeedback } from '../../feedback/dynamo-feedback';
import type { ThreadContext } from '../../flow/thread/hear-message';
import type { SendThereContext } from '../../flow/thread/send-there';
import { hearFeedbackIn } from '../../flow/feedback/hear-feedback';
import type { Noting } from '../../flow/feedback/note-answer';
import type { Observer } from '../../flow/record/observer';
import { DynamoLedger } from '../../ledger/dynamo/dynamo-ledger';
import { EventBridgeFeedback } from '../../feedback/eventbridge-feedback';
import { EventBridgeConversations } from '../../outcomes/eventbridge-conversations';
import { awsClientConfig, mailClientConfig } from '../wiring/clients';
import { agentsIn } from './agents-file';
import type { AnswerSettings, HearSettings, LookSettings } from './replies-settings';

type Conversing = ConverseContext & { readonly conversations: DynamoConversations };

/** The real ports of the function that looks after conversations. It sends no mail. */
export function wireConversations(settings: LookSettings, observer: Observer): Conversing {
  const database = new DynamoDBClient(awsClientConfig);
  const bus = new EventBridgeClient(awsClientConfig);
  return {
    ledger: new DynamoLedger(database, settings.LEDGER_TABLE_NAME),
    conversations: new DynamoConversations(database, settings.LEDGER_TABLE_NAME),
    events: new EventBridgeConversations(bus, settings.EVENT_BUS_NAME, settings.OWNERS, settings.CONVERSATION_OWNERS),
    owners: settings.CONVERSATION_OWNERS,
    observer,
    clock: () => new Date(),
    newToken: randomUUID,
  };
}

/** What conversations on networks work with. */
export type ThreadPorts = ThreadContext & SendThereContext;

/** The real ports of the function that keeps conversations on networks. It sends nothing there itself. */
export function wireThreads(settings: LookSettings, observer: Observer): ThreadPorts {
  const context = wireConversations(settings, observer);
  const answers = new EventBridgeWrittenAnswers(new EventBridgeClient(awsClientConfig), settings.EVENT_BUS_NAME);
  const amplified = new DynamoAmplifiedIncidents(new DynamoDBClient(awsClientConfig), settings.LEDGER_TABLE_NAME);
  return { ...context, marks: context.conversations, amplified, answers };
}

export interface WiredHearing {
  readonly ports: HearContext;
  readonly read: (event: unknown) => ReceivedMail | undefined;
}

/** The real ports of the function that hears what comes. It sends mail to one mailbox. */
export function wireHearing(settings: HearSettings, observer: Observer): WiredHearing {
  const context = wireConversations(settings, observer);
  const brands = brandsOf(settings);
  const { standard, others } = brands;
  const senders = Object.values(others ?? {}).flatMap(({ sender }) => sender?.email ?? []);
  const objects = new S3Client(awsClientConfig);
  const raw = new S3RawMails(objects, settings.REPLY_BUCKET);
  const { AUDIT_BUCKET_NAME: auditBucket } = settings;
  const ports: HearContext = {
    ...context,
    marks: context.conversations,
    raw,
    reader: new PostalMimeReader(),
    forwarder: new BoundedForwarder({
      inner: new SesMailForwarder(new SESClient(mailClientConfig), standard.sender),
      counts: new DynamoCopyCounts(new DynamoDBClient(awsClientConfig), settings.LEDGER_TABLE_NAME),
      copiesPerDay: settings.COPIES_PER_DAY,
      clock: context.clock,
      place: raw.placeOf(''),
    }),
    agents:
      auditBucket === undefined
        ? undefined
        : new HearAgents({
            agents: agentsIn(__dirname),
            audit: new S3AuditTrail(objects, auditBucket),
            random: randomBytes,
          }),
    domain: settings.REPLY_DOMAIN,
    hearsLetters: settings.HEARS_LETTERS !== undefined,
    hearFeedback: settings.HEARS_FEEDBACK && hearFeedbackIn({ ...context, noting: notingOf(settings) }),
    brands,
    own: [...new Set([standard.sender.email, ...senders])],
  };
  return { ports, read: receivedMailIn };
}

/** Where answers are noted to the question whether it was made right, whoever hears them. */
export function notingOf({ LEDGER_TABLE_NAME: table, EVENT_BUS_NAME: bus }: LookSettings): Noting {
  return {
    store: new DynamoFeedback(new DynamoDBClient(awsClientConfig), table),
    events: new EventBridgeFeedback(new EventBridgeClient(awsClientConfig), bus),
  };
}

/** The real ports of the function that sends what people answer. */
export function wireAnswers(settings: AnswerSettings, observer: Observer): SendContext {
  const context = wireConversations(settings, observer);
  const ses = new SesMailer(new SESClient(mailClientConfig), { configurationSet: settings.SES_CONFIGURATION_SET });
  const mailer = new RepliableMailer(ses, {
    marks: context.conversations,
    domain: settings.REPLY_DOMAIN,
    clock: context.clock,
    random: randomBytes,
    trouble: (id, what, error) => observer.trouble(id, what, error),
  });
  return { ...context, mailer, brands: brandsOf(settings) };
}

/** Whom answers come from. People write them, so nobody else signs. */
function brandsOf({ SENDER_NAME, SENDER_EMAIL, REPLY_TO_EMAIL, BRANDS }: HearSettings | AnswerSettings): Brands {
  const sender: MailSender = { name: SENDER_NAME, email: SENDER_EMAIL, replyTo: REPLY_TO_EMAIL };
  const others = Object.fromEntries(
    Object.entries(BRANDS).map(([name, { sender: own, sources }]) => [name, { sender: own, sources }]),
  );
  return { standard: { sender, signatory: { name: '', role: '' }, look: plainLook }, others };
}
