import { Duration, Size, Validations } from 'aws-cdk-lib';
import { EventBus, type EventPattern, type IEventBus } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { incidentFixedType } from '../../lambdas/model/judging/incident-fixed';
import { outcomeSource, outcomeTypes } from '../../lambdas/outcomes/outcome';
import { conversationTypes } from '../../lambdas/outcomes/conversation-event';
import { feedbackType } from '../../lambdas/feedback/feedback-event';
import { undeliveredType } from '../../lambdas/outcomes/undelivered-mail';
import type { ApologySender } from '../brands/apology-sender';
import type { AlarmSettings } from '../options/alarm-settings';
import { LiveRule } from '../rehearsal/live-rule';
import { InsightAlarms } from './insight-alarms';
import { InsightBucket } from './insight-bucket';
import { InsightFunction } from './insight-function';
import { InsightKeys } from './insight-keys';
import type { InsightOptions } from './insight-options';
import { InsightQuestions } from './insight-questions';
import { InsightStream } from './insight-stream';
import { InsightTable } from './insight-table';
import { WeeklyMail } from './weekly-mail';
import type { WeeklyOwners } from './weekly-owners';

export interface InsightProps extends InsightOptions {
  readonly eventBus: IEventBus;
  /** Of whose mails it is told that they arrived. */
  readonly mails: {
    readonly configurationSet: Pick<ConfigurationSet, 'configurationSetName'>;
    readonly senderIdentityArn: string;
  };
  /** Whom mails to owners come from. */
  readonly sender: ApologySender;
  /** The failure types, each with the sources that publish it. */
  readonly failures: readonly { readonly type: string; readonly sources: readonly string[] }[];
  /** Whether customers answer here: then it is told of what they said, and how long they waited. */
  readonly hearsCustomers: boolean;
  /** The systems that say that an incident is mended. */
  readonly fixedBy: readonly string[];
  readonly alarms: AlarmSettings;
  readonly encryptionKey: IKey;
  readonly logRetention: RetentionDays;
  readonly logGroupPrefix?: string | undefined;
}

/** What the props of an instance say of it. */
interface InsightWish {
  readonly insight?: boolean | InsightOptions | undefined;
  readonly replies?: object | undefined;
  readonly sender: ApologySender;
  readonly logGroupPrefix?: string | undefined;
}

/**
 * Figures of what fails, whom it hurts and what it costs, of all events that say so. They have no name and no address:
 * customers have pseudonyms, whose keys `erase` forgets. The money does not wait for it, and does not need it.
 */
export class Insight extends Construct {
  /** Where the option asks for it. */
  static ifWanted(
    scope: Construct & {
      readonly eventBus: IEventBus;
      readonly apologyMail: InsightProps['mails'] & Pick<InsightProps, 'fixedBy'>;
    },
    { insight, replies, sender, logGroupPrefix }: InsightWish,
    common: Pick<InsightProps, 'failures' | 'encryptionKey' | 'logRetention' | 'alarms'>,
  ): Insight | undefined {
    if (insight === undefined || insight === false) return undefined;
    const { eventBus, apologyMail: mails } = scope;
    const options = insight === true ? {} : insight;
    const hearsCustomers = replies !== undefined;
    const { fixedBy } = mails;
    const wishes = { eventBus, mails, fixedBy, sender, logGroupPrefix, hearsCustomers };
    return new Insight(scope, 'Insight', { ...common, ...options, ...wishes });
  }

  readonly keys: InsightKeys;
  readonly bucket: InsightBucket['bucket'];
  readonly table: InsightTable;
  readonly questions: InsightQuestions;
  /** Tells owners of their week, where there are any. */
  readonly weekly: WeeklyMail | undefined;

  constructor(scope: Construct, id: string, props: InsightProps) {
    super(scope, id);
    const { encryptionKey, logRetention, logGroupPrefix, retention = Duration.days(400) } = props;
    const { bytesPerQuestion = Size.gibibytes(10) } = props;
    const kept = { encryptionKey, logRetention, logGroupPrefix };
    this.keys = new InsightKeys(this, 'Keys');
    this.bucket = new InsightBucket(this, 'Files', { retention }).bucket;
    this.table = new InsightTable(this, 'Table', this.bucket);
    const onlySources = onlySourcesOf(props.failures);
    const makes = new InsightFunction(this, 'Record', { ...kept, keys: this.keys, onlySources });
    const stream = new InsightStream(this, 'Stream', {
      ...kept,
      bucket: this.bucket,
      table: this.table,
      function: makes,
    });
    new InsightAlarms(this, 'Alarms', { streamName: stream.streamName, alarms: props.alarms });
    this.questions = new InsightQuestions(this, 'Questions', {
      bucket: this.bucket,
      table: this.table,
      bytesPerQuestion,
      overview: props.alarms.overview,
    });
    this.collect('Outcomes', stream, props.eventBus, {
      source: [outcomeSource],
      detailType: [
        ...Object.values(outcomeTypes),
        undeliveredType,
        ...(props.hearsCustomers ? [feedbackType, ...Object.values(conversationTypes)] : []),
      ],
    });
    if (props.fixedBy.length > 0) {
      this.collect('Fixes', stream, props.eventBus, { source: [...props.fixedBy], detailType: [incidentFixedType] });
    }
    this.weekly = props.weekly && this.tellOwners(props.weekly, props, kept);
    const { configurationSetName } = props.mails.configurationSet;
    this.collect('Deliveries', stream, EventBus.fromEventBusName(this, 'DefaultBus', 'default'), {
      source: ['aws.ses'],
      detail: { eventType: ['Delivery'], mail: { tags: { 'ses:configuration-set': [configurationSetName] } } },
    });
  }

  private tellOwners(
    owners: WeeklyOwners,
    { failures, mails, sender, alarms }: InsightProps,
    kept: Pick<InsightProps, 'encryptionKey' | 'logRetention' | 'logGroupPrefix'>,
  ): WeeklyMail {
    const sources = [...new Set(failures.flatMap((failure) => failure.sources))].toSorted();
    const { senderIdentityArn } = mails;
    return new WeeklyMail(this, 'Weekly', {
      ...kept,
      owners,
      sources,
      insight: this,
      sender,
      senderIdentityArn,
      alarms,
    });
  }

  private collect(id: string, stream: InsightStream, eventBus: IEventBus, eventPattern: EventPattern): void {
    const rule = new LiveRule(this, id, { eventBus, eventPattern, targets: [stream.asTarget()] });
    Validations.of(rule).acknowledge({
      id: 'Serverless-EventBusDLQ',
      reason:
        'EventBridge tries for a day to hand an event to the stream. One that is lost all the same is missing in figures, and in no ' +
        'record of money; a queue would keep its name and address longer than figures need it.',
    });
  }
}

/** Where only one system publishes a type, an outcome of it is about a product of that system. */
function onlySourcesOf(failures: InsightProps['failures']): Record<string, string> {
  return Object.fromEntries(
    failures.flatMap(({ type, sources: [only, ...others] }) =>
      only === undefined || others.length > 0 ? [] : [[type, only] as const],
    ),
  );
}
