import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { AthenaClient } from '@aws-sdk/client-athena';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { S3AuditTrail } from '../../audit/s3-audit-trail';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoAmplifiedIncidents } from '../../channels/amplification/dynamo-amplified-incidents';
import { DynamoContacts } from '../../channels/consent/dynamo-contacts';
import { DynamoConversations } from '../../conversation/dynamo-conversations';
import { DynamoUnjoinedSignals } from '../../detect/watched/dynamo-unjoined-signals';
import { LambdaMailPreviews } from '../../email/lambda-mail-previews';
import { S3SentMails } from '../../email/sent/s3-sent-mails';
import { optionsOf } from '../../failures/definition/policy';
import { goodwillGivenPolicy } from '../../failures/gestures/policy';
import type { Observer } from '../../flow/record/observer';
import { QuotaLease } from '../../ledger/quota-lease';
import { DynamoBudgets } from '../../ledger/dynamo/dynamo-budgets';
import { DynamoControls } from '../../ledger/dynamo/dynamo-controls';
import { DynamoIncidents } from '../../ledger/dynamo/dynamo-incidents';
import { DynamoLedger } from '../../ledger/dynamo/dynamo-ledger';
import { DynamoRemedyFinder } from '../../ledger/dynamo/dynamo-remedy-finder';
import { DynamoWaitingList } from '../../ledger/dynamo/dynamo-waiting-list';
import { DynamoBudgetUses } from '../../ledger/dynamo/shown/dynamo-budget-uses';
import { DynamoCheckStore } from '../../ledger/dynamo/shown/dynamo-check-store';
import { DynamoCustomerHistories } from '../../ledger/dynamo/shown/dynamo-customer-histories';
import { DynamoInForce } from '../../ledger/dynamo/shown/dynamo-in-force';
import { DynamoReconciliations } from '../../ledger/dynamo/shown/dynamo-reconciliations';
import { DynamoRemedyLookUp } from '../../ledger/dynamo/shown/dynamo-remedy-look-up';
import { DynamoListedLedger } from '../../ledger/dynamo/shown/dynamo-listed-ledger';
import { DynamoScannedWaitingList } from '../../ledger/dynamo/shown/dynamo-scanned-waiting-list';
import { DynamoIncidentFixes } from '../../ledger/follow/dynamo-incident-fixes';
import { Ed25519Sealer } from '../../ledger/seal/ed25519-seals';
import { SealedIncidents } from '../../ledger/seal/sealed-incidents';
import { SealedLedger } from '../../ledger/seal/sealed-ledger';
import { SecretsManagerRing } from '../../ledger/seal/secretsmanager-ring';
import { AthenaAnswers } from '../../insight/athena-answers';
import { DynamoCustomerKeys } from '../../insight/dynamo-customer-keys';
import type { OperatorApiPorts } from '../../operator-api/operator-api';
import { EventBridgeGestures } from '../../outcomes/eventbridge-gestures';
import { EventBridgeInquiries } from '../../outcomes/eventbridge-inquiries';
import { EventBridgeConversations } from '../../outcomes/eventbridge-conversations';
import { EventBridgeOutcomes } from '../../outcomes/eventbridge-outcomes';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import { LambdaReportIntake } from '../../reports/lambda-report-intake';
import { ReportLinks } from '../../reports/links/report-links';
import { SqsDeadLetters } from '../../retry/sqs-dead-letters';
import { wireShop } from '../shop/shop-wiring';
import { awsClientConfig, functionClientConfig } from './clients';
import type { OperatorApiSettings } from '../environment/environment';
import { wirePartners } from './partner-wiring';
import { gestureType } from '../../model/judging/gesture';
import { defaultReasonCodes } from '../../model/judging/reason-code';
import { Paces } from '../../model/guards/paces';
import { inForceIn } from '../in-force-file';
import { realTime } from '../real-time';

/**
 * The real ports of the operator API. The payment provider is not among them: what people approve, the sweep carries
 * out. The partner for credits is, because operators withdraw credits.
 */
export function wireOperatorApi(settings: OperatorApiSettings, observer: Observer): OperatorApiPorts {
  const database = new DynamoDBClient(awsClientConfig);
  const table = settings.LEDGER_TABLE_NAME;
  const bus = new EventBridgeClient(awsClientConfig);
  const objects = new S3Client(awsClientConfig);
  const clock = (): Date => new Date();
  const ring = new SecretsManagerRing(new SecretsManagerClient(awsClientConfig), settings.SEAL_SECRET_NAME);
  const sealer = new Ed25519Sealer(settings.SEAL_KEYS, ring, clock);
  const budgets = new DynamoBudgets(database, table);
  return {
    ledger: new SealedLedger(new DynamoLedger(database, table, settings.FIRST_MODE), sealer, sealer),
    waiting: new DynamoWaitingList(database, table),
    conversations: new DynamoConversations(database, table),
    events: new EventBridgeConversations(bus, settings.EVENT_BUS_NAME, settings.OWNERS, settings.CONVERSATION_OWNERS),
    owners: settings.CONVERSATION_OWNERS,
    contacts: new DynamoContacts(database, table),
    amplified: new DynamoAmplifiedIncidents(database, table),
    checks: new DynamoCheckStore(database, table),
    lists: {
      ledger: new DynamoListedLedger(database, table, settings.FIRST_MODE),
      waiting: new DynamoScannedWaitingList(database, table),
    },
    customers: new DynamoCustomerHistories(database, table),
    spending: new DynamoBudgetUses(database, table),
    finder: new DynamoRemedyFinder(database, table),
    lookUp: new DynamoRemedyLookUp(database, table, settings.SEARCH_INDEXES),
    incidents: new SealedIncidents(new DynamoIncidents(database, table), sealer),
    deadLetters: new SqsDeadLetters(new SQSClient(awsClientConfig), settings.QUEUE_DIRECTORY_URLS),
    controlsStore: new DynamoControls(database, table, settings.FIRST_MODE),
    outcomes: new EventBridgeOutcomes(bus, settings.EVENT_BUS_NAME),
    inquiries: settings.ASKS_SOURCES === undefined ? undefined : new EventBridgeInquiries(bus, settings.EVENT_BUS_NAME),
    partners: wirePartners(settings, bus, new Paces(realTime)),
    audit: new S3AuditTrail(objects, settings.AUDIT_BUCKET_NAME),
    sentMails: sentMailsOf(settings, objects),
    previews: new LambdaMailPreviews(new LambdaClient(functionClientConfig), settings.APOLOGY_FUNCTION_NAME),
    reasonCodes: settings.REASON_CODES ?? defaultReasonCodes,
    reconciliations: new DynamoReconciliations(database, table),
    inForce: { described: inForceIn(settings.LAMBDA_TASK_ROOT), store: new DynamoInForce(database, table) },
    reports: reportsOf(settings),
    gestures: gesturesOf(settings, bus),
    unjoined: unjoinedOf(settings, database),
    fixes: new DynamoIncidentFixes(database, table),
    insight: insightOf(settings, database),
    limits: settings.LIMITS,
    budgets,
    quota: new QuotaLease(budgets, clock),
    observer,
    clock,
    newToken: randomUUID,
  };
}

/** Undefined where no mails are kept. */
function sentMailsOf(
  { SENT_MAILS_BUCKET_NAME: bucket }: OperatorApiSettings,
  objects: S3Client,
): OperatorApiPorts['sentMails'] {
  if (bucket === undefined) return undefined;
  return { mails: new S3SentMails(objects, bucket), wait: (ms) => setTimeout(ms) };
}

/** Undefined where insight is off. */
function insightOf(
  { INSIGHT_KEYS_TABLE_NAME: keys, INSIGHT_DATABASE: database, INSIGHT_WORKGROUP: workGroup }: OperatorApiSettings,
  client: DynamoDBClient,
): OperatorApiPorts['insight'] {
  if (keys === undefined || database === undefined || workGroup === undefined) return undefined;
  const athena = new AthenaClient(awsClientConfig);
  return {
    keys: new DynamoCustomerKeys(client, keys),
    answers: new AthenaAnswers(athena, { workGroup, database }, { nowMs: Date.now, waitMs: (ms) => setTimeout(ms) }),
  };
}

/** Undefined where there are no detectors. */
function unjoinedOf(
  { WATCHED_TABLE_NAME: table, DETECTORS: detectors }: OperatorApiSettings,
  client: DynamoDBClient,
): OperatorApiPorts['unjoined'] {
  if (table === undefined || detectors === undefined) return undefined;
  return new DynamoUnjoinedSignals(client, table, detectors.split(','));
}

/** Undefined where nothing is reported. */
function reportsOf({
  REPORT_INTAKE_FUNCTION_NAME: intake,
  REPORT_LINK_SECRET_NAME: secret,
}: OperatorApiSettings): OperatorApiPorts['reports'] {
  if (intake === undefined || secret === undefined) return undefined;
  const key = new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), secret);
  return {
    links: new ReportLinks(key),
    intake: new LambdaReportIntake(new LambdaClient(functionClientConfig), intake),
  };
}

/** Undefined where nobody gives of their own accord. */
function gesturesOf(
  { GESTURES: overrides, EVENT_BUS_NAME, SHOP_URL, SHOP_SECRET_NAME }: OperatorApiSettings,
  bus: EventBridgeClient,
): OperatorApiPorts['gestures'] {
  if (overrides === undefined) return undefined;
  const hasShop = SHOP_URL !== undefined && SHOP_SECRET_NAME !== undefined;
  return {
    options: optionsOf(gestureType, goodwillGivenPolicy, overrides),
    publisher: new EventBridgeGestures(bus, EVENT_BUS_NAME),
    shop: hasShop
      ? wireShop(new SecretsManagerClient(awsClientConfig), { SHOP_URL, SHOP_SECRET_NAME }).shop
      : undefined,
  };
}
