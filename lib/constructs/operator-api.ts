import { Duration } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { OperatorApiEnvironment } from '../../lambdas/runtime/environment/environment';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import {
  grantKeys,
  mayPublishOutcomes,
  mayPublishWithdrawals,
  mayReadWaiting,
  mayUseLedger,
} from '../function/function-rights';
import { mayReachPartners, partnersEnvironment, partnerSecrets, type Partners } from '../options/partners';
import type { MoneyContext } from '../options/shared-resources';
import { UrlFunction } from '../function/url-function';

export interface OperatorApiProps extends MoneyContext {
  readonly partners: Partners;
  /** The failure types that can be switched. */
  readonly failureTypes: readonly string[];
  readonly reservedConcurrency?: number | undefined;
}

/**
 * Where people decide: holds, incidents, switches and credits to take back, at a URL that asks for IAM's signature. Who decided is who signed, and
 * never a field of the request.
 */
export class OperatorApi extends Construct {
  readonly function: UrlFunction;
  private readonly granted = new Set<IRole>();

  constructor(scope: Construct, id: string, props: OperatorApiProps) {
    super(scope, id);
    const { table, eventBus, limits, partners } = props;
    const environment: OperatorApiEnvironment = {
      LEDGER_TABLE_NAME: table.tableName,
      EVENT_BUS_NAME: eventBus.eventBusName,
      LIMITS: limits,
      FAILURE_TYPES: props.failureTypes.join(','),
      ...partnersEnvironment(this, partners),
    };
    this.function = new UrlFunction(this, 'Operate', {
      entry: 'functions/operator-api.ts',
      description: 'Amends: lets people decide on what is held, and switch what happens by itself.',
      serviceName: 'operator-desk',
      authType: FunctionUrlAuthType.AWS_IAM,
      environment,
      permissions: [
        mayUseLedger(table, ['BatchGetItem', 'GetItem', 'PutItem', 'Query']),
        mayReadWaiting(table),
        partners.by.credit === 'events' ? mayPublishWithdrawals(eventBus) : mayPublishOutcomes(eventBus),
        ...mayReachPartners(partners, ['credit']),
      ],
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      reservedConcurrency: props.reservedConcurrency,
    });
    grantKeys(this.function.role, table, ...partnerSecrets(partners, ['credit']));
    new CustomerAlarm(this, 'Errors', {
      metric: this.function.metricServerErrors({ period: Duration.minutes(5) }),
      above: 0,
      customers: 'Nobody can decide on what is held, nor switch anything off. Whoever is held goes on waiting.',
      firstStep: 'Look for the error in the log of the operator desk.',
      owner: 'both',
      topic: props.alarmTopic,
    });
  }

  /** Where operators send their requests. */
  get url(): string {
    return this.function.url.url;
  }

  /**
   * Lets whoever has the role decide. The policy belongs to this construct rather than to the role, so that a role in another
   * stack can be granted.
   */
  grant(role: IRole): void {
    if (this.granted.has(role)) return;
    this.granted.add(role);
    const { functionArn } = this.function.function;
    new ManagedPolicy(this, role.node.path, {
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ['lambda:InvokeFunctionUrl'],
          resources: [functionArn],
          conditions: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
        }),
        // Lambda asks for both. Through the URL only: whoever invoked the function itself could write any identity into it.
        new PolicyStatement({
          actions: ['lambda:InvokeFunction'],
          resources: [functionArn],
          conditions: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
        }),
      ],
    });
  }
}
