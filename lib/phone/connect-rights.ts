import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { EventFunction } from '../function/event-function';
import type { ConnectCallsConfig } from '../calls/connect-calls';
import type { ConnectFlows } from './connect-flows';

/** What calls are, and of the rest of the ledger the number to call, which stands in the envelope of the remedy. */
export function mayKeepCalls(table: ITable): PolicyStatement[] {
  return [
    onItems(table, ['dynamodb:GetItem', 'dynamodb:PutItem'], ['CALL#*', 'CALLCONTACT#*']),
    onItems(table, ['dynamodb:GetItem'], ['CUSTOMER#*']),
  ];
}

function onItems(table: ITable, actions: string[], keys: string[]): PolicyStatement {
  return new PolicyStatement({
    actions,
    resources: [table.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}

/** Contacts of this instance through these flows, and how many agents of this queue are free. */
export function permitConnect(
  target: EventFunction,
  { instanceArn, queueId }: ConnectCallsConfig,
  { taskFlowId }: ConnectFlows,
): void {
  const contacts = `${instanceArn}/contact/*`;
  const taskFlow = `${instanceArn}/contact-flow/${taskFlowId}`;
  const queue = `${instanceArn}/queue/${queueId}`;
  const statements = [
    new PolicyStatement({ actions: ['connect:StartTaskContact'], resources: [contacts, taskFlow] }),
    new PolicyStatement({
      actions: ['connect:StartOutboundVoiceContact', 'connect:StopContact', 'connect:GetContactAttributes'],
      resources: [contacts],
    }),
    new PolicyStatement({ actions: ['connect:GetCurrentMetricData'], resources: [queue] }),
  ];
  target.permit(statements, {
    id: `AwsSolutions-IAM5[Resource::${contacts}]`,
    reason: 'Connect names a contact when it begins, so its id cannot be known before. The instance is named.',
  });
}
