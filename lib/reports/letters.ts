import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { letterType } from '../../lambdas/conversation/letter-type';
import type { OwnerRules } from '../../lambdas/conversation/owners/owner-rules';
import type { LetterEnvironment } from '../../lambdas/runtime/letters/letter-settings';
import { grantKeys, mayTellOfConversations } from '../function/function-rights';
import { ownersText } from '../options/alarm-settings';
import type { SharedResources } from '../options/shared-resources';
import { conversationOwnersText } from '../owners/conversation-owners-text';
import { AskedFunction } from './asked-function';
import { ReportCountsTable } from './report-counts-table';
import type { LettersConfig } from './reports';

export interface LettersProps extends SharedResources {
  readonly letters: LettersConfig;
  /** Hours, targets and routes of whoever answers. */
  readonly owners?: OwnerRules | undefined;
  readonly publicConcurrency?: number | undefined;
}

/**
 * What takes letters of whoever has bought nothing: it opens a conversation about each. It may write below ids of
 * writers of letters and nowhere else in the ledger, and sends no mail.
 */
export class Letters extends Construct {
  readonly intake: AskedFunction;

  constructor(
    scope: Construct,
    id: string,
    { letters, owners = {}, table, eventBus, alarms, publicConcurrency, ...shared }: LettersProps,
  ) {
    super(scope, id);
    const counts = new ReportCountsTable(this, 'Counts');
    const environment: LetterEnvironment = {
      LEDGER_TABLE_NAME: table.tableName,
      EVENT_BUS_NAME: eventBus.eventBusName,
      OWNERS: ownersText(alarms, [{ type: letterType, definition: { owner: 'contact-center' } }]),
      CONVERSATION_OWNERS: conversationOwnersText(owners, alarms, []),
      REPORT_COUNTS_TABLE_NAME: counts.table.tableName,
      LETTERS_PER_ADDRESS_PER_DAY: String(letters.perAddressPerDay),
      LETTERS_PER_HOUR: String(letters.perHour),
    };
    this.intake = new AskedFunction(this, 'Intake', {
      entry: 'functions/reports/letter-intake.ts',
      description: 'Amends: takes letters, and opens a conversation about each.',
      serviceName: 'letters',
      environment,
      permissions: [mayWriteLetters(table), counts.mayCount(), mayTellOfConversations(eventBus, 'opened')],
      encryptionKey: shared.encryptionKey,
      logRetention: shared.logRetention,
      logGroupPrefix: shared.logGroupPrefix,
      reservedConcurrency: publicConcurrency,
    });
    grantKeys(this.intake.role, table);
  }
}

function mayWriteLetters(table: ITable): PolicyStatement {
  return new PolicyStatement({
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    resources: [table.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CUSTOMER#writer.*'] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}
