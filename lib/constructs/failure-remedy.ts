import { Duration } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { partnerKinds } from '../../lambdas/fulfilment/port/partner-events';
import { failureFolder, type FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import type { RemedyEnvironment } from '../../lambdas/runtime/environment/environment';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import { EventDelivery } from '../function/event-delivery';
import { EventFunction } from '../function/event-function';
import { FunctionAlarms, metricDeadLetters, metricRetryQueue } from '../monitoring/function-alarms';
import { grantKeys, mayPublishRequests, mayReadSecret, mayUseLedger } from '../function/function-rights';
import { NeedsAttentionAlarm } from '../monitoring/needs-attention-alarm';
import { mayReachPartners, partnersEnvironment, partnerSecrets, type Partners } from '../options/partners';
import type { QueuedEvents } from '../function/queued-events';
import { providerEnvironment, type RefundProvider } from '../options/refund-provider';
import { remedyMetric } from '../monitoring/remedy-metric';
import type { MoneyContext } from '../options/shared-resources';

export interface FailureRemedyProps extends MoneyContext {
  readonly definition: FailureDefinition;
  /** The event source that publishes this failure. */
  readonly source: string;
  /**
   * The absolute path of the file that exports its function.
   *
   * @default - the handler in the folder of its name, beside the catalog
   */
  readonly entry?: string | undefined;
  readonly provider: RefundProvider;
  readonly partners: Partners;
  /** Policy options that differ from the defaults, as JSON. */
  readonly policy: string;
  readonly reservedConcurrency?: number | undefined;
  /** How many runs take from a queue of the failure's own at once. Missing where there is none. */
  readonly queuedConcurrency?: number | undefined;
}

/** What makes one failure type right: the rule that notices it, the function that pays, and the alarms when it does not. */
export class FailureRemedy extends Construct {
  readonly type: string;
  readonly source: string;
  readonly function: EventFunction;

  constructor(scope: Construct, id: string, props: FailureRemedyProps) {
    super(scope, id);
    const { definition, source, eventBus } = props;
    this.type = definition.type;
    this.source = source;
    this.function = new EventFunction(this, 'Remedy', {
      entry: props.entry ?? `failures/${failureFolder(definition.type)}/handler.ts`,
      description: `Amends: gives back what is owed for ${definition.type}.`,
      serviceName: failureFolder(definition.type),
      environment: remedyEnvironment(this, props),
      permissions: remedyPermissions(props),
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      reservedConcurrency: props.reservedConcurrency,
    });
    const secrets = [props.provider.secret, ...partnerSecrets(props.partners, partnerKinds)];
    grantKeys(this.function.role, props.table, ...secrets);

    const eventPattern = { source: [source], detailType: [definition.type] };
    const { queuedConcurrency } = props;
    const target = this.function;
    const { queue } = new EventDelivery(this, 'Rule', { eventBus, eventPattern, target, queuedConcurrency });
    this.createAlarms(definition, props.alarmTopic, queue);
  }

  /** The role under which money is paid and outcomes are published. */
  get role(): IRole {
    return this.function.role;
  }

  /** Remedies that were paid. */
  metricPaid(options?: MetricOptions): Metric {
    return remedyMetric('RemedyIssued', this.function, options);
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

  /** Failures that were given up on, and that the sweep hands over again. */
  metricRetryQueue(): Metric {
    return metricRetryQueue(this.function);
  }

  /** Failures that no attempt is left for, and that wait for a person. */
  metricDeadLetters(): Metric {
    return metricDeadLetters(this.function);
  }

  private createAlarms({ type, owner }: FailureDefinition, topic: ITopic, queue: QueuedEvents | undefined): void {
    new FunctionAlarms(this, 'Alarms', {
      watched: this.function,
      awaited: `what is owed for ${type}`,
      owner,
      topic,
      queue,
    });
    new NeedsAttentionAlarm(this, 'Manual', { watched: this.function, remediesFor: type, owner, topic });
    new CustomerAlarm(this, 'LimitReached', {
      metric: remedyMetric('LimitReached', this.function, { period: Duration.minutes(15) }),
      above: 0,
      customers: `A limit on what is given without a person is reached. Remedies for ${type} are held from now on.`,
      firstStep:
        'See whether the failures are real. Release the held ones if they are; switch the failure type off if they are not.',
      owner,
      topic,
    });
    new CustomerAlarm(this, 'Unknown', {
      metric: this.metricUnknown({ period: Duration.minutes(5) }),
      above: 0,
      customers: `For ${type}, the provider did not say whether money went back. Nobody was written to. The sweep asks again.`,
      firstStep:
        'See whether the provider reports a disturbance. Never pay by hand what is not looked up at the provider.',
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

function remedyEnvironment(scope: Construct, props: FailureRemedyProps): RemedyEnvironment {
  const { table, eventBus, limits, policy, provider, partners } = props;
  return {
    LEDGER_TABLE_NAME: table.tableName,
    EVENT_BUS_NAME: eventBus.eventBusName,
    LIMITS: limits,
    POLICY: policy,
    ...providerEnvironment(provider),
    ...partnersEnvironment(scope, partners),
  };
}

function remedyPermissions({ table, eventBus, provider, partners }: FailureRemedyProps): PolicyStatement[] {
  return [
    mayUseLedger(table, ['BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem']),
    mayPublishRequests(eventBus),
    mayReadSecret(provider.secret),
    ...mayReachPartners(partners, partnerKinds, [provider.secret]),
  ];
}
