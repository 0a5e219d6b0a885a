import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { EmailSendingEvent, EventDestination, type ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { messageReportedType } from '../../lambdas/channels/events/channel-events';
import { outcomeSource } from '../../lambdas/outcomes/outcome';
import type { EmailEventEnvironment } from '../../lambdas/runtime/environment/environment';
import type { FeedbackConfig } from '../feedback/feedback';
import { EventDelivery } from '../function/event-delivery';
import { EventFunction } from '../function/event-function';
import { FunctionAlarms, metricDeadLetterQueue, metricRetryQueue } from '../monitoring/function-alarms';
import { grantKeys, mayTellOwners, mayUseLedger } from '../function/function-rights';
import type { TellingContext } from '../options/shared-resources';

export interface EmailEventsProps extends TellingContext {
  readonly configurationSet: ConfigurationSet;
  /** Whether customers are asked whether it was made right, and when. @default - nobody is asked */
  readonly feedback?: { readonly config: Pick<FeedbackConfig, 'daysAfterArrival'> } | undefined;
  /** Whether messages are begun in the place of mails that did not arrive. @default false */
  readonly beginsMessages?: boolean | undefined;
}

/**
 * Records what SES reports about each email: delivered, bounced, complained or rejected. And what channels report about
 * messages that left in the place of one.
 */
export class EmailEvents extends Construct {
  readonly function: EventFunction;

  constructor(scope: Construct, id: string, props: EmailEventsProps) {
    super(scope, id);
    // SES publishes on the account's default bus only.
    const ofSes = EventBus.fromEventBusName(this, 'DefaultBus', 'default');
    const environment: EmailEventEnvironment = {
      LEDGER_TABLE_NAME: props.table.tableName,
      EVENT_BUS_NAME: props.eventBus.eventBusName,
      OWNERS: props.owners,
      ...(props.feedback && { FEEDBACK_AFTER_DAYS: String(props.feedback.config.daysAfterArrival) }),
    };
    this.function = new EventFunction(this, 'Apply', {
      entry: 'functions/email-events.ts',
      description: 'Amends: records whether the email to the customer arrived.',
      serviceName: 'email-events',
      environment,
      permissions: [mayUseLedger(props.table, ['GetItem', 'PutItem']), mayTellOwners(props.eventBus)],
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      logGroupPrefix: props.logGroupPrefix,
    });
    grantKeys(this.function.role, props.table);
    props.configurationSet.addEventDestination('Events', {
      destination: EventDestination.eventBus(ofSes),
      events: [
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
    new EventDelivery(this, 'Rule', {
      eventBus: ofSes,
      eventPattern: {
        source: ['aws.ses'],
        detail: { mail: { tags: { 'ses:configuration-set': [props.configurationSet.configurationSetName] } } },
      },
      target: this.function,
    });
    if (props.beginsMessages) {
      new EventDelivery(this, 'Messages', {
        eventBus: props.eventBus,
        eventPattern: { source: [outcomeSource], detailType: [messageReportedType] },
        target: this.function,
      });
    }
    if (props.alarms.level === 'essential') return;
    new FunctionAlarms(this, 'Alarms', {
      watched: this.function,
      awaited: 'the record of whether an email arrived, without which nobody notices that one did not',
      owner: 'both',
      alarms: props.alarms,
    });
  }

  /** Failed email events that the sweep retries. */
  metricRetryQueue(options?: MetricOptions): Metric {
    return metricRetryQueue(this.function, options);
  }

  /** Failed email events without an attempt left, which wait for a person. */
  metricDeadLetterQueue(options?: MetricOptions): Metric {
    return metricDeadLetterQueue(this.function, options);
  }
}
