import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { Stack, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { RemedyIndex } from '../../lambdas/ledger/port/remedy-index';
import { onlyEvents } from '../grants/only-events';
import { partRequestTypes, partWithdrawalTypes } from '../../lambdas/fulfilment/port/partner-events';
import { outcomeSource, outcomeTypes, recoveryType } from '../../lambdas/outcomes/outcome';
import { conversationTypes, type ConversationHappening } from '../../lambdas/outcomes/conversation-event';
import { feedbackType } from '../../lambdas/feedback/feedback-event';
import { inquiryType } from '../../lambdas/outcomes/inquiry';
import { undeliveredType } from '../../lambdas/outcomes/undelivered-mail';

/** What a function may do in the ledger. Deleting is not included: nobody may delete. */
type LedgerAction = 'BatchGetItem' | 'GetItem' | 'PutItem' | 'Query' | 'Scan' | 'UpdateItem';

export function mayUseLedger(table: ITable, actions: readonly LedgerAction[]): PolicyStatement {
  return new PolicyStatement({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [table.tableArn],
  });
}

/** Read access to the index of waiting remedies, which holds keys only. */
export function mayReadWaiting(table: ITable): PolicyStatement {
  return new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${table.tableArn}/index/waiting`] });
}

/** The same, and all of it at once: for people who look at what waits. */
export function mayScanWaiting(table: ITable): PolicyStatement {
  const actions = ['dynamodb:Query', 'dynamodb:Scan'];
  return new PolicyStatement({ actions, resources: [`${table.tableArn}/index/waiting`] });
}

/** Read access to the indexes by which people search, which hold keys only. */
export function mayLookUp(table: ITable, indexes: readonly RemedyIndex[]): PolicyStatement[] {
  if (indexes.length === 0) return [];
  const resources = indexes.map((index) => `${table.tableArn}/index/${index}`);
  return [new PolicyStatement({ actions: ['dynamodb:Query'], resources })];
}

/** The right to publish outcomes of remedies, and who bears their cost. */
export function mayPublishOutcomes(eventBus: IEventBus): PolicyStatement {
  return mayPublish(eventBus, [...Object.values(outcomeTypes), recoveryType]);
}

/** What operators do on the bus: outcomes, questions to publishers and, where they can, withdrawals of credits. */
export function mayPublishOfOperators(eventBus: IEventBus, withdraws: boolean): PolicyStatement {
  const withdrawals = withdraws ? [partWithdrawalTypes.credit] : [];
  return mayPublish(eventBus, [...Object.values(outcomeTypes), recoveryType, inquiryType, ...withdrawals]);
}

/** The right to tell owners which mails did not reach their customers. */
export function mayTellOwners(eventBus: IEventBus): PolicyStatement {
  return mayPublish(eventBus, [undeliveredType]);
}

/** The right to say what came on a channel, or what became of an answer there. */
export function mayPublishOfChannels(eventBus: IEventBus, types: readonly string[]): PolicyStatement {
  return mayPublish(eventBus, types);
}

/** The right to tell on the bus what became of conversations. */
export function mayTellOfConversations(
  eventBus: IEventBus,
  ...what: readonly ConversationHappening[]
): PolicyStatement {
  return mayPublish(
    eventBus,
    what.map((one) => conversationTypes[one]),
  );
}

/** The right to tell on the bus what customers answer who are asked whether it was made right. */
export function mayTellOfFeedback(eventBus: IEventBus): PolicyStatement {
  return mayPublish(eventBus, [feedbackType]);
}

/** The right to publish outcomes, and requests and withdrawals for partners. */
export function mayPublishRequests(eventBus: IEventBus): PolicyStatement {
  return mayPublish(eventBus, [
    ...Object.values(outcomeTypes),
    recoveryType,
    ...Object.values(partRequestTypes),
    ...Object.values(partWithdrawalTypes),
  ]);
}

function mayPublish(eventBus: IEventBus, types: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    actions: ['events:PutEvents'],
    resources: [eventBus.eventBusArn],
    conditions: onlyEvents([outcomeSource], types),
  });
}

export function mayReadSecret({ secretArn, secretFullArn }: ISecret): PolicyStatement {
  return new PolicyStatement({
    actions: ['secretsmanager:GetSecretValue'],
    // Secrets Manager appends a hyphen and six characters to every ARN, which the name does not contain.
    resources: [secretFullArn ?? `${secretArn}-??????`],
  });
}

/** Lets a role use the KMS keys of the table and the secrets. AWS managed keys need no grant. */
export function grantKeys(role: IRole, table: ITable, ...secrets: readonly ISecret[]): void {
  table.encryptionKey?.grantEncryptDecrypt(role);
  for (const { encryptionKey } of secrets) encryptionKey?.grantDecrypt(role);
}

const tracingId = 'AmendsTracing';

/**
 * One policy for all functions of a stack: each has the same right, and a stack has room for 500 resources. Apart from
 * the other permissions, so that the acknowledgement of the one necessary wildcard covers no other.
 */
export function permitTracing(role: IRole): ManagedPolicy {
  const stack = Stack.of(role);
  const known = stack.node.tryFindChild(tracingId);
  const policy = known instanceof ManagedPolicy ? known : createTracing(stack);
  policy.attachToRole(role);
  return policy;
}

function createTracing(stack: Stack): ManagedPolicy {
  const policy = new ManagedPolicy(stack, tracingId, {
    statements: [
      new PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] }),
    ],
  });
  Validations.of(policy).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'X-Ray has no resource-level permissions: writing traces needs the resource "*". The policy holds nothing else.',
  });
  return policy;
}
