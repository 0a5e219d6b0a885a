import type { MathExpression, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import type { PartnerKind } from '../lambdas/fulfilment/port/partner-events';
import type { OperatorGrant } from './grants/operator-roles';

/** A failure type as one of its sources publishes it. */
export interface PublishedFailure {
  readonly type: string;
  readonly source: string;
}

/**
 * What other constructs may use of a {@link RefundAutomation}.
 *
 * The metrics that are sums over all functions fit a graph. An alarm takes ten metrics at most, so with many failure
 * types create alarms on the metrics of `remedies`.
 */
export interface IRefundAutomation extends IConstruct {
  /** The bus on which failures and outcomes are published. */
  readonly eventBus: IEventBus;
  /** The table with the record of every remedy. */
  readonly table: ITable;
  /** The topic that alarms are published to. */
  readonly alarmTopic: ITopic;

  /**
   * Lets a role publish failures of these types, each from its source only. The bus denies them to everybody else:
   * administrators, and roles that were granted other types. Where people can ask whoever published a failure for more,
   * the role may answer, too.
   *
   * A role of this account gets a policy. One of IAM Identity Center or of another account is allowed by the bus; the
   * other account has to allow it as well. All that one permission set ever gets can be granted by a pattern of ARNs.
   *
   * On a bus that was passed in, only failures, responses of partners and outcomes are denied; it stays open for other
   * events.
   *
   * @param grantee a role, or a construct with a role, such as a function
   * @param failures the types, such as `VideoPlaybackFailed`; of a type with several sources also which one
   * @throws UnknownFailureError where a type is not handled here
   * @throws Error where the grantee is no role, or a type has several sources, or not that one
   */
  grantPublish(grantee: IGrantable, ...failures: (string | PublishedFailure)[]): Grant;

  /**
   * Lets a role publish a partner's responses, by the kind of part, each from its source only: who may report that
   * goods were sent may not report that a credit was booked. The bus denies them to everybody else. Which roles there
   * may be is said at `grantPublish`.
   *
   * @param grantee a role, or a construct with a role, such as a function
   * @throws Error where parts of a kind are not requested with events, or the grantee is no role
   */
  grantRespond(grantee: IGrantable, ...kinds: PartnerKind[]): Grant;

  /**
   * Lets a role hand over answers of the company (`AnswerWritten`). It needs a channel that sends answers.
   */
  grantAnswerOnChannels(grantee: IGrantable): Grant;

  /**
   * Lets a role call the operator API. The operator is the identity that signed the request, so give each person a
   * session name of their own.
   *
   * A role of this account gets a policy. One of IAM Identity Center or of another account is allowed by the function;
   * the other account has to allow it as well.
   *
   * @param grantee a role, or a construct with a role
   * @param granted what its people may do: `{ may: ['look', 'approve'] }`
   * @throws Error where the grantee is no role, or a pattern of ARNs and the API has a function URL
   */
  grantOperate(grantee: IGrantable, granted: OperatorGrant): Grant;

  /** Remedies that were issued, over all failure types. */
  metricRemediesIssued(options?: MetricOptions): MathExpression;
  /** Remedies that are held, over all failure types. */
  metricRemediesHeld(options?: MetricOptions): MathExpression;
  /** Remedies that the provider declined, over all failure types. */
  metricRemediesDeclined(options?: MetricOptions): MathExpression;
  /** Remedies whose outcome at the provider is not known yet, over all failure types. */
  metricRemediesUnknown(options?: MetricOptions): MathExpression;
  /** Remedies that failed after the provider had reported success, over all failure types. */
  metricRemediesLateFailed(options?: MetricOptions): MathExpression;
  /** Remedies that need attention by a person, over all failure types. */
  metricRemediesNeedingAttention(options?: MetricOptions): MathExpression;
  /** Milliseconds from the arrival of the failure to the email, at the 95th percentile. */
  metricDetectToMail(options?: MetricOptions): Metric;
  /** Failed events that the sweep retries: failures, apologies, email events and responses of partners. */
  metricRetryQueue(options?: MetricOptions): MathExpression;
  /**
   * Failed events without an attempt left, which wait for a person: failures, apologies, email events and responses.
   */
  metricDeadLetterQueue(options?: MetricOptions): MathExpression;
}
