import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Owner } from '../../lambdas/failures/definition/failure-definition';

/** What sets an alarm off. */
export type AlarmTrigger =
  | {
      /** The alarm goes off above this number. No data is good news: nothing happened. */
      readonly above: number;
    }
  | {
      /** The alarm goes off below this number, and without any data: silence is what it is there to notice. */
      readonly below: number;
    };

export type CustomerAlarmProps = AlarmTrigger & {
  readonly metric: IMetric;
  /**
   * How many of the metric's periods in a row must be so.
   *
   * @default 1
   */
  readonly periods?: number;
  /** What it means for customers, as a sentence. */
  readonly customers: string;
  /** What whoever is called does first, as a sentence. */
  readonly firstStep: string;
  /** Who is answerable. */
  readonly owner: Owner;
  readonly topic: ITopic;
};

const ownerNames: Record<Owner, string> = {
  marketing: 'marketing',
  'contact-center': 'contact center',
  both: 'marketing and contact center',
};

/** An alarm that says what it means, what to do and whose it is, to somebody who was just woken by it. */
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
