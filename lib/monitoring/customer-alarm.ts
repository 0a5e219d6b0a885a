import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData, type IAlarm, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Construct } from 'constructs';
import { ownerName, type AlarmOwner, type AlarmSettings } from '../options/alarm-settings';
import { outermostStack, pathOf } from '../overview/outermost-stack';

/** A page of docs/runbooks, by the name of its file. */
export type Runbook =
  | 'account-trouble'
  | 'amplified'
  | 'calls'
  | 'conversations'
  | 'desk-errors'
  | 'differences'
  | 'double-detector'
  | 'foreign-write'
  | 'insight'
  | 'limit'
  | 'mail'
  | 'provider-down'
  | 'reports'
  | 'silence'
  | 'storm'
  | 'stuck'
  | 'synthetic'
  | 'webhook';

/** What makes an alarm fire. */
export type AlarmTrigger =
  | {
      /** The alarm fires above this value. Missing data does not fire it: nothing happened. */
      readonly above: number;
    }
  | {
      /**
       * The alarm fires below this value, and when data stops coming: it watches for something that stopped. Before the
       * first data it is silent, so a first deployment rings nothing.
       */
      readonly below: number;
    };

export type CustomerAlarmProps = AlarmTrigger & {
  readonly metric: IMetric;
  /**
   * How many consecutive periods of the metric have to breach the threshold.
   *
   * @default 1
   */
  readonly periods?: number;
  /**
   * How many of those periods are enough.
   *
   * @default - all of them
   */
  readonly datapoints?: number;
  /** What it means for customers, as a sentence. */
  readonly customers: string;
  /** The first step of the person on call, as a sentence. */
  readonly firstStep: string;
  /** The page with all further steps. */
  readonly runbook: Runbook;
  /** Who is responsible. */
  readonly owner: AlarmOwner;
  /** The failure type that it is about, whose owner may have a name of its own. */
  readonly failureType?: string | undefined;
  readonly alarms: AlarmSettings;
};

/**
 * An alarm that tells the person on call what it means for customers, what to do first and who owns it. It is in the
 * stack of all alarms, at the place that its scope has in the stack around it.
 */
export class CustomerAlarm extends Alarm {
  /** The same by its name, for whatever is outside of its stack: a reference would take one of its 200 outputs. */
  readonly byName: IAlarm;

  constructor(scope: Construct, id: string, props: CustomerAlarmProps) {
    const { alarms } = props;
    const name = nameOf(scope, id);
    super(alarms.overview.placeOf(scope), id, {
      ...thresholdOf(props),
      alarmName: name,
      metric: props.metric,
      evaluationPeriods: props.periods ?? 1,
      ...(props.datapoints !== undefined && { datapointsToAlarm: props.datapoints }),
      alarmDescription: [
        `For customers: ${props.customers}`,
        `Do first: ${props.firstStep}`,
        `Runbook: ${alarms.runbooks}${props.runbook}.md`,
        `Owner: ${ownerName(alarms, props.owner, props.failureType)}`,
      ].join('\n'),
    });
    const [service, resource, arnFormat] = ['cloudwatch', 'alarm', ArnFormat.COLON_RESOURCE_NAME];
    const arn = Stack.of(scope).formatArn({ service, resource, arnFormat, resourceName: name });
    this.byName = Alarm.fromAlarmArn(scope, `${id} by name`, arn);
    const action = new SnsAction(alarms.topic);
    this.addAlarmAction(action);
    // CloudWatch acts on the change to this state, and an alarm begins in it.
    if ('below' in props) this.addInsufficientDataAction(action);
  }
}

function thresholdOf(trigger: AlarmTrigger) {
  if ('above' in trigger) {
    return {
      threshold: trigger.above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    };
  }
  return {
    threshold: trigger.below,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.MISSING,
  };
}

/**
 * `AmendsRefunds-prod/Amends/Sweep/HoldOverdue`: the stack that is deployed, and the place in it. It is another name
 * than in 0.1.0: an alarm cannot be made in one stack while another stack has its name.
 */
function nameOf(scope: Construct, id: string): string {
  return [outermostStack(scope).stackName, ...pathOf(scope).map(({ node }) => node.id), id].join('/');
}
