import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Owner } from '../../lambdas/failures/definition/failure-definition';

/** What makes an alarm fire. */
export type AlarmTrigger =
  | {
      /** The alarm fires above this value. Missing data does not fire it: nothing happened. */
      readonly above: number;
    }
  | {
      /** The alarm fires below this value and on missing data: it watches for something that stopped. */
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
  /** What it means for customers, as a sentence. */
  readonly customers: string;
  /** The first step of the person on call, as a sentence. */
  readonly firstStep: string;
  /** Who is responsible. */
  readonly owner: Owner;
  readonly topic: ITopic;
};

const ownerNames: Record<Owner, string> = {
  marketing: 'marketing',
  'contact-center': 'contact center',
  both: 'marketing and contact center',
};

/** An alarm that tells the person on call what it means for customers, what to do first and who owns it. */
export class CustomerAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: CustomerAlarmProps) {
    super(scope, id, {
      ...thresholdOf(props),
      metric: props.metric,
      evaluationPeriods: props.periods ?? 1,
      alarmDescription: [
        `For customers: ${props.customers}`,
        `Do first: ${props.firstStep}`,
        `Owner: ${ownerNames[props.owner]}`,
      ].join('\n'),
    });
    this.addAlarmAction(new SnsAction(props.topic));
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
    treatMissingData: TreatMissingData.BREACHING,
  };
}
