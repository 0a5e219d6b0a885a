import { Duration } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { failureFolder, type FailureDefinition } from '../lambdas/failures/failure-definition';
import { outcomeSource, outcomeTypes } from '../lambdas/outcomes/outcome';
import type { RemedySettings } from '../lambdas/runtime/environment';
import { AmendsFunction } from './amends-function';
import { CustomerAlarm } from './customer-alarm';
import { EventDelivery } from './event-delivery';
import { FunctionAlarms, metricUndelivered } from './function-alarms';
import { remedyMetric } from './remedy-metric';

export interface FailureRemedyProps {
  readonly definition: FailureDefinition;
  /** The event source that publishes this failure. */
  readonly source: string;
  readonly eventBus: IEventBus;
  readonly table: ITable;
  readonly providerSecret: ISecret;
  readonly stripeApiUrl: string;
  readonly alarmTopic: ITopic;
  readonly encryptionKey: IKey;
  readonly logRetention: RetentionDays;
  readonly reservedConcurrency?: number | undefined;
}

/** What makes one failure type right: the rule that notices it, the function that pays, and the alarms when it does not. */
export class FailureRemedy extends Construct {
  readonly type: string;
  readonly source: string;
  readonly function: AmendsFunction;

  constructor(scope: Construct, id: string, props: FailureRemedyProps) {
    super(scope, id);
    const { definition, source, eventBus } = props;
    this.type = definition.type;
    this.source = source;
    this.function = new AmendsFunction(this, 'Remedy', {
      entry: `failures/${failureFolder(definition.type)}/handler.ts`,
      description: `Amends: gives back what is owed for ${definition.type}.`,
      serviceName: failureFolder(definition.type),
      environment: remedyEnvironment(props),
      permissions: remedyPermissions(props),
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      reservedConcurrency: props.reservedConcurrency,
    });
    // Nothing to do where the table or the secret is encrypted with a key that AWS manages.
    props.table.encryptionKey?.grantEncryptDecrypt(this.function.role);
    props.providerSecret.encryptionKey?.grantDecrypt(this.function.role);

    new EventDelivery(this, 'Rule', { eventBus, source, detailType: definition.type, target: this.function });
    this.createAlarms(definition, props.alarmTopic);
  }

  /** The role under which money is paid and outcomes are published. */
  get role(): IRole {
    return this.function.role;
  }

  /** Remedies that were paid. */
  metricPaid(options?: MetricOptions): Metric {
    return remedyMetric('RemedyPaid', this.function, options);
  }

  /** Remedies at which a person must look first. */
  metricHeld(options?: MetricOptions): Metric {
    return remedyMetric('RemedyHeld', this.function, options);
  }

  /** Remedies that the payment provider refused. */
  metricDeclined(options?: MetricOptions): Metric {
    return remedyMetric('RemedyDeclined', this.function, options);
  }

  /** Remedies of which nobody knows yet whether they were paid. */
  metricUnknown(options?: MetricOptions): Metric {
    return remedyMetric('RemedyUnknown', this.function, options);
  }

  /** Failures that were given up on and wait for a person. */
  metricUndelivered(): Metric {
    return metricUndelivered(this.function);
  }

  private createAlarms({ type, owner }: FailureDefinition, topic: ITopic): void {
    new FunctionAlarms(this, 'Alarms', {
      watched: this.function,
      awaited: `what is owed for ${type}`,
      owner,
      topic,
    });
    new CustomerAlarm(this, 'Unknown', {
      metric: this.metricUnknown({ period: Duration.minutes(5) }),
      above: 0,
      customers: `For ${type}, the provider did not say whether money went back. Nobody was written to.`,
      firstStep: 'Look the remedy up at the provider by its remedyId. Never pay it by hand before that.',
      owner,
      topic,
    });
    new CustomerAlarm(this, 'Declined', {
      metric: this.metricDeclined({ period: Duration.minutes(15) }),
      above: 0,
      customers: `The provider refused to give back what is owed for ${type}. These customers have nothing yet.`,
      firstStep: 'Read in the ledger entry why, and give back another way.',
      owner,
      topic,
    });
  }
}

function remedyEnvironment({ table, eventBus, providerSecret, stripeApiUrl }: FailureRemedyProps): RemedySettings {
  return {
    LEDGER_TABLE_NAME: table.tableName,
    EVENT_BUS_NAME: eventBus.eventBusName,
    STRIPE_SECRET_NAME: providerSecret.secretName,
    STRIPE_API_URL: stripeApiUrl,
  };
}

function remedyPermissions({ table, eventBus, providerSecret }: FailureRemedyProps): PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'],
      resources: [table.tableArn],
    }),
    new PolicyStatement({
      actions: ['events:PutEvents'],
      resources: [eventBus.eventBusArn],
      conditions: {
        StringEquals: { 'events:source': outcomeSource, 'events:detail-type': Object.values(outcomeTypes) },
      },
    }),
    new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      // Secrets Manager ends every ARN with a hyphen and six characters, which a name alone does not tell.
      resources: [providerSecret.secretFullArn ?? `${providerSecret.secretArn}-??????`],
    }),
  ];
}
