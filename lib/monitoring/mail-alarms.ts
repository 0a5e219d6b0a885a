import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { AmendsFunction } from '../function/amends-function';
import type { AlarmSettings } from '../options/alarm-settings';
import { CustomerAlarm } from './customer-alarm';
import { remedyMetric } from './remedy-metric';

export interface MailAlarmsProps {
  /** The function that writes to customers. */
  readonly sending: AmendsFunction;
  /** The function that hears of SES what became of a mail. */
  readonly hearing: AmendsFunction;
  readonly alarms: AlarmSettings;
}

const period = Duration.hours(1);

/** From here on more than one typing error is wrong. */
const fewMails = 3;
const mostPercent = 5;

/** A mail box that is full or greylists may keep a few of them for hours. */
const reportedWithin = Duration.hours(6);
const enoughMails = 20;
const mostPercentNotReported = 25;

/** Above it SES reviews an account; at twice as many bounces, or five times as many complaints, it stops sending. */
const mostBounces = 0.05;
const mostComplaints = 0.001;

/** Alarms about mails that do not arrive: of ours, and of the whole account, which SES may stop. */
export class MailAlarms extends Construct {
  constructor(scope: Construct, id: string, { sending, hearing, alarms }: MailAlarmsProps) {
    super(scope, id);
    new CustomerAlarm(this, 'NotDelivered', {
      metric: percentNotDelivered(sending, hearing),
      above: mostPercent,
      customers: `More than ${mostPercent} % of the customers whose money went back in the last hour cannot be told by email.`,
      firstStep:
        'Run "amends notices list": it says what is known of each. One cause behind many is the sender (its identity, its reputation); single ones are sent once more to a corrected address, or reached in another way.',
      runbook: 'mail',
      owner: 'contact-center',
      alarms,
    });
    new CustomerAlarm(this, 'NotReported', {
      metric: percentNotReported(sending, hearing),
      above: mostPercentNotReported,
      // What is sent at the end of one period is reported in the next.
      periods: 2,
      customers: `Of more than ${mostPercentNotReported} % of the mails of the last hours nobody knows whether they arrived.`,
      firstStep:
        'SES reports every mail within minutes. Look whether its configuration set still publishes to the default bus, and at the errors of the function that hears of it ("amends doctor" names both). The mails themselves have most likely left.',
      runbook: 'mail',
      owner: 'operations',
      alarms,
    });
    new CustomerAlarm(this, 'BounceRate', {
      metric: reputation('Reputation.BounceRate'),
      above: mostBounces,
      customers: 'Too many mails of this account bounce. Should SES stop it, no customer is written any more.',
      firstStep:
        'Look in the SES console at the reputation, and in "amends notices list --trouble bounced" at whose addresses they are. Other senders of the account count too.',
      runbook: 'mail',
      owner: 'operations',
      alarms,
    });
    new CustomerAlarm(this, 'ComplaintRate', {
      metric: reputation('Reputation.ComplaintRate'),
      above: mostComplaints,
      customers:
        'Too many people call mails of this account spam. Should SES stop it, no customer is written any more.',
      firstStep:
        'Look in the SES console at the reputation, and in "amends notices list --trouble complained" at which mails they are. Other senders of the account count too.',
      runbook: 'mail',
      owner: 'operations',
      alarms,
    });
  }
}

/** Of the mails of an hour, those that had nowhere to go, bounced, were suppressed, or were called spam. */
function percentNotDelivered(sending: AmendsFunction, hearing: AmendsFunction): MathExpression {
  return new MathExpression({
    label: 'Mails that did not arrive, in percent',
    expression: `IF(FILL(unsent, 0) + FILL(returned, 0) >= ${fewMails}, 100 * (FILL(unsent, 0) + FILL(returned, 0)) / (FILL(sent, 0) + FILL(unsent, 0) + 0.001), 0)`,
    usingMetrics: {
      sent: remedyMetric('ApologySent', sending, { period }),
      unsent: remedyMetric('MailFailed', sending, { period }),
      returned: remedyMetric('MailFailed', hearing, { period }),
    },
    period,
  });
}

/**
 * Of the mails that SES took within some hours, those of which it has reported nothing. A single one is nobody's work;
 * that none is heard of is.
 */
function percentNotReported(sending: AmendsFunction, hearing: AmendsFunction): MathExpression {
  const reported = 'FILL(delivered, 0) + FILL(returned, 0)';
  return new MathExpression({
    label: 'Mails of which nothing is heard, in percent',
    expression: `IF(FILL(sent, 0) >= ${enoughMails}, 100 * (FILL(sent, 0) - (${reported})) / (FILL(sent, 0) + 0.001), 0)`,
    usingMetrics: {
      sent: remedyMetric('ApologySent', sending, { period: reportedWithin }),
      delivered: remedyMetric('MailDelivered', hearing, { period: reportedWithin }),
      returned: remedyMetric('MailFailed', hearing, { period: reportedWithin }),
    },
    period: reportedWithin,
  });
}

/** What SES thinks of the whole account in this region: a share, as it decides by it. */
function reputation(metricName: string): Metric {
  return new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Maximum', period });
}
