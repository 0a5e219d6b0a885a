import { CfnOutput, Stack, Validations } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { ApologySender } from './apology-mail';
import { RefundAutomation } from './refund-automation';
import type { RemedyLedger } from './remedy-ledger';
import type { StageConfig } from './stage-config';

export interface RefundStackProps {
  readonly config: StageConfig;
  readonly ledger: RemedyLedger;
}

/** Everything that can be thrown away and deployed again without forgetting a refund. */
export class RefundStack extends Stack {
  readonly automation: RefundAutomation;

  constructor(scope: Construct, id: string, props: RefundStackProps) {
    super(scope, id, { description: 'Amends: gives back what is owed and says sorry' });
    const { config, ledger } = props;
    this.automation = new RefundAutomation(this, 'Amends', {
      table: ledger.table,
      providerSecret: Secret.fromSecretNameV2(this, 'ProviderSecret', config.stripeSecretName),
      sender: this.senderOf(config),
      sources: Object.fromEntries((config.sources ?? []).map(({ type, value }) => [type, value])),
    });
    this.admitPublishers(config);
    if (config.alarmEmail !== undefined) this.subscribe(config.alarmEmail);
    this.tell(config.stripeSecretName);
  }

  private senderOf(config: StageConfig): ApologySender {
    const { senderIdentity } = config;
    return {
      email: config.sender,
      name: config.senderName,
      replyTo: config.replyTo,
      signatory: config.signatory,
      signatoryRole: config.signatoryRole,
      identity:
        senderIdentity === undefined
          ? undefined
          : EmailIdentity.fromEmailIdentityName(this, 'SenderIdentity', senderIdentity),
    };
  }

  private admitPublishers({ publishers = [] }: StageConfig): void {
    for (const arn of new Set(publishers.map(({ value }) => value))) {
      const failures = publishers.filter(({ value }) => value === arn).map(({ type }) => type);
      this.automation.grantPublish(Role.fromRoleArn(this, `Publisher ${arn}`, arn), failures);
    }
  }

  private subscribe(alarmEmail: string): void {
    const subscription = this.automation.alarmTopic.addSubscription(new EmailSubscription(alarmEmail));
    Validations.of(subscription).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason:
        'It is a mail to a person. One that could not be delivered helps nobody hours later, and the alarm itself stays ' +
        'on in CloudWatch until its cause is gone.',
    });
  }

  private tell(stripeSecretName: string): void {
    const { eventBus, alarmTopic, remedies, apologyMail } = this.automation;
    this.output('EventBusName', eventBus.eventBusName, 'Publish failures on this bus.');
    this.output('EventBusArn', eventBus.eventBusArn, 'The same bus, for policies.');
    this.output('AlarmTopicArn', alarmTopic.topicArn, 'Subscribe here whoever is to hear of alarms.');
    const lastQueues = [
      ...remedies.map(({ type, function: remedy }) => ({ of: type, queue: remedy.undelivered })),
      { of: 'Apologies', queue: apologyMail.function.undelivered },
    ];
    for (const { of, queue } of lastQueues) {
      this.output(`Undelivered${of}`, queue.queueUrl, `${of} that were given up on and wait for a person.`);
    }
    this.output(
      'NextStep',
      `aws secretsmanager create-secret --name ${stripeSecretName} --secret-string file://key.txt`,
      `Nothing is paid before the secret ${stripeSecretName} holds the API key of the payment provider as a plain string.`,
    );
    const dnsRecords = apologyMail.dkimRecords.map(({ name, value }) => `${name} CNAME ${value}`).join(', ');
    if (dnsRecords === '') return;
    this.output(
      'SenderDnsRecords',
      dnsRecords,
      'No mail is sent before the DNS of the sender domain has these records.',
    );
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}
