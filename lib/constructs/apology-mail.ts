import { Duration, Stack } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  SuppressionReasons,
  type IEmailIdentity,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { lateMailMs } from '../../lambdas/insight/late-mail';
import { incidentFixedType } from '../../lambdas/model/judging/incident-fixed';
import { outcomeSource, outcomeTypes } from '../../lambdas/outcomes/outcome';
import { undeliveredType, unreadTroubles } from '../../lambdas/outcomes/undelivered-mail';
import type { KindsByType } from '../../lambdas/words/lint/brand-words-problems';
import type { ApologyEnvironment } from '../../lambdas/runtime/environment/environment';
import type { Channel } from '../channels/channel';
import { beginningsOf, begunBy, entryFor, messageChannelsText, overBudget } from '../channels/begun-messages';
import type { Beginning } from '../channels/message-options';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import { EventDelivery } from '../function/event-delivery';
import { EventFunction } from '../function/event-function';
import { FunctionAlarms, metricDeadLetterQueue, metricRetryQueue } from '../monitoring/function-alarms';
import { pageFirstText, type OutcomeFeed } from '../feed/outcome-feed';
import type { FeedbackPages } from '../feedback/feedback-pages';
import { grantKeys, mayReadSecret, mayTellOwners, mayUseLedger } from '../function/function-rights';
import { EmailEvents } from './email-events';
import type { ApologySender, Brand } from '../brands/apology-sender';
import { fromAddresses, permitRecipients } from '../brands/mail-rights';
import { senderTexts } from '../brands/brand-texts';
import { shareText } from '../console/share-text';
import { brandWordsFiles } from '../brands/brand-words';
import { domainOf, SenderIdentity } from '../kept/sender-identity';
import { inQueue, type QueuedEvents } from '../function/queued-events';
import { MailAlarms } from '../monitoring/mail-alarms';
import { remedyMetric } from '../monitoring/remedy-metric';
import { Delivery } from '../options/delivery';
import type { Replies } from '../replies/replies';
import { SentMailBucket, type WithSentMails } from '../sent/sent-mail-bucket';
import { sourcesOf } from '../grants/own-source';
import { followUpsText, type FollowUps } from '../follow-ups/follow-ups';
import type { RefundProviderConfig } from '../options/refund-provider';
import type { AlarmSettings } from '../options/alarm-settings';
import type { TellingContext, MoneyContext } from '../options/shared-resources';

export interface ApologyMailProps extends MoneyContext, TellingContext, WithSentMails {
  readonly sender: ApologySender;
  /** @default - all customers are written to by the sender */
  readonly brands?: Readonly<Record<string, Brand>> | undefined;
  /** The sentences of the failure types that are handled, over which brands may lay words. */
  readonly sentences: KindsByType;
  /**
   * The absolute path of the file that exports the function.
   *
   * @default - the function that knows the catalog
   */
  readonly entry?: string | undefined;
  readonly delivery: Delivery;
  /** The share of remedies given by themselves that a person checks afterwards. @default - none */
  readonly checkedShare?: number | undefined;
  /** Which customers are written to once more. @default - nobody is */
  readonly followUps?: FollowUps | undefined;
  /** Where pages may say it before the mail does. @default - mails wait for no page */
  readonly feed?: OutcomeFeed | undefined;
  /** The domain that answers go to. @default - they go to the sender's `replyTo` */
  readonly replyDomain?: string | undefined;
  /** Where customers are asked whether it was made right. @default - nobody is asked */
  readonly feedback?: FeedbackPages | undefined;
  /** The channels on which messages are begun, where a mail did not arrive. @default - on none */
  readonly carriers?: readonly Beginning[] | undefined;
  /** Who moves the money. */
  readonly provider: RefundProviderConfig['kind'];
  /** What is handled, with who publishes it: they say that an incident is mended, too. */
  readonly failures: readonly { readonly sources: readonly string[] }[];
}

interface MailWishes extends Pick<ApologyMailProps, 'sender' | 'brands' | 'checkedShare' | 'followUps' | 'feed'> {
  readonly sentMails?: WithSentMails['sentMails'];
  readonly replies?: Replies | undefined;
  readonly channels?: readonly Channel[] | undefined;
  readonly apologies?: { readonly delivery?: Delivery | undefined; readonly entry?: string | undefined } | undefined;
}

/**
 * Writes to the customer: when the remedy is issued, when it failed late, when a person rejected it, and when it takes
 * long or was given in part. The rules, the function, the permission to send, and the function that records SES's
 * events about the emails.
 */
export class ApologyMail extends Construct {
  /** As the props of an instance say of it. */
  static of(
    scope: Construct,
    {
      sender,
      brands,
      checkedShare,
      followUps,
      feed,
      sentMails,
      replies,
      channels = [],
      apologies: { delivery = Delivery.direct(), entry } = {},
    }: MailWishes,
    common: Omit<ApologyMailProps, keyof MailWishes | 'entry' | 'delivery' | 'replyDomain' | 'carriers'>,
  ): ApologyMail {
    const wishes = { sender, brands, checkedShare, followUps, feed, sentMails, entry, delivery };
    const answers = { carriers: beginningsOf(channels), replyDomain: replies?.config.domain };
    return new ApologyMail(scope, 'ApologyMail', { ...common, ...wishes, ...answers });
  }

  readonly function: EventFunction;
  /** The systems that say that an incident is mended, where anybody hears it. */
  readonly fixedBy: readonly string[];
  /** Records what became of each email. */
  readonly emailEvents: EmailEvents;
  /** The identity that was made for the sender, with the records that its DNS needs. Undefined where one was given. */
  readonly senderIdentity: SenderIdentity | undefined;
  /** The queue in front of the function. Undefined where delivery is direct. */
  readonly queue: QueuedEvents | undefined;
  /** The identities that mails are sent from: the sender's first, and those of brands. */
  readonly identities: readonly IEmailIdentity[];
  readonly configurationSet: ConfigurationSet;
  /** The identity that mails are sent from, where no brand has its own. */
  readonly senderIdentityArn: string;

  constructor(scope: Construct, id: string, props: ApologyMailProps) {
    super(scope, id);
    const { identity, made } = this.identityOf(props.sender);
    this.identities = [identity, ...this.identitiesOf(props)];
    this.senderIdentity = made;
    this.senderIdentityArn = identity.emailIdentityArn;
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    const sentMails = SentMailBucket.ifWanted(scope, props);
    this.function = new EventFunction(this, 'Apologise', {
      entry: props.entry ?? entryFor(props),
      description: 'Amends: writes to the customer what became of the remedy.',
      serviceName: 'apology-mail',
      environment: { ...this.environment(props), ...sentMails?.environment },
      files: brandWordsFiles(props.brands ?? {}, props.sentences),
      permissions: this.permissions(props),
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      logGroupPrefix: props.logGroupPrefix,
      ...inQueue(props.delivery.queuedConcurrency),
    });
    grantKeys(this.function.role, props.table, ...(props.feedback ? [props.feedback.config.linkSecret] : []));
    permitRecipients(this, this.function, fromAddresses(props.sender, props.brands));
    sentMails?.permitKeeping(this.function);

    this.queue = new EventDelivery(this, 'Rule', {
      eventBus: props.eventBus,
      eventPattern: {
        source: [outcomeSource],
        detailType: [
          outcomeTypes.issued,
          outcomeTypes['late-failed'],
          outcomeTypes.rejected,
          outcomeTypes['needs-attention'],
        ],
      },
      target: this.function,
      queuedConcurrency: props.delivery.queuedConcurrency,
    }).queue;
    // Of all that waits, what waits so long that its customer is told. A storm of holds wakes nobody.
    new EventDelivery(this, 'WaitingRule', {
      eventBus: props.eventBus,
      eventPattern: {
        source: [outcomeSource],
        detailType: [outcomeTypes.held, outcomeTypes.pending],
        detail: { announced: [{ exists: true }] },
      },
      target: this.function,
      queuedConcurrency: props.delivery.queuedConcurrency,
      queue: this.queue,
    });
    this.fixedBy = props.followUps?.mended ? sourcesOf(props.failures) : [];
    if (this.fixedBy.length > 0) this.hearFixes(props);
    const beginsMessages = begunBy(props).length > 0;
    if (beginsMessages) this.tellOnChannels(props);
    const { configurationSet } = this;
    this.emailEvents = new EmailEvents(this, 'EmailEvents', { ...props, configurationSet, beginsMessages });
    this.createAlarms(props.alarms);
  }

  /** Milliseconds from the arrival of the failure to the email, at the 95th percentile. */
  metricDetectToMail(options?: MetricOptions): Metric {
    return remedyMetric('DetectToMailMs', this.function, { statistic: 'p95', ...options });
  }

  /** Milliseconds from the failure itself to the email, at the 95th percentile: what the customer lives. */
  metricOccurredToMail(options?: MetricOptions): Metric {
    return remedyMetric('OccurredToMailMs', this.function, { statistic: 'p95', ...options });
  }

  /** Failed apologies that the sweep retries. */
  metricRetryQueue(options?: MetricOptions): Metric {
    return metricRetryQueue(this.function, options);
  }

  /** Failed apologies without an attempt left, which wait for a person. */
  metricDeadLetterQueue(options?: MetricOptions): Metric {
    return metricDeadLetterQueue(this.function, options);
  }

  private identityOf({ identity, email }: ApologySender): {
    readonly identity: IEmailIdentity;
    readonly made: SenderIdentity | undefined;
  } {
    if (identity) return { identity, made: undefined };
    const made = new SenderIdentity(this, 'Sender', { domain: domainOf(email) });
    return { identity: made.identity, made };
  }

  /** The identities of brands that send from domains of their own, one for each. */
  private identitiesOf({ sender, brands = {} }: ApologyMailProps): IEmailIdentity[] {
    const made = new Set([domainOf(sender.email)]);
    return Object.values(brands).flatMap(({ email, identity }) => {
      if (identity) return [identity];
      if (email === undefined || made.has(domainOf(email))) return [];
      const domain = domainOf(email);
      made.add(domain);
      return [new SenderIdentity(this, `Sender-${domain}`, { domain }).identity];
    });
  }

  /** A mail that nobody has read for certain is said on the next channel that its customer allowed. */
  private tellOnChannels({ eventBus, delivery, alarms }: ApologyMailProps): void {
    new EventDelivery(this, 'UnreadRule', {
      eventBus,
      eventPattern: {
        source: [outcomeSource],
        detailType: [undeliveredType],
        detail: { state: ['bounced', 'suppressed'], trouble: [...unreadTroubles] },
      },
      target: this.function,
      queuedConcurrency: delivery.queuedConcurrency,
      queue: this.queue,
    });
    new CustomerAlarm(this, 'OverBudget', {
      metric: remedyMetric('MessageOverBudget', this.function, { period: Duration.hours(1) }),
      above: 0,
      ...overBudget,
      alarms,
    });
  }

  private environment({
    carriers = [],
    table,
    eventBus,
    owners,
    sender,
    brands,
    limits,
    provider,
    checkedShare,
    followUps,
    replyDomain,
    feedback,
    feed,
  }: ApologyMailProps): ApologyEnvironment {
    const follows = followUpsText(followUps);
    return {
      LEDGER_TABLE_NAME: table.tableName,
      EVENT_BUS_NAME: eventBus.eventBusName,
      OWNERS: owners,
      LIMITS: limits,
      ...senderTexts(sender, brands),
      ...(checkedShare !== undefined && { CHECKED_SHARE: shareText(checkedShare) }),
      ...(replyDomain !== undefined && { REPLY_DOMAIN: replyDomain }),
      ...(follows !== undefined && { FOLLOW_UPS: follows }),
      ...(feedback && {
        FEEDBACK_PAGE_URL: feedback.url,
        FEEDBACK_LINK_SECRET_NAME: feedback.config.linkSecret.secretName,
      }),
      ...pageFirstText(feed),
      REFUND_PROVIDER: provider === 'stripe' ? 'stripe' : 'http',
      ...messageChannelsText(carriers),
      SES_CONFIGURATION_SET: this.configurationSet.configurationSetName,
    };
  }

  private permissions(props: ApologyMailProps): PolicyStatement[] {
    const { table, eventBus, feedback, followUps } = props;
    const looksAtAll = feedback !== undefined || followUpsText(followUps) !== undefined;
    const configurationSetArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.configurationSet.configurationSetName,
    });
    return [
      // Whoever is written to without waiting for it is looked at with all that was written to them and by them.
      mayUseLedger(table, ['BatchGetItem', 'GetItem', 'PutItem', ...(looksAtAll ? (['Query'] as const) : [])]),
      mayTellOwners(eventBus),
      ...(feedback ? [mayReadSecret(feedback.config.linkSecret)] : []),
      new PolicyStatement({
        actions: ['ses:SendRawEmail'],
        resources: [...new Set(this.identities.map(({ emailIdentityArn }) => emailIdentityArn)), configurationSetArn],
        conditions: { StringEquals: { 'ses:FromAddress': fromAddresses(props.sender, props.brands) } },
      }),
      ...(props.carriers ?? []).map(({ sending }) => sending()),
    ];
  }

  /** A person decides what follows. */
  private hearFixes({ eventBus, delivery: { queuedConcurrency } }: ApologyMailProps): void {
    new EventDelivery(this, 'FixedRule', {
      eventBus,
      eventPattern: { source: [...this.fixedBy], detailType: [incidentFixedType] },
      target: this.function,
      queuedConcurrency,
      queue: this.queue,
    });
  }

  private createAlarms(alarms: AlarmSettings): void {
    if (alarms.level === 'detailed') {
      new FunctionAlarms(this, 'Alarms', {
        watched: this.function,
        awaited: 'the email that says what became of the remedy',
        owner: 'operations',
        alarms,
        queue: this.queue,
      });
    }
    new CustomerAlarm(this, 'Unknown', {
      metric: remedyMetric('ApologyUnknown', this.function, { period: Duration.minutes(15) }),
      above: 0,
      customers: 'SES did not say whether it accepted an email. The money is back, but the customer may not know it.',
      firstStep:
        'Run "amends notices list": it says what is known of each. Send it once more with "amends notices resend", or reach the customer in another way.',
      runbook: 'mail',
      owner: 'contact-center',
      alarms,
    });
    new MailAlarms(this, 'Arrival', { sending: this.function, hearing: this.emailEvents.function, alarms });
    new CustomerAlarm(this, 'Slow', {
      metric: this.metricDetectToMail({ period: Duration.minutes(5) }),
      above: lateMailMs,
      periods: 3,
      customers: 'Emails are sent more than ten minutes after the failure. Some customers complain before we write.',
      firstStep: 'Find out what is slow: the age of events, the responses of the provider, or the sending rate of SES.',
      runbook: 'mail',
      owner: 'operations',
      alarms,
    });
  }
}
