import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { emailEventIn } from '../../email/ses/ses-event';
import { DynamoCustomerKeys } from '../../insight/dynamo-customer-keys';
import type { InsightPorts } from '../../insight/records-of-events';
import { awsClientConfig } from '../wiring/clients';
import type { InsightSettings } from './insight-settings';

/** The real ports of the function that makes lines of insight of events. */
export function wireInsight({ INSIGHT_KEYS_TABLE_NAME, ONLY_SOURCES }: InsightSettings): InsightPorts {
  return {
    keys: new DynamoCustomerKeys(new DynamoDBClient(awsClientConfig), INSIGHT_KEYS_TABLE_NAME),
    newKey: () => randomBytes(32).toString('hex'),
    onlySources: ONLY_SOURCES,
    mailResultIn: emailEventIn,
  };
}
