import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { responseTypesOf, partnerKinds, type PartnerKind } from '../../lambdas/fulfilment/port/partner-events';
import type { PartnerResponseEnvironment } from '../../lambdas/runtime/environment/environment';
import { ContradictionAlarm } from '../monitoring/contradiction-alarm';
import { EventDelivery } from '../function/event-delivery';
import { EventFunction } from '../function/event-function';
import { FunctionAlarms, metricDeadLetters, metricRetryQueue } from '../monitoring/function-alarms';
import { grantKeys, mayPublishOutcomes, mayUseLedger } from '../function/function-rights';
import { NeedsAttentionAlarm } from '../monitoring/needs-attention-alarm';
import type { Partners } from '../options/partners';
import type { SharedResources } from '../options/shared-resources';

export interface PartnerResponsesProps extends SharedResources {
  readonly partners: Partners;
  readonly reservedConcurrency?: number | undefined;
}

/** What a partner publishes about one kind of part, and from which source. */
export interface PartnerResponse {
  readonly kind: PartnerKind;
  readonly source: string;
  readonly types: readonly string[];
}

/**
 * Hears on the bus what became of what partners were asked for, each kind from its own source only: who may say that goods were
 * sent may not say that a credit was booked.
 */
export class PartnerResponses extends Construct {
  readonly function: EventFunction;
  /** The answers that are taken, which the bus keeps for those who were granted them. */
  readonly answers: readonly PartnerResponse[];

  constructor(scope: Construct, id: string, props: PartnerResponsesProps) {
    super(scope, id);
    const { table, eventBus, partners } = props;
    const environment: PartnerResponseEnvironment = {
      LEDGER_TABLE_NAME: table.tableName,
      EVENT_BUS_NAME: eventBus.eventBusName,
    };
    this.function = new EventFunction(this, 'Hear', {
      entry: 'functions/partner-responses.ts',
      description: 'Amends: hears from partners what became of credits, replacements and calls.',
      serviceName: 'partner-answers',
      environment,
      permissions: [mayUseLedger(table, ['BatchGetItem', 'GetItem', 'PutItem']), mayPublishOutcomes(eventBus)],
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      reservedConcurrency: props.reservedConcurrency,
    });
    grantKeys(this.function.role, table);
    this.answers = partnerKinds
      .filter((kind) => partners.by[kind] === 'events')
      .map((kind) => ({ kind, source: partners.sources[kind], types: responseTypesOf(kind) }));
    for (const { kind, source, types } of this.answers) {
      const eventPattern = { source: [source], detailType: [...types] };
      new EventDelivery(this, `Rule-${kind}`, { eventBus, eventPattern, target: this.function });
    }
    const called = { owner: 'both', topic: props.alarmTopic } as const;
    new FunctionAlarms(this, 'Alarms', {
      watched: this.function,
      awaited: 'word on a credit, a replacement or a call that a partner has answered already',
      ...called,
    });
    new ContradictionAlarm(this, 'Contradicted', { watched: this.function, topic: props.alarmTopic });
    new NeedsAttentionAlarm(this, 'Manual', {
      watched: this.function,
      remediesFor: 'what a partner refused',
      ...called,
    });
  }

  /** Answers that were given up on, and that the sweep hands over again. */
  metricRetryQueue(): Metric {
    return metricRetryQueue(this.function);
  }

  /** Answers that no attempt is left for, and that wait for a person. */
  metricDeadLetters(): Metric {
    return metricDeadLetters(this.function);
  }
}
