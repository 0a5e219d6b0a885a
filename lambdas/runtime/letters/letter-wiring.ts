import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LetterContext } from '../../flow/converse/take-letter';
import type { Observer } from '../../flow/record/observer';
import { DynamoReportCounts } from '../../reports/counts/dynamo-report-counts';
import { wireConversations } from '../replies/replies-wiring';
import { awsClientConfig } from '../wiring/clients';
import type { LetterSettings } from './letter-settings';

/** The real ports of the function that takes letters. It sends no mail. */
export function wireLetters(settings: LetterSettings, observer: Observer): LetterContext {
  const counts = new DynamoReportCounts(new DynamoDBClient(awsClientConfig), settings.REPORT_COUNTS_TABLE_NAME, {
    perCustomerPerDay: settings.LETTERS_PER_ADDRESS_PER_DAY,
    perHour: settings.LETTERS_PER_HOUR,
  });
  return { ...wireConversations(settings, observer), counts };
}
