import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { answerSource, answerTypes, writtenAnswerType } from '../../lambdas/channels/events/answer-events';
import { complaintsAmplifiedType, messageReceivedType } from '../../lambdas/channels/events/channel-events';
import type {
  ChannelAnswersEnvironment,
  ChannelMessagesEnvironment,
  ChannelWebhookEnvironment,
} from '../../lambdas/runtime/channels/channel-settings';
import { EventDelivery } from '../function/event-delivery';
import { EventFunction } from '../function/event-function';
import { grantKeys, mayPublishOfChannels, mayReadSecret } from '../function/function-rights';
import { QueuedEvents } from '../function/queued-events';
import { UrlFunction } from '../function/url-function';
import { FunctionAlarms, metricDeadLetterQueue, metricRetryQueue } from '../monitoring/function-alarms';
import type { SharedResources } from '../options/shared-resources';
import { ChannelError, type ChannelConfig } from './channel';
import { alarmAmplified, ChannelAlarms } from './channel-alarms';
import { ChannelHearing } from './channel-hearing';
import { mayKeep } from './channel-rights';

export interface DeployedChannelProps extends SharedResources {
  readonly config: ChannelConfig;
  /** Of the public function. */
  readonly publicConcurrency?: number | undefined;
  /** Of the private functions. */
  readonly reservedConcurrency?: number | undefined;
}

/** How many batches are read at once: Lambda's minimum. */
const readingAtOnce = 2;

/** A function of a channel that events invoke, with its queues, as the sweep and operators know it. */
export interface ChannelFunction {
  readonly function: EventFunction;
  /** The queue in front of it, where there is one. */
  readonly queue: QueuedEvents | undefined;
  metricRetryQueue(options?: MetricOptions): Metric;
  metricDeadLetterQueue(options?: MetricOptions): Metric;
}

/**
 * One channel. A public function verifies what a network sends, and can do no more than put it on one queue. A private
 * one reads it and publishes it; another one sends answers, and alone has the key to write in the company's name. A
 * network that is a service of AWS tells by a topic, and then nothing is public.
 */
export class DeployedChannel extends Construct {
  readonly name: string;
  /** Answers everybody, and believes what is signed. Undefined where a topic tells what customers wrote. */
  readonly door: UrlFunction | undefined;
  /** The topic that the network is given. Undefined where it calls a URL. */
  readonly topic: ITopic | undefined;
  /** Reads what the door received. */
  readonly messages: EventFunction;
  /** What was received, and is not read yet. Undefined where a topic tells it. */
  readonly queue: QueuedEvents | undefined;
  /** Sends answers. Undefined where the channel sends none. */
  readonly answers: EventFunction | undefined;
  /** Whether its messages may become failures. */
  readonly complains: boolean;

  constructor(scope: Construct, id: string, props: DeployedChannelProps) {
    super(scope, id);
    const { config, alarms } = props;
    this.name = config.definition.name;
    this.complains = config.complaints.counts !== 'none';
    const { carrier, signingSecret, answerSecret } = config;
    const hearing = carrier && new ChannelHearing(this, 'Hear', { ...props, carrier });
    this.topic = hearing?.topic;
    this.messages = hearing?.function ?? this.createReading(props);
    this.queue = hearing
      ? undefined
      : new QueuedEvents(this, 'Queue', { target: this.messages, concurrency: readingAtOnce });
    this.door = this.queue && signingSecret && this.createDoor(props, this.queue, signingSecret);
    this.answers = answerSecret || carrier ? this.createAnswering(props) : undefined;
    const amplifying = config.amplification && this.messages;
    const watched = { name: this.name, alarms };
    if (this.door) {
      this.queue?.admitRoles(this.door.role);
      acknowledgePublicAccess(this.door);
      new ChannelAlarms(this, 'Alarms', { ...watched, door: this.door, amplifying });
    } else if (amplifying) {
      alarmAmplified(this, { ...watched, amplifying });
    }
    if (alarms.level === 'detailed') this.createDetailedAlarms(props);
  }

  /**
   * The URL that the network is given.
   *
   * @throws ChannelError where it is given a topic
   */
  get url(): string {
    if (this.door) return this.door.url.url;
    throw new ChannelError(`The channel ${this.name} has no URL: its network is given \`topic\`.`);
  }

  /** Those of its functions that events invoke. */
  get invoked(): readonly ChannelFunction[] {
    const { messages, answers, queue } = this;
    return [watchedFunction(messages, queue), ...(answers ? [watchedFunction(answers)] : [])];
  }

  private createDoor(
    { config, publicConcurrency, ...shared }: DeployedChannelProps,
    queue: QueuedEvents,
    signingSecret: ISecret,
  ): UrlFunction {
    const { folder, settings } = config;
    const environment: ChannelWebhookEnvironment = {
      UPDATE_QUEUE_URL: queue.queueUrl,
      SIGNING_SECRET_NAME: signingSecret.secretName,
      CHANNEL: JSON.stringify(settings),
    };
    const door = new UrlFunction(this, 'Receive', {
      entry: `${folder}/webhook-handler.ts`,
      description: `Amends: puts on a queue what customers write on ${this.name}, if the signature is valid.`,
      serviceName: `${this.name}-webhook`,
      authType: FunctionUrlAuthType.NONE,
      environment,
      permissions: [
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
        mayReadSecret(signingSecret),
      ],
      encryptionKey: shared.encryptionKey,
      logRetention: shared.logRetention,
      logGroupPrefix: shared.logGroupPrefix,
      reservedConcurrency: publicConcurrency,
    });
    signingSecret.encryptionKey?.grantDecrypt(door.role);
    return door;
  }

  private createReading({
    config,
    eventBus,
    table,
    reservedConcurrency,
    ...shared
  }: DeployedChannelProps): EventFunction {
    const { customers, complaints, amplification, folder, answerSecret } = config;
    const environment: ChannelMessagesEnvironment = {
      EVENT_BUS_NAME: eventBus.eventBusName,
      ...(answerSecret && { SENDS_ANSWERS: 'true' }),
      COMPLAINTS: JSON.stringify(complaints),
      ...(amplification && { AMPLIFICATION: JSON.stringify(amplification), LEDGER_TABLE_NAME: table.tableName }),
      ...(customers && { CUSTOMERS_URL: customers.url, CUSTOMERS_SECRET_NAME: customers.secret.secretName }),
    };
    const reading = new EventFunction(this, 'Read', {
      entry: `${folder}/messages-handler.ts`,
      description: `Amends: publishes what customers wrote on ${this.name}.`,
      serviceName: `${this.name}-messages`,
      environment,
      permissions: [
        mayPublishOfChannels(eventBus, [messageReceivedType, ...(amplification ? [complaintsAmplifiedType] : [])]),
        ...(customers ? [mayReadSecret(customers.secret)] : []),
        ...(amplification ? [mayKeep(table, 'CAUSE#*')] : []),
      ],
      encryptionKey: shared.encryptionKey,
      logRetention: shared.logRetention,
      logGroupPrefix: shared.logGroupPrefix,
      // Fewer than read from the queue would be throttled, and use up attempts.
      reservedConcurrency: reservedConcurrency === undefined ? undefined : Math.max(readingAtOnce, reservedConcurrency),
    });
    customers?.secret.encryptionKey?.grantDecrypt(reading.role);
    if (amplification) table.encryptionKey?.grantEncryptDecrypt(reading.role);
    return reading;
  }

  private createAnswering({
    config,
    eventBus,
    table,
    reservedConcurrency,
    ...shared
  }: DeployedChannelProps): EventFunction {
    const { answerSecret: secret, carrier } = config;
    const environment: ChannelAnswersEnvironment = {
      LEDGER_TABLE_NAME: table.tableName,
      EVENT_BUS_NAME: eventBus.eventBusName,
      ...(secret && { ANSWER_SECRET_NAME: secret.secretName }),
      ...(carrier && { KEEPS_CONTACTS: 'true' }),
      CHANNEL: JSON.stringify(config.settings),
    };
    const answering = new EventFunction(this, 'Answer', {
      entry: `${config.folder}/answer-handler.ts`,
      description: `Amends: sends answers on ${this.name}.`,
      serviceName: `${this.name}-answers`,
      environment,
      permissions: [
        mayKeep(table, 'ANSWER#*'),
        mayPublishOfChannels(eventBus, Object.values(answerTypes)),
        ...(secret ? [mayReadSecret(secret)] : []),
        ...(carrier ? [carrier.sending(), mayKeep(table, 'CONTACT#*')] : []),
      ],
      encryptionKey: shared.encryptionKey,
      logRetention: shared.logRetention,
      logGroupPrefix: shared.logGroupPrefix,
      reservedConcurrency,
    });
    grantKeys(answering.role, table, ...(secret ? [secret] : []));
    const network = config.definition.rules.map((rules) => rules.network);
    const eventPattern = { source: [answerSource], detailType: [writtenAnswerType], detail: { replyTo: { network } } };
    new EventDelivery(this, 'AnswerRule', { eventBus, eventPattern, target: answering });
    return answering;
  }

  private createDetailedAlarms({ alarms }: DeployedChannelProps): void {
    const called = { owner: 'contact-center', alarms } as const;
    new FunctionAlarms(this, 'Reading', {
      watched: this.messages,
      awaited: 'an answer to what they wrote, which was received and is not published',
      queue: this.queue,
      ...called,
    });
    if (!this.answers) return;
    new FunctionAlarms(this, 'Answering', {
      watched: this.answers,
      awaited: 'an answer that somebody wrote',
      ...called,
    });
  }
}

function acknowledgePublicAccess(door: UrlFunction): void {
  const reason =
    'A network has no AWS identity to sign with. The function accepts a request only with its signature over the whole ' +
    'body, gives all others the same response, and can do no more than put what it accepted on one queue.';
  door.acknowledgePublicAccess(reason);
}

/** A function that events invoke, with its queues, as the sweep and operators know it. */
export function watchedFunction(watched: EventFunction, queue?: QueuedEvents): ChannelFunction {
  return {
    function: watched,
    queue,
    metricRetryQueue: (options) => metricRetryQueue(watched, options),
    metricDeadLetterQueue: (options) => metricDeadLetterQueue(watched, options),
  };
}
