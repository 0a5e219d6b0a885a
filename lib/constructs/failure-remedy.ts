import { Duration } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { partnerKinds } from '../../lambdas/fulfilment/port/partner-events';
import { failureFolder, type FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import type { RemedyEnvironment } from '../../lambdas/runtime/environment/environment';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import { EventDelivery } from '../function/event-delivery';
import { SilenceAlarm } from '../monitoring/silence-alarm';
import { EventFunction } from '../function/event-function';
import { FunctionAlarms, metricDeadLetterQueue, metricRetryQueue } from '../monitoring/function-alarms';
import { grantKeys, mayPublishRequests, mayReadSecret, mayUseLedger } from '../function/function-rights';
import { NeedsAttentionAlarm } from '../monitoring/needs-attention-alarm';
import { mayReachPartners, partnersEnvironment, partnerSecrets, type Partners } from '../options/partners';
import { inQueue, type QueuedEvents } from '../function/queued-events';
import { providerEnvironment, type RefundProviderConfig } from '../options/refund-provider';
import { remedyMetric } from '../monitoring/remedy-metric';
import type { Delivery } from '../options/delivery';
import type { AlarmSettings } from '../options/alarm-settings';
import { sealingEnvironment, type MoneyContext } from '../options/shared-resources';

export interface FailureRemedyProps extends MoneyContext {
  readonly definition: FailureDefinition;
  /** The event sources that publish this failure. */
  readonly sources: readonly string[];
  /** What all events of a source count as, where that is fixed. */
  readonly evidenceBySource: Readonly<Record<string, 'detected' | 'reported'>>;
  /** Which of them may answer for what another one reported. */
  readonly answeringSources: readonly string[];
  /** Within how many hours a source publishes at least one, where silence would be unusual. */
  readonly expectedEveryHours: Readonly<Record<string, number>>;
  /**
   * The absolute path of the file that exports its function.
   *
   * @default - the handler in its folder of the catalog
   */
  readonly entry?: string | undefined;
  readonly provider: RefundProviderConfig;
  readonly partners: Partners;
  /** Policy options that differ from the defaults, as JSON. */
  readonly policy: string;
  readonly reservedConcurrency?: number | undefined;
  readonly delivery: Delivery;
}

/** Handles one failure type: the rule that matches its events, the function that gives the remedy, and the alarms. */
export class FailureRemedy extends Construct {
  readonly type: string;
  readonly sources: readonly string[];
  readonly function: EventFunction;
  /** The queue in front of the function. Undefined where delivery is direct. */
  readonly queue: QueuedEvents | undefined;

  constructor(scope: Construct, id: string, props: FailureRemedyProps) {
    super(scope, id);
    const { definition, sources } = props;
    this.type = definition.type;
    this.sources = sources;
    this.function = new EventFunction(this, 'Remedy', {
      entry: props.entry ?? `failures/${failureFolder(definition.type)}/handler.ts`,
      description: `Amends: gives the remedy for ${definition.type}.`,
      serviceName: failureFolder(definition.type),
      environment: remedyEnvironment(this, props),
      permissions: remedyPermissions(props),
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      logGroupPrefix: props.logGroupPrefix,
      reservedConcurrency: props.reservedConcurrency,
      ...inQueue(props.delivery.queuedConcurrency),
    });
    const secrets = [...providerSecrets(props), props.seals.secret, ...partnerSecrets(props.partners, partnerKinds)];
    grantKeys(this.function.role, props.table, ...secrets);

    this.queue = this.deliver(props);
    if (props.alarms.level === 'detailed') this.createAlarms(definition, props.alarms);
  }

  /** The role that pays and publishes outcomes. */
  get role(): IRole {
    return this.function.role;
  }

  /** Remedies that were issued. */
  metricIssued(options?: MetricOptions): Metric {
    return remedyMetric('RemedyIssued', this.function, options);
  }

  /** Remedies that are held. */
  metricHeld(options?: MetricOptions): Metric {
    return remedyMetric('RemedyHeld', this.function, options);
  }

  /** Remedies that the payment provider declined. */
  metricDeclined(options?: MetricOptions): Metric {
    return remedyMetric('RemedyDeclined', this.function, options);
  }

  /** Remedies whose outcome at the provider is not known yet. */
  metricUnknown(options?: MetricOptions): Metric {
    return remedyMetric('RemedyUnknown', this.function, options);
  }

  /** Failed events that the sweep retries. */
  metricRetryQueue(options?: MetricOptions): Metric {
    return metricRetryQueue(this.function, options);
  }

  /** Failed events without an attempt left, which wait for a person. */
  metricDeadLetterQueue(options?: MetricOptions): Metric {
    return metricDeadLetterQueue(this.function, options);
  }

  /** A source whose silence is watched has a rule of its own beside others: EventBridge counts what a rule matched. */
  private deliver(props: FailureRemedyProps): QueuedEvents | undefined {
    const { definition, eventBus, delivery, sources, expectedEveryHours } = props;
    const common = { eventBus, target: this.function, queuedConcurrency: delivery.queuedConcurrency };
    const patternOf = (source: readonly string[]) => ({ source: [...source], detailType: [definition.type] });
    const [first = '', ...others] = [...sources].sort(
      (a, b) => Number(a in expectedEveryHours) - Number(b in expectedEveryHours),
    );
    const apart = others.filter((source) => source in expectedEveryHours);
    const together = sources.filter((source) => !apart.includes(source));
    const main = new EventDelivery(this, 'Rule', { ...common, eventPattern: patternOf(together) });
    const watched = [
      ...(first in expectedEveryHours ? [{ source: first, rule: main }] : []),
      ...apart.map((source) => ({
        source,
        rule: new EventDelivery(this, `Rule of ${source}`, {
          ...common,
          eventPattern: patternOf([source]),
          queue: main.queue,
        }),
      })),
    ];
    for (const { source, rule } of watched) {
      new SilenceAlarm(this, `${source} Silence`, {
        rule,
        eventBus,
        source,
        definition,
        hours: expectedEveryHours[source] ?? 0,
        alarms: props.alarms,
      });
    }
    return main.queue;
  }

  private createAlarms({ type, owner }: FailureDefinition, alarms: AlarmSettings): void {
    const called = { owner, failureType: type, alarms };
    new FunctionAlarms(this, 'Alarms', {
      watched: this.function,
      awaited: `what is owed for ${type}`,
      queue: this.queue,
      ...called,
    });
    new NeedsAttentionAlarm(this, 'NeedsAttention', { watched: this.function, remediesFor: type, ...called });
    new CustomerAlarm(this, 'LimitHalfUsed', {
      metric: remedyMetric('LimitHalfUsed', this.function, { period: Duration.minutes(15) }),
      above: 0,
      customers: `Half of a limit on automatic remedies is used. Nothing is held yet; at the end of it, remedies for ${type} wait for a person.`,
      firstStep:
        'Find the step "limit-half-used" in the log: it names the limit, and the command that stops what fills it. Check whether the failures are real.',
      runbook: 'limit',
      ...called,
    });
    new CustomerAlarm(this, 'LimitReached', {
      metric: remedyMetric('LimitReached', this.function, { period: Duration.minutes(15) }),
      above: 0,
      customers: `A limit on automatic remedies is reached. Further remedies for ${type} are held.`,
      firstStep:
        'Check whether the failures are real. If they are, release the held remedies; if not, switch the failure type off.',
      runbook: 'limit',
      ...called,
    });
    new CustomerAlarm(this, 'Unknown', {
      metric: this.metricUnknown({ period: Duration.minutes(5) }),
      above: 0,
      customers: `For ${type}, the provider did not say whether the refund was made. The customer got no email. The sweep asks the provider again.`,
      firstStep:
        'Check whether the provider reports an incident. Never pay by hand before you looked the refund up at the provider.',
      runbook: 'provider-down',
      ...called,
    });
    new CustomerAlarm(this, 'Declined', {
      metric: this.metricDeclined({ period: Duration.minutes(15) }),
      above: 0,
      customers: `The provider declined refunds for ${type}. These customers have nothing yet.`,
      firstStep: 'Read the reason in the remedy record, and give the remedy another way.',
      runbook: 'stuck',
      ...called,
    });
  }
}

function remedyEnvironment(scope: Construct, props: FailureRemedyProps): RemedyEnvironment {
  const { table, eventBus, limits, firstMode, policy, provider, partners, definition } = props;
  const { evidenceBySource, answeringSources } = props;
  return {
    LEDGER_TABLE_NAME: table.tableName,
    ...sealingEnvironment(props.seals),
    EVENT_BUS_NAME: eventBus.eventBusName,
    LIMITS: limits,
    ...(firstMode && { FIRST_MODE: firstMode }),
    POLICY: policy,
    ...(Object.keys(evidenceBySource).length > 0 && { EVIDENCE: JSON.stringify(evidenceBySource) }),
    ...(answeringSources.length > 0 && { ANSWERING: JSON.stringify(answeringSources) }),
    ...(definition.movesMoney === false ? { REFUND_PROVIDER: 'none' } : providerEnvironment(provider)),
    ...partnersEnvironment(scope, partners),
  };
}

function remedyPermissions(props: FailureRemedyProps): PolicyStatement[] {
  const { table, eventBus, partners, seals } = props;
  const known = providerSecrets(props);
  return [
    mayUseLedger(table, ['BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem']),
    mayPublishRequests(eventBus),
    ...[...known, seals.secret].map(mayReadSecret),
    ...mayReachPartners(partners, partnerKinds, known),
  ];
}

/** What moves no money is given no key that could. */
function providerSecrets({ definition, provider }: FailureRemedyProps): ISecret[] {
  return definition.movesMoney === false ? [] : [provider.secret];
}
