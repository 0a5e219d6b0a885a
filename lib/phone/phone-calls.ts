import { Duration } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { partRequestTypes, partWithdrawalTypes } from '../../lambdas/fulfilment/port/partner-events';
import { outcomeSource } from '../../lambdas/outcomes/outcome';
import {
  contactBeginnings,
  contactEventSource,
  contactEventType,
  contactHappenings,
} from '../../lambdas/phone/contact-event';
import type { PhoneSettingText } from '../../lambdas/phone/phone-setting';
import type { PhoneEnvironment } from '../../lambdas/runtime/phone/phone-settings';
import { responseTo, type PartnerResponses } from '../constructs/partner-responses';
import { EventDelivery } from '../function/event-delivery';
import { EventFunction } from '../function/event-function';
import type { PublisherGuard } from '../grants/publisher-guard';
import { grantKeys } from '../function/function-rights';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import { FunctionAlarms, metricDeadLetterQueue, metricRetryQueue } from '../monitoring/function-alarms';
import { remedyMetric } from '../monitoring/remedy-metric';
import type { Partners } from '../options/partners';
import type { AlarmSettings } from '../options/alarm-settings';
import type { SharedResources } from '../options/shared-resources';
import { PartStack } from '../overview/part-stack';
import type { ConnectCallsConfig } from '../calls/connect-calls';
import { connectFlows, instanceIdIn, type ConnectFlows } from './connect-flows';
import { mayKeepCalls, permitConnect } from './connect-rights';

export interface PhoneCallsProps extends SharedResources {
  readonly config: ConnectCallsConfig;
  /** The source from which the bus takes what callers respond. */
  readonly source: string;
  readonly reservedConcurrency?: number | undefined;
}

/**
 * Has customers called by the agents of an instance of Amazon Connect: a partner like any other, which hears requests
 * for calls on the bus and responds there.
 */
export class PhoneCalls extends Construct {
  /** Where calls are made so. */
  static ifWanted(
    scope: Construct,
    { partners, ...common }: Omit<PhoneCallsProps, 'config' | 'source'> & { readonly partners: Partners },
  ): PhoneCalls | undefined {
    const { connect: config, sources } = partners;
    if (!config) return undefined;
    const place = new PartStack(scope, 'Phone', 'tasks and calls of a contact center');
    return new PhoneCalls(place, 'Calls', { ...common, config, source: sources.callback });
  }

  /** Begins tasks and calls, and hears what becomes of them. */
  readonly function: EventFunction;

  constructor(scope: Construct, id: string, props: PhoneCallsProps) {
    super(scope, id);
    const { config, eventBus } = props;
    const flows = connectFlows(this, config);
    this.function = this.createFunction(props, flows);
    permitConnect(this.function, config, flows);
    new EventDelivery(this, 'Requests', {
      eventBus,
      eventPattern: {
        source: [outcomeSource],
        detailType: [partRequestTypes.callback, partWithdrawalTypes.callback],
      },
      target: this.function,
    });
    this.hearContacts(config);
    this.createAlarms(props.alarms);
  }

  /** Failed requests and contact events that the sweep retries. */
  metricRetryQueue(options?: MetricOptions): Metric {
    return metricRetryQueue(this.function, options);
  }

  /** Failed ones without an attempt left, which wait for a person. */
  metricDeadLetterQueue(options?: MetricOptions): Metric {
    return metricDeadLetterQueue(this.function, options);
  }

  private createFunction(props: PhoneCallsProps, flows: ConnectFlows): EventFunction {
    const { config, source, table, eventBus } = props;
    const { queueId, hours, quietHours, withinSeconds, afterOpeningMinutes, consoleUrl } = config;
    const setting: PhoneSettingText = {
      instanceId: instanceIdIn(config, this),
      queueId,
      ...flows,
      ...(hours && { hours: { ...hours, closed: hours.closed && [...hours.closed] } }),
      quietHours,
      withinSeconds,
      afterOpeningMinutes,
      ...(consoleUrl !== undefined && { consoleUrl }),
    };
    const environment: PhoneEnvironment = {
      LEDGER_TABLE_NAME: table.tableName,
      EVENT_BUS_NAME: eventBus.eventBusName,
      CALLBACK_SOURCE: source,
      PHONE: JSON.stringify(setting),
    };
    const made = new EventFunction(this, 'Make', {
      entry: 'functions/phone/calls.ts',
      description: 'Amends: gives agents of Amazon Connect tasks to call customers, dials, and says what came of it.',
      serviceName: 'phone-calls',
      environment,
      permissions: mayKeepCalls(table),
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      logGroupPrefix: props.logGroupPrefix,
      reservedConcurrency: props.reservedConcurrency,
    });
    grantKeys(made.role, table);
    return made;
  }

  /** Connect publishes on the account's default bus. Of all that happens there, what may be about a contact of ours. */
  private hearContacts({ instanceArn }: ConnectCallsConfig): void {
    new EventDelivery(this, 'Contacts', {
      eventBus: EventBus.fromEventBusName(this, 'DefaultBus', 'default'),
      eventPattern: {
        source: [contactEventSource],
        detailType: [contactEventType],
        detail: {
          instanceArn: [instanceArn],
          eventType: [...contactHappenings],
          initiationMethod: [...contactBeginnings],
        },
      },
      target: this.function,
    });
  }

  private createAlarms(alarms: AlarmSettings): void {
    const called = { owner: 'contact-center', runbook: 'calls', alarms } as const;
    new CustomerAlarm(this, 'Late', {
      metric: remedyMetric('CallBegunLate', this.function, { period: Duration.minutes(5) }),
      above: 0,
      customers: 'An agent had accepted a call, and the customer was dialled later than they were promised.',
      firstStep: 'Look in the log of the function for how long it waited, and why its attempts before failed.',
      ...called,
    });
    new CustomerAlarm(this, 'NobodyFree', {
      metric: remedyMetric('CallNobodyFree', this.function, { period: Duration.minutes(15) }),
      above: 2,
      customers: 'Agents accept calls, and none of them can take one. Customers wait, and were promised nothing yet.',
      firstStep: 'Look at the routing profile: an agent needs room for a call beside a task.',
      ...called,
    });
    if (alarms.level === 'essential') return;
    new FunctionAlarms(this, 'Alarms', { watched: this.function, awaited: 'a call', owner: 'contact-center', alarms });
  }
}

/** What becomes of calls says the function that makes them, beside whoever was granted it. */
export function letCallersRespond(
  guard: PublisherGuard,
  calls: PhoneCalls | undefined,
  responses: PartnerResponses | undefined,
): void {
  if (calls) guard.grantOwn(calls.function, responseTo('callback', responses?.responses));
}
