import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Construct } from 'constructs';
import { ownerName, type AlarmOwner, type AlarmSettings } from '../options/alarm-settings';

/** A page of docs/runbooks, by the name of its file. */
export type Runbook =
  | 'account-trouble'
  | 'amplified'
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

/** An alarm that tells the person on call what it means for customers, what to do first and who owns it. */
export class CustomerAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: CustomerAlarmProps) {
    const { alarms } = props;
    super(scope, id, {
      ...thresholdOf(props),
      alarmName: nameOf(scope, id),
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
 * `Amends/AmendsRefunds-prod/Sweep/HoldOverdue`: the stack, and the place in it. An instance called Amends is its only
 * one.
 */
function nameOf(scope: Construct, id: string): string {
  const path = scope.node.scopes.slice(scope.node.scopes.findLastIndex((above) => Stack.isStack(above)) + 1);
  const [first, ...others] = path.map(({ node }) => node.id);
  const names = [...(first === undefined || first === 'Amends' ? [] : [first]), ...others, id];
  return ['Amends', Stack.of(scope).stackName, ...names].join('/');
}
