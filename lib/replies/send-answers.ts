import { Stack } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { conversationTypes } from '../../lambdas/outcomes/conversation-event';
import { outcomeSource } from '../../lambdas/outcomes/outcome';
import type { AnswerEnvironment } from '../../lambdas/runtime/replies/replies-settings';
import { fromAddresses, permitRecipients } from '../brands/mail-rights';
import { EventDelivery } from '../function/event-delivery';
import { EventFunction } from '../function/event-function';
import { grantKeys, mayUseLedger } from '../function/function-rights';
import { metricDeadLetterQueue, metricRetryQueue } from '../monitoring/function-alarms';
import type { RepliesProps } from './replies-props';

/** Sends what people answer, from the address that the apology came from. */
export class SendAnswers extends Construct {
  readonly function: EventFunction;

  constructor(scope: Construct, id: string, props: RepliesProps) {
    super(scope, id);
    const { table, eventBus, sender, brands, configurationSet, encryptionKey, logRetention, logGroupPrefix } = props;
    const from = fromAddresses(sender, brands);
    const environment: AnswerEnvironment = {
      ...props.environment,
      SES_CONFIGURATION_SET: configurationSet.configurationSetName,
    };
    const configurationSetArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: configurationSet.configurationSetName,
    });
    this.function = new EventFunction(this, 'Send', {
      entry: 'functions/replies/answer.ts',
      description: 'Amends: sends what people of the company answer to customers.',
      serviceName: 'answers',
      environment,
      permissions: [
        mayUseLedger(table, ['BatchGetItem', 'GetItem', 'PutItem']),
        new PolicyStatement({
          actions: ['ses:SendRawEmail'],
          resources: [
            ...new Set(props.identities.map(({ emailIdentityArn }) => emailIdentityArn)),
            configurationSetArn,
          ],
          conditions: { StringEquals: { 'ses:FromAddress': from } },
        }),
      ],
      encryptionKey,
      logRetention,
      logGroupPrefix,
    });
    grantKeys(this.function.role, table);
    permitRecipients(this, this.function, from);
    new EventDelivery(this, 'Rule', {
      eventBus,
      eventPattern: { source: [outcomeSource], detailType: [conversationTypes.answered] },
      target: this.function,
    });
  }

  /** Answers that failed, which the sweep retries. */
  metricRetryQueue(options?: MetricOptions): Metric {
    return metricRetryQueue(this.function, options);
  }

  /** Answers without an attempt left, which wait for a person. */
  metricDeadLetterQueue(options?: MetricOptions): Metric {
    return metricDeadLetterQueue(this.function, options);
  }
}
