import { Stack, Validations } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import {
  complaintsAmplifiedType,
  messageReceivedType,
  messageReportedType,
} from '../../lambdas/channels/events/channel-events';
import { tagKey } from '../../lambdas/channels/sms/send/tag-key';
import type { ChannelHearingEnvironment } from '../../lambdas/runtime/channels/topic-settings';
import { EventDelivery } from '../function/event-delivery';
import { EventFunction } from '../function/event-function';
import { grantKeys, mayPublishOfChannels, mayReadSecret } from '../function/function-rights';
import type { SharedResources } from '../options/shared-resources';
import type { ChannelConfig } from './channel';
import { mayKeep } from './channel-rights';
import type { CarriedByAws } from './message-options';

export interface ChannelHearingProps extends SharedResources {
  readonly config: ChannelConfig;
  readonly carrier: CarriedByAws;
  readonly reservedConcurrency?: number | undefined;
}

/**
 * What hears a network that is a service of AWS: a topic on which that service alone publishes, for this account alone,
 * and the function that it invokes. Nothing of it is public.
 */
export class ChannelHearing extends Construct {
  readonly topic: Topic;
  readonly function: EventFunction;

  constructor(scope: Construct, id: string, props: ChannelHearingProps) {
    super(scope, id);
    this.topic = this.createTopic(props);
    this.function = this.createFunction(props);
    this.topic.addSubscription(new LambdaSubscription(this.function.lambda));
    this.acknowledgeDelivery();
    const { reports } = props.carrier;
    if (reports) this.hearReports(reports);
  }

  private createTopic({ config, carrier, encryptionKey }: ChannelHearingProps): Topic {
    const topic = new Topic(this, 'Topic', {
      displayName: `Amends: what customers write by ${config.definition.name}`,
      masterKey: encryptionKey,
      enforceSSL: true,
    });
    const service = new ServicePrincipal(carrier.service);
    const ofThisAccount = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'MessagesOfThisAccount',
        principals: [service],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: ofThisAccount,
      }),
    );
    encryptionKey.addToResourcePolicy(
      new PolicyStatement({
        sid: `Messages${config.definition.name}`,
        principals: [service],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        // The policy of the topic checks whose messages they are.
        resources: ['*'],
      }),
    );
    return topic;
  }

  private createFunction(props: ChannelHearingProps): EventFunction {
    const { config, carrier, eventBus, table } = props;
    const { customers, complaints, amplification, folder, settings, definition } = config;
    const environment: ChannelHearingEnvironment = {
      LEDGER_TABLE_NAME: table.tableName,
      EVENT_BUS_NAME: eventBus.eventBusName,
      COMPLAINTS: JSON.stringify(complaints),
      CHANNEL: JSON.stringify(settings),
      ...(amplification && { AMPLIFICATION: JSON.stringify(amplification) }),
      ...(customers && { CUSTOMERS_URL: customers.url, CUSTOMERS_SECRET_NAME: customers.secret.secretName }),
    };
    const hearing = new EventFunction(this, 'Read', {
      entry: `${folder}/messages-handler.ts`,
      description: `Amends: publishes what customers wrote by ${definition.name}, and ends it for whoever says STOP.`,
      serviceName: `${definition.name}-messages`,
      environment,
      permissions: [
        mayKeep(table, 'CONTACT#*'),
        ...(amplification ? [mayKeep(table, 'CAUSE#*')] : []),
        mayPublishOfChannels(eventBus, [
          messageReceivedType,
          messageReportedType,
          ...(amplification ? [complaintsAmplifiedType] : []),
        ]),
        ...(carrier.hearing ? [carrier.hearing()] : []),
        ...(customers ? [mayReadSecret(customers.secret)] : []),
      ],
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      logGroupPrefix: props.logGroupPrefix,
      reservedConcurrency: props.reservedConcurrency,
    });
    grantKeys(hearing.role, table, ...(customers ? [customers.secret] : []));
    return hearing;
  }

  /** Services publish on the account's default bus only. Of all that they tell, what bears our tag. */
  private hearReports({ source, detailType }: NonNullable<CarriedByAws['reports']>): void {
    new EventDelivery(this, 'Reports', {
      eventBus: EventBus.fromEventBusName(this, 'DefaultBus', 'default'),
      eventPattern: {
        source: [source],
        detailType: [detailType],
        detail: { context: { [tagKey]: [{ exists: true }] } },
      },
      target: this.function,
    });
  }

  private acknowledgeDelivery(): void {
    const reason =
      'SNS tries a Lambda function for 23 days. What the function itself fails at goes to its retry queue, with an alarm.';
    const subscription = this.function.lambda.node.findChild(this.topic.node.id);
    Validations.of(subscription).acknowledge({ id: 'Serverless-SNSRedrivePolicy', reason });
  }
}
