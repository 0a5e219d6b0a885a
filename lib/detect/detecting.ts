import { Duration } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FunctionUrlAuthType, HttpMethod, type FunctionUrlCorsOptions } from 'aws-cdk-lib/aws-lambda';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type {
  DetectorEnvironment,
  DoorEnvironment,
  PagedEnvironment,
  UsageEnvironment,
} from '../../lambdas/runtime/detect/detector-settings';
import { EventDelivery } from '../function/event-delivery';
import { EventFunction } from '../function/event-function';
import { mayReadSecret } from '../function/function-rights';
import { QueuedEvents, timeInQueue } from '../function/queued-events';
import { invokeOnSchedule } from '../function/scheduled-function';
import { UrlFunction } from '../function/url-function';
import { metricDeadLetterQueue, metricRetryQueue } from '../monitoring/function-alarms';
import type { SharedResources } from '../options/shared-resources';
import { mayAskShop, neededShop, shopEnvironment, type Shop } from '../shop/shop';
import type { Detector } from './detector';
import { DetectorAlarms } from './detector-alarms';
import { Usage } from './usage';
import type { WatchedTable } from './watched-table';

export interface DetectingProps extends Omit<SharedResources, 'table'> {
  readonly detector: Detector;
  /** Who says whose a signal is. Undefined where something else does. */
  readonly shop: Shop | undefined;
  /** The failure types of it that are handled. */
  readonly types: readonly string[];
  readonly watched: WatchedTable;
  /** Of the public function. */
  readonly publicConcurrency?: number | undefined;
  /** Of the private one, beside a look. */
  readonly reservedConcurrency?: number | undefined;
}

/** How many batches are judged at once. Each has up to ten signals. */
const judgingAtOnce = 4;

/** How often time alone is looked at. */
const lookEvery = Duration.minutes(15);

/** The event of the schedule, as `detector-handler.ts` reads it. */
const lookInput = { look: 'due' };

/**
 * One detector: a public function that verifies signals and can do no more than put them on one queue; and a private
 * one that judges them, asks the shop whose they are, and publishes. Every quarter of an hour the same function looks
 * at what time alone has changed.
 */
export class Detecting extends Construct {
  /** Answers everybody, and believes what is signed. */
  readonly door: UrlFunction;
  /** What was received, and is not judged yet. */
  readonly queue: QueuedEvents;
  /** Judges signals, and judges again what is due. */
  readonly function: EventFunction;
  readonly detector: Detector;
  /** The failure types of it that are handled. */
  readonly types: readonly string[];
  /** What all detectors keep. */
  readonly watched: WatchedTable;

  constructor(scope: Construct, id: string, props: DetectingProps) {
    super(scope, id);
    this.detector = props.detector;
    this.types = props.types;
    this.watched = props.watched;
    this.function = this.createJudge(props);
    this.queue = new QueuedEvents(this, 'Queue', { target: this.function, concurrency: judgingAtOnce });
    invokeOnSchedule(this, {
      lambda: this.function.lambda,
      description: `Amends: looks what time alone has changed for the detector ${props.detector.name}.`,
      schedule: ScheduleExpression.rate(lookEvery),
      // The next one is minutes away.
      maxEventAge: lookEvery,
      input: lookInput,
    });
    props.shop?.secret.encryptionKey?.grantDecrypt(this.function.role);
    props.detector.usage?.grantKey(this.function.role);
    this.door = this.createDoor(props);
    this.admitSenders(props);
    this.hearBus(props.detector);
    this.acknowledgePublicAccess();
    new DetectorAlarms(this, 'Alarms', { detecting: this, alarms: props.alarms });
  }

  /** The URL that signals are sent to. */
  get url(): string {
    return this.door.url.url;
  }

  /** Failed signals that the sweep retries. */
  metricRetryQueue(options?: MetricOptions): Metric {
    return metricRetryQueue(this.function, options);
  }

  /** Failed signals without an attempt left, which wait for a person. */
  metricDeadLetterQueue(options?: MetricOptions): Metric {
    return metricDeadLetterQueue(this.function, options);
  }

  private createJudge(props: DetectingProps): EventFunction {
    const { detector, watched, reservedConcurrency } = props;
    const asked = detector.usage ?? neededShop(props.shop, 'Detectors');
    return new EventFunction(this, 'Judge', {
      entry: detector.entry,
      description: `Amends: judges the signals of the detector ${detector.name}, and what time changes about them.`,
      serviceName: `detector-${detector.name}`,
      environment: environmentOf(asked, props),
      permissions: [...watched.mayUse(), asked instanceof Usage ? asked.permission : mayAskShop(asked)],
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      logGroupPrefix: props.logGroupPrefix,
      // A look takes as much as is due, and stops in time.
      timeout: timeInQueue,
      // Fewer than read from the queue would be throttled, and use up attempts. One more looks.
      reservedConcurrency:
        reservedConcurrency === undefined ? undefined : Math.max(judgingAtOnce, reservedConcurrency) + 1,
    });
  }

  /** What is told page by page is sent on by whoever judges it. */
  private admitSenders({ detector }: DetectingProps): void {
    if (!detector.pages) return this.queue.admitRoles(this.door.role);
    const { lambda, role } = this.function;
    this.queue.admitRoles(this.door.role, role);
    lambda.addEnvironment('PAGE_QUEUE_URL' satisfies keyof PagedEnvironment, this.queue.queueUrl);
    this.function.permit([new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] })]);
  }

  /** Services of AWS publish on the account's default bus only. */
  private hearBus({ hears }: Detector): void {
    if (hears.length === 0) return;
    const eventBus = EventBus.fromEventBusName(this, 'DefaultBus', 'default');
    for (const [index, { source, detailType, detail }] of hears.entries()) {
      const eventPattern = { source: [...source], detailType: [...detailType], detail: { ...detail } };
      new EventDelivery(this, `Heard${index}`, { eventBus, eventPattern, target: this.function });
    }
  }

  private createDoor({ detector, publicConcurrency, ...shared }: DetectingProps): UrlFunction {
    const environment: DoorEnvironment = {
      SIGNAL_QUEUE_URL: this.queue.queueUrl,
      SIGNAL_SECRET_NAME: detector.signalSecret.secretName,
    };
    const door = new UrlFunction(this, 'Receive', {
      entry: detector.doorEntry,
      description: `Amends: puts signals for the detector ${detector.name} on a queue, if their signature is valid.`,
      serviceName: `detector-${detector.name}-door`,
      authType: FunctionUrlAuthType.NONE,
      cors: corsFor(detector),
      environment,
      permissions: [
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }),
        mayReadSecret(detector.signalSecret),
      ],
      encryptionKey: shared.encryptionKey,
      logRetention: shared.logRetention,
      logGroupPrefix: shared.logGroupPrefix,
      reservedConcurrency: publicConcurrency,
    });
    detector.signalSecret.encryptionKey?.grantDecrypt(door.role);
    return door;
  }

  private acknowledgePublicAccess(): void {
    const reason =
      'Who sends signals has no AWS identity to sign with. The function accepts a request only with a signature over it, ' +
      'gives all others the same response, and can do no more than put what it accepted on one queue.';
    this.door.acknowledgePublicAccess(reason);
  }
}

/** Whose a signal is says the shop, or a table or function of the team's. */
function environmentOf(
  asked: Shop | Usage,
  { detector, types, watched, eventBus }: DetectingProps,
): DetectorEnvironment | UsageEnvironment {
  const common = {
    EVENT_BUS_NAME: eventBus.eventBusName,
    WATCHED_TABLE_NAME: watched.table.tableName,
    DETECTOR_OPTIONS: JSON.stringify(detector.options),
    DETECTED_TYPES: types.join(','),
  };
  return asked instanceof Usage
    ? { ...common, USAGE: JSON.stringify(asked.setting) }
    : { ...common, ...shopEnvironment(asked) };
}

/** Browsers ask first whether a page of another origin may send a body of the type `application/cmcd`. */
function corsFor({ allowedOrigins }: Detector): FunctionUrlCorsOptions | undefined {
  if (allowedOrigins.length === 0) return undefined;
  return {
    allowedOrigins: [...allowedOrigins],
    allowedMethods: [HttpMethod.POST],
    allowedHeaders: ['content-type'],
    maxAge: Duration.hours(1),
  };
}
