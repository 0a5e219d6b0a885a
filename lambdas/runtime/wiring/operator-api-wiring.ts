import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { S3AuditTrail } from '../../audit/s3-audit-trail';
import type { Observer } from '../../flow/record/observer';
import { QuotaLease } from '../../ledger/quota-lease';
import { DynamoBudgets } from '../../ledger/dynamo/dynamo-budgets';
import { DynamoControls } from '../../ledger/dynamo/dynamo-controls';
import { DynamoIncidents } from '../../ledger/dynamo/dynamo-incidents';
import { DynamoLedger } from '../../ledger/dynamo/dynamo-ledger';
import { DynamoWaitingList } from '../../ledger/dynamo/dynamo-waiting-list';
import type { OperatorApiPorts } from '../../operator-api/operator-api';
import { EventBridgeOutcomes } from '../../outcomes/eventbridge-outcomes';
import { awsClientConfig } from './clients';
import type { OperatorApiSettings } from '../environment/environment';
import { wirePartners } from './partner-wiring';

/**
 * The real ports of the operator API. The payment provider is not among them: what people approve, the sweep carries
 * out. The partner for credits is, because operators withdraw credits.
 */
export function wireOperatorApi(settings: OperatorApiSettings, observer: Observer): OperatorApiPorts {
  const database = new DynamoDBClient(awsClientConfig);
  const table = settings.LEDGER_TABLE_NAME;
  const bus = new EventBridgeClient(awsClientConfig);
  const budgets = new DynamoBudgets(database, table);
  return {
    ledger: new DynamoLedger(database, table, settings.FIRST_MODE),
    waiting: new DynamoWaitingList(database, table),
    incidents: new DynamoIncidents(database, table),
    controlsStore: new DynamoControls(database, table, settings.FIRST_MODE),
    outcomes: new EventBridgeOutcomes(bus, settings.EVENT_BUS_NAME),
    partners: wirePartners(settings, bus),
    audit: new S3AuditTrail(new S3Client(awsClientConfig), settings.AUDIT_BUCKET_NAME),
    limits: settings.LIMITS,
    budgets,
    quota: new QuotaLease(budgets, () => new Date()),
    observer,
    clock: () => new Date(),
    newToken: randomUUID,
  };
}
