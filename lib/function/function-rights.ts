import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { requestTypes, withdrawalTypes } from '../../lambdas/fulfilment/port/partner-events';
import { outcomeSource, outcomeTypes, recoveryType } from '../../lambdas/outcomes/outcome';

/** What a function may do in the ledger. To delete is not among it: nobody may. */
type LedgerAction = 'BatchGetItem' | 'GetItem' | 'PutItem' | 'Query' | 'Scan' | 'UpdateItem';

export function mayUseLedger(table: ITable, actions: readonly LedgerAction[]): PolicyStatement {
  return new PolicyStatement({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [table.tableArn],
  });
}

/** The index of what waits is read, and holds keys only. */
export function mayReadWaiting(table: ITable): PolicyStatement {
  return new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${table.tableArn}/index/waiting`] });
}

/** How remedies ended, and who bears their cost. */
export function mayPublishOutcomes(eventBus: IEventBus): PolicyStatement {
  return mayPublish(eventBus, [...Object.values(outcomeTypes), recoveryType]);
}

/** Outcomes, and what partners are asked for on the bus or asked to leave. */
export function mayPublishRequests(eventBus: IEventBus): PolicyStatement {
  return mayPublish(eventBus, [
    ...Object.values(outcomeTypes),
    recoveryType,
    ...Object.values(requestTypes),
    ...Object.values(withdrawalTypes),
  ]);
}

/** Outcomes, and that a credit is asked back. */
export function mayPublishWithdrawals(eventBus: IEventBus): PolicyStatement {
  return mayPublish(eventBus, [...Object.values(outcomeTypes), recoveryType, withdrawalTypes.credit]);
}

function mayPublish(eventBus: IEventBus, types: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    actions: ['events:PutEvents'],
    resources: [eventBus.eventBusArn],
    conditions: { StringEquals: { 'events:source': outcomeSource, 'events:detail-type': types } },
  });
}

export function mayReadSecret({ secretArn, secretFullArn }: ISecret): PolicyStatement {
  return new PolicyStatement({
    actions: ['secretsmanager:GetSecretValue'],
    // Secrets Manager ends every ARN with a hyphen and six characters, which a name alone does not tell.
    resources: [secretFullArn ?? `${secretArn}-??????`],
  });
}

/** Lets a role use the keys of what it works with. Nothing to do where AWS manages them. */
export function grantKeys(role: IRole, table: ITable, ...secrets: readonly ISecret[]): void {
  table.encryptionKey?.grantEncryptDecrypt(role);
  for (const { encryptionKey } of secrets) encryptionKey?.grantDecrypt(role);
}
