import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { EmailSendingEvent, EventDestination, type ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { EmailEventEnvironment } from '../../lambdas/runtime/environment/environment';
import { EventDelivery } from '../function/event-delivery';
import { EventFunction } from '../function/event-function';
import { FunctionAlarms, metricDeadLetters, metricRetryQueue } from '../monitoring/function-alarms';
import { grantKeys, mayUseLedger } from '../function/function-rights';
import type { SharedResources } from '../options/shared-resources';

export interface MailDeliveriesProps extends SharedResources {
  readonly configurationSet: ConfigurationSet;
}

/** Hears from SES how each mail fared, and writes it beside the remedy. */
export class MailDeliveries extends Construct {
  readonly function: EventFunction;

  constructor(scope: Construct, id: string, props: MailDeliveriesProps) {
    super(scope, id);
    // SES tells on the account's own bus, and on no other.
    const eventBus = EventBus.fromEventBusName(this, 'DefaultBus', 'default');
    const environment: EmailEventEnvironment = { LEDGER_TABLE_NAME: props.table.tableName };
    this.function = new EventFunction(this, 'Record', {
      entry: 'functions/email-events.ts',
      description: 'Amends: records whether the mail to the customer arrived.',
      serviceName: 'mail-deliveries',
      environment,
      permissions: [mayUseLedger(props.table, ['GetItem', 'PutItem'])],
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
    });
    grantKeys(this.function.role, props.table);
    props.configurationSet.addEventDestination('Events', {
      destination: EventDestination.eventBus(eventBus),
      events: [
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
    new EventDelivery(this, 'Rule', {
      eventBus,
      eventPattern: {
        source: ['aws.ses'],
        detail: { mail: { tags: { 'ses:configuration-set': [props.configurationSet.configurationSetName] } } },
      },
      target: this.function,
    });
    new FunctionAlarms(this, 'Alarms', {
      watched: this.function,
      awaited: 'the word on whether a mail arrived, without which nobody notices who never got one',
      owner: 'both',
      topic: props.alarmTopic,
    });
  }

  /** News of mails that were given up on, and that the sweep hands over again. */
  metricRetryQueue(): Metric {
    return metricRetryQueue(this.function);
  }

  /** News of mails that no attempt is left for, and that wait for a person. */
  metricDeadLetters(): Metric {
    return metricDeadLetters(this.function);
  }
}
