import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Owner } from '../lambdas/failures/failure-definition';

export interface CustomerAlarmProps {
  readonly metric: IMetric;
  /** The alarm goes off above this number. */
  readonly above: number;
  /**
   * How many of the metric's periods in a row must be above it.
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
}

const ownerNames: Record<Owner, string> = {
  marketing: 'marketing',
  'contact-center': 'contact center',
  both: 'marketing and contact center',
};

/** An alarm that says what it means, what to do and whose it is, to somebody who was just woken by it. */
export class CustomerAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: CustomerAlarmProps) {
    super(scope, id, {
      metric: props.metric,
      threshold: props.above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: props.periods ?? 1,
      // No failure, no data: silence is the best news there is.
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: [
        `For customers: ${props.customers}`,
        `Do first: ${props.firstStep}`,
        `Owner: ${ownerNames[props.owner]}`,
      ].join('\n'),
    });
    this.addAlarmAction(new SnsAction(props.topic));
  }
}
