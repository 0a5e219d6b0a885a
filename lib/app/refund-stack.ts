import { CfnOutput, Stack, Validations } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { ApologySender } from '../constructs/apology-mail';
import { RefundAutomation } from '../refund-automation';
import type { PartnersProps } from '../options/partners';
import type { ProviderProps } from '../options/refund-provider';
import type { RemedyLedger } from '../constructs/remedy-ledger';
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
      ...this.providerOf(config),
      partners: this.partnersOf(config),
      table: ledger.table,
      limits: config.limits,
      policies: config.policies,
      refundsPerSecond: config.refundsPerSecond,
      sender: this.senderOf(config),
      delivery: Object.fromEntries((config.queued ?? []).map((name) => [name, 'queued'] as const)),
      queuedConcurrency: config.queuedConcurrency,
      sources: Object.fromEntries((config.sources ?? []).map(({ type, value }) => [type, value])),
    });
    this.admitPublishers(config);
    this.admitPartners(config);
    for (const arn of new Set(config.operators)) {
      this.automation.grantOperate(Role.fromRoleArn(this, `Operator ${arn}`, arn));
    }
    if (config.alarmEmail !== undefined) this.subscribe(config.alarmEmail);
    this.tell(config);
  }

  private providerOf(config: StageConfig): ProviderProps & { readonly webhookSecret?: ISecret } {
    const { refundEndpoint, refundEndpointSecretName, stripeSecretName, webhookSecretName } = config;
    if (refundEndpoint !== undefined) {
      return {
        refundEndpointUrl: refundEndpoint,
        providerSecret: Secret.fromSecretNameV2(this, 'ProviderSecret', refundEndpointSecretName),
      };
    }
    return {
      providerSecret: Secret.fromSecretNameV2(this, 'ProviderSecret', stripeSecretName),
      webhookSecret: Secret.fromSecretNameV2(this, 'WebhookSecret', webhookSecretName),
    };
  }

  private partnersOf(config: StageConfig): PartnersProps {
    const { credits, replacements, callbacks, partnerEndpoint, partnerEndpointSecretName, partnerSources } = config;
    const byEndpoint = [credits, replacements, callbacks].includes('endpoint');
    return {
      credits,
      replacements,
      callbacks,
      endpointUrl: partnerEndpoint,
      ...(byEndpoint && {
        endpointSecret: Secret.fromSecretNameV2(this, 'PartnerEndpointSecret', partnerEndpointSecretName),
      }),
      sources: partnerSources,
    };
  }

  private senderOf(config: StageConfig): ApologySender {
    const { senderIdentity } = config;
    return {
      email: config.sender,
      name: config.senderName,
      replyTo: config.replyTo,
      signatory: config.signatory,
      signatoryRole: config.signatoryRole,
      executive:
        config.executive === undefined
          ? undefined
          : { name: config.executive, role: config.executiveRole ?? 'Chief Executive' },
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

  private admitPartners({ partners = [] }: StageConfig): void {
    for (const arn of new Set(partners.map(({ value }) => value))) {
      const kinds = partners.filter(({ value }) => value === arn).map(({ kind }) => kind);
      this.automation.grantRespond(Role.fromRoleArn(this, `Partner ${arn}`, arn), kinds);
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

  private tell(config: StageConfig): void {
    const { eventBus, alarmTopic, operatorApi, apologyMail } = this.automation;
    this.output('EventBusName', eventBus.eventBusName, 'Publish failures on this bus.');
    this.output('EventBusArn', eventBus.eventBusArn, 'The same bus, for policies.');
    this.output('AlarmTopicArn', alarmTopic.topicArn, 'Subscribe here whoever is to hear of alarms.');
    this.output('OperatorUrl', operatorApi.url, 'People decide here on what is held, with requests signed by IAM.');
    this.tellQueues();
    this.printNextSteps(config);
    const dnsRecords = apologyMail.dkimRecords.map(({ name, value }) => `${name} CNAME ${value}`).join(', ');
    if (dnsRecords === '') return;
    this.output(
      'SenderDnsRecords',
      dnsRecords,
      'No mail is sent before the DNS of the sender domain has these records.',
    );
  }

  private tellQueues(): void {
    const { remedies, apologyMail, answers } = this.automation;
    const runByEvents = [
      ...remedies.map(({ type, function: remedy }) => ({ of: type, behind: remedy })),
      { of: 'Apologies', behind: apologyMail.function },
      { of: 'MailNews', behind: apologyMail.deliveries.function },
      ...(answers ? [{ of: 'PartnerAnswers', behind: answers.function }] : []),
    ];
    for (const { of, behind } of runByEvents) {
      this.output(`Undelivered${of}`, behind.undelivered.queueUrl, `${of} that the sweep hands over again.`);
      this.output(`Parked${of}`, behind.parked.queueUrl, `${of} that were given up on and wait for a person.`);
    }
  }

  private printNextSteps({ stripeSecretName, webhookSecretName, ...config }: StageConfig): void {
    const { webhook } = this.automation;
    const byStripe = config.refundEndpoint === undefined;
    const providerSecretName = byStripe ? stripeSecretName : config.refundEndpointSecretName;
    this.output(
      'NextStep',
      createSecret(providerSecretName),
      byStripe
        ? `Nothing is paid before the secret ${providerSecretName} holds the API key of the payment provider as a plain string.`
        : `Nothing is paid before the secret ${providerSecretName} holds what requests to the refund endpoint are signed with.`,
    );
    if (!webhook) return;
    this.output('WebhookUrl', webhook.url, 'The payment provider sends here what became of refunds.');
    if (!byStripe) return;
    this.output(
      'WebhookNextStep',
      createSecret(webhookSecretName),
      `Register the webhook URL at Stripe, and put the signing secret that it shows into the secret ${webhookSecretName}.`,
    );
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}

function createSecret(name: string): string {
  return `aws secretsmanager create-secret --name ${name} --secret-string file://key.txt`;
}
