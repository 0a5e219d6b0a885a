import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { partnerResponseTypesOf, partnerKinds, type PartnerKind } from '../../lambdas/fulfilment/port/partner-events';
import { answerTypeOf } from '../../lambdas/outcomes/inquiry';
import type { PartnerResponseEnvironment } from '../../lambdas/runtime/environment/environment';
import { ContradictionAlarm } from '../monitoring/contradiction-alarm';
import { EventDelivery } from '../function/event-delivery';
import { EventFunction } from '../function/event-function';
import { FunctionAlarms, metricDeadLetterQueue, metricRetryQueue } from '../monitoring/function-alarms';
import { grantKeys, mayPublishOutcomes, mayUseLedger } from '../function/function-rights';
import { NeedsAttentionAlarm } from '../monitoring/needs-attention-alarm';
import type { Partners } from '../options/partners';
import type { AlarmSettings } from '../options/alarm-settings';
import { judgingEnvironment, type Judging, type SharedResources } from '../options/shared-resources';

export interface PartnerResponsesProps extends SharedResources, Judging {
  readonly partners: Partners;
  readonly reservedConcurrency?: number | undefined;
  /** The failure types of which people ask whoever published one, with the sources that answer. */
  readonly asked: readonly { readonly type: string; readonly sources: readonly string[] }[];
}

/** The events that a partner publishes about one kind of part, and their source. */
export interface PartnerResponse {
  readonly kind: PartnerKind;
  readonly source: string;
  readonly types: readonly string[];
}

/**
 * Records the responses of partners on the bus, each kind of part from its own source only: who may report that goods
 * were sent may not report that a credit was booked. Hears what publishers answer about failures, too.
 */
export class PartnerResponses extends Construct {
  /** Where at least one partner answers on the bus. */
  static ifAsked(scope: Construct, props: PartnerResponsesProps): PartnerResponses | undefined {
    const asksOnBus = Object.values(props.partners.by).includes('events');
    return asksOnBus ? new PartnerResponses(scope, 'PartnerResponses', props) : undefined;
  }

  readonly function: EventFunction;
  /** The responses that are accepted. The bus denies them to everybody who was not granted them. */
  readonly responses: readonly PartnerResponse[];

  constructor(scope: Construct, id: string, props: PartnerResponsesProps) {
    super(scope, id);
    const { table, eventBus, partners } = props;
    const environment: PartnerResponseEnvironment = {
      LEDGER_TABLE_NAME: table.tableName,
      ...judgingEnvironment(props.seals),
      EVENT_BUS_NAME: eventBus.eventBusName,
    };
    this.function = new EventFunction(this, 'Apply', {
      entry: 'functions/partner-responses.ts',
      description: 'Amends: records the responses of partners and what publishers answer to questions.',
      serviceName: 'partner-responses',
      environment,
      permissions: [
        mayUseLedger(table, ['BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem']),
        mayPublishOutcomes(eventBus),
      ],
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      logGroupPrefix: props.logGroupPrefix,
      reservedConcurrency: props.reservedConcurrency,
    });
    grantKeys(this.function.role, table);
    this.responses = partnerKinds
      .filter((kind) => partners.by[kind] === 'events')
      .map((kind) => ({ kind, source: partners.sources[kind], types: partnerResponseTypesOf(kind) }));
    for (const { kind, source, types } of this.responses) {
      const eventPattern = { source: [source], detailType: [...types] };
      new EventDelivery(this, `Rule-${kind}`, { eventBus, eventPattern, target: this.function });
    }
    if (props.asked.length > 0) this.hearAnswers(props);
    if (props.alarms.level === 'detailed') this.createAlarms(props.alarms);
  }

  /** Who may publish which answer says the bus. That it is whoever was asked says the function. */
  private hearAnswers({ eventBus, asked }: PartnerResponsesProps): void {
    const source = [...new Set(asked.flatMap(({ sources }) => sources))];
    const detailType = asked.map(({ type }) => answerTypeOf(type));
    new EventDelivery(this, 'Rule-answers', { eventBus, eventPattern: { source, detailType }, target: this.function });
  }

  private createAlarms(alarms: AlarmSettings): void {
    const called = { owner: 'both', alarms } as const;
    new FunctionAlarms(this, 'Alarms', {
      watched: this.function,
      awaited: 'a credit, a replacement, an entitlement or a callback that a partner has already responded to',
      ...called,
    });
    new ContradictionAlarm(this, 'Contradicted', { watched: this.function, alarms });
    new NeedsAttentionAlarm(this, 'NeedsAttention', {
      watched: this.function,
      remediesFor: 'what a partner refused',
      ...called,
    });
  }

  /** Failed responses that the sweep retries. */
  metricRetryQueue(options?: MetricOptions): Metric {
    return metricRetryQueue(this.function, options);
  }

  /** Failed responses without an attempt left, which wait for a person. */
  metricDeadLetterQueue(options?: MetricOptions): Metric {
    return metricDeadLetterQueue(this.function, options);
  }
}

/**
 * What a partner publishes about a kind of part.
 *
 * @throws Error where it is not requested with events
 */
export function responseTo(kind: PartnerKind, responses: readonly PartnerResponse[] = []): PartnerResponse {
  const response = responses.find((known) => known.kind === kind);
  if (response) return response;
  throw new Error(`A ${kind} is not requested with events here, so there is no response to grant. Use Partner.events.`);
}
