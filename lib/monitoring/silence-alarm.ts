import { Duration, Fn } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IEventBus, IRule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import type { AlarmSettings } from '../options/alarm-settings';
import { CustomerAlarm } from './customer-alarm';

export interface SilenceAlarmProps {
  /** The rule that matches what this source publishes, and nothing else. */
  readonly rule: IRule;
  readonly eventBus: IEventBus;
  readonly source: string;
  readonly definition: FailureDefinition;
  /** How long silence is usual, at most. */
  readonly hours: number;
  readonly alarms: AlarmSettings;
}

/**
 * Fires when a source has published nothing for longer than is usual: a detector that stops looks like a perfect day.
 */
export class SilenceAlarm extends CustomerAlarm {
  constructor(scope: Construct, id: string, props: SilenceAlarmProps) {
    const { rule, eventBus, source, definition, hours, alarms } = props;
    super(scope, id, {
      metric: matchedEvents(rule, eventBus),
      below: 1,
      periods: hours,
      customers: `For ${hours} hours ${source} has published no ${definition.type}. If its detector has stopped, customers are let down and nobody notices.`,
      firstStep: 'Ask whoever owns the source whether its detector runs, and whether what it publishes is refused.',
      runbook: 'silence',
      owner: definition.owner,
      failureType: definition.type,
      alarms,
    });
  }
}

/** Counted by EventBridge, so what is run again here does not hide that nothing comes. */
function matchedEvents(rule: IRule, eventBus: IEventBus): Metric {
  // CloudFormation's own reference to a rule on a bus of one's own is `bus|rule`, which no metric has.
  const inArn = Fn.split('/', rule.ruleArn);
  const isDefault = eventBus.eventBusName === 'default';
  return new Metric({
    namespace: 'AWS/Events',
    metricName: 'MatchedEvents',
    dimensionsMap: isDefault
      ? { RuleName: Fn.select(1, inArn) }
      : { EventBusName: eventBus.eventBusName, RuleName: Fn.select(2, inArn) },
    statistic: 'Sum',
    period: Duration.hours(1),
  });
}
