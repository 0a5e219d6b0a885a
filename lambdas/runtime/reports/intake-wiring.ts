import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import type { Observer } from '../../flow/record/observer';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import { DynamoLedger } from '../../ledger/dynamo/dynamo-ledger';
import { DynamoReportCounts } from '../../reports/counts/dynamo-report-counts';
import { EventBridgeReportedFailures } from '../../reports/eventbridge-reported-failures';
import { ReportLinks } from '../../reports/links/report-links';
import type { IntakeContext } from '../../reports/intake-context';
import { wireShop } from '../shop/shop-wiring';
import { awsClientConfig } from '../wiring/clients';
import type { IntakeSettings } from './intake-settings';

/** The real ports of the function that takes reports, and what opens those that are slow at first. */
export function wireIntake(
  settings: IntakeSettings,
  catalog: readonly FailureDefinition[],
  observer: Observer,
): IntakeContext & { readonly warm: () => Promise<unknown> } {
  const secrets = new SecretsManagerClient(awsClientConfig);
  const database = new DynamoDBClient(awsClientConfig);
  const links = new ReportLinks(new SecretsManagerKey(secrets, settings.REPORT_LINK_SECRET_NAME));
  const { shop, warm: warmShop } = wireShop(secrets, settings);
  return {
    links,
    shop,
    counts: new DynamoReportCounts(database, settings.REPORT_COUNTS_TABLE_NAME, {
      perCustomerPerDay: settings.REPORTS_PER_CUSTOMER_PER_DAY,
      perMinute: settings.REPORTS_PER_MINUTE,
    }),
    publisher: new EventBridgeReportedFailures(new EventBridgeClient(awsClientConfig), settings.EVENT_BUS_NAME),
    ledger: new DynamoLedger(database, settings.LEDGER_TABLE_NAME),
    definitions: catalog.filter(({ type }) => settings.REPORTED_TYPES.includes(type)),
    observer,
    clock: () => new Date(),
    wait: (ms) => setTimeout(ms),
    warm: () => Promise.all([links.warm(), warmShop()]),
  };
}
