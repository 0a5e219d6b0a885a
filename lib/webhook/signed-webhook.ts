import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { PartUpdateEnvironment, WebhookEnvironment } from '../../lambdas/runtime/environment/environment';
import { EventFunction } from '../function/event-function';
import { grantKeys, mayPublishOutcomes, mayReadSecret, mayUseLedger } from '../function/function-rights';
import { QueuedEvents } from '../function/queued-events';
import { UrlFunction } from '../function/url-function';
import { metricDeadLetterQueue, metricRetryQueue } from '../monitoring/function-alarms';
import { judgingEnvironment, type Judging, type SharedResources } from '../options/shared-resources';
import { webhookEnvironment, type WebhookSource } from './webhook-source';
import { WebhookAlarms } from './webhook-alarms';

export interface SignedWebhookProps extends SharedResources, Judging {
  readonly source: WebhookSource;
  /** Of the public function. */
  readonly publicConcurrency?: number | undefined;
  /** Of the private function. */
  readonly reservedConcurrency?: number | undefined;
}

/** How many batches are applied at once: Lambda's minimum. Each has the updates of up to ten customers. */
const applyingAtOnce = 2;

/**
 * Receives webhook events about refunds, or about parts of a partner, at a public URL. Who sends them cannot sign with
 * IAM, so a function verifies the sender's own signature over the body. It can do no more than put what it received on
 * one queue: it knows no ledger and nothing that pays. A private function applies what is in the queue.
 */
export class SignedWebhook extends Construct {
  /** Answers everybody, and believes what is signed. */
  readonly door: UrlFunction;
  /** Applies what the door received. Nobody reaches it from outside. */
  readonly function: EventFunction;
  /** What was received, and is not applied yet. */
  readonly queue: QueuedEvents;

  constructor(scope: Construct, id: string, props: SignedWebhookProps) {
    super(scope, id);
    this.function = this.createApplying(props);
    this.queue = new QueuedEvents(this, 'Queue', { target: this.function, concurrency: applyingAtOnce });
    this.door = this.createDoor(props);
    this.queue.admitRoles(this.door.role);
    this.acknowledgePublicAccess();
    const { door, function: applying, queue } = this;
    new WebhookAlarms(this, 'Alarms', { door, function: applying, queue, alarms: props.alarms });
  }

  /** The URL that webhook events are sent to. */
  get url(): string {
    return this.door.url.url;
  }

  /** Failed updates that the sweep retries. */
  metricRetryQueue(options?: MetricOptions): Metric {
    return metricRetryQueue(this.function, options);
  }

  /** Failed updates without an attempt left, which wait for a person. */
  metricDeadLetterQueue(options?: MetricOptions): Metric {
    return metricDeadLetterQueue(this.function, options);
  }

  private createDoor({ source, publicConcurrency, ...shared }: SignedWebhookProps): UrlFunction {
    const { secret } = source;
    const environment: WebhookEnvironment = {
      UPDATE_QUEUE_URL: this.queue.queueUrl,
      ...webhookEnvironment(source),
    };
    const door = new UrlFunction(this, 'Receive', {
      entry: 'functions/webhook.ts',
      description: `Amends: puts on a queue what ${senders[source.of]} reports, if its signature is valid.`,
      serviceName: `${names[source.of]}-webhook`,
      authType: FunctionUrlAuthType.NONE,
      environment,
      permissions: [
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }),
        mayReadSecret(secret),
      ],
      encryptionKey: shared.encryptionKey,
      logRetention: shared.logRetention,
      logGroupPrefix: shared.logGroupPrefix,
      reservedConcurrency: publicConcurrency,
    });
    secret.encryptionKey?.grantDecrypt(door.role);
    return door;
  }

  private createApplying({ source, table, eventBus, seals, reservedConcurrency, ...shared }: SignedWebhookProps) {
    const environment: PartUpdateEnvironment = {
      LEDGER_TABLE_NAME: table.tableName,
      ...judgingEnvironment(seals),
      EVENT_BUS_NAME: eventBus.eventBusName,
      UPDATE_SCOPE: source.of === 'partner-endpoint' ? 'parts' : 'payments',
    };
    const applying = new EventFunction(this, 'Apply', {
      entry: 'functions/part-updates.ts',
      description: `Amends: records what ${senders[source.of]} reported about refunds and other parts.`,
      serviceName: `${names[source.of]}-updates`,
      environment,
      permissions: [
        mayUseLedger(table, ['BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem']),
        mayPublishOutcomes(eventBus),
      ],
      encryptionKey: shared.encryptionKey,
      logRetention: shared.logRetention,
      logGroupPrefix: shared.logGroupPrefix,
      // Fewer than read from the queue would be throttled, and use up attempts.
      reservedConcurrency:
        reservedConcurrency === undefined ? undefined : Math.max(applyingAtOnce, reservedConcurrency),
    });
    grantKeys(applying.role, table);
    return applying;
  }

  private acknowledgePublicAccess(): void {
    const reason =
      'Who sends has no AWS identity to sign with. The function accepts a request only with the signature of the sender ' +
      'over the whole body, a few minutes old at most, gives all others the same response, and can do no more than put ' +
      'what it accepted on one queue.';
    this.door.acknowledgePublicAccess(reason);
  }
}

const senders = {
  stripe: 'the payment provider',
  'refund-endpoint': 'the payment provider',
  'partner-endpoint': "the partners' endpoint",
} as const satisfies Readonly<Record<WebhookSource['of'], string>>;

const names = { stripe: 'provider', 'refund-endpoint': 'provider', 'partner-endpoint': 'partner' } as const;
