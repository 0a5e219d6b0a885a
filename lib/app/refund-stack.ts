import { CfnOutput, Validations } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { InterfaceVpcEndpoint, type IVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import { Key, type IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { AuditBucket } from '../kept/audit-bucket';
import type { RemedyLedger } from '../kept/remedy-ledger';
import { Console } from '../console/console';
import { CostBudget } from '../monitoring/cost-budget';
import { insightOptionsOf } from '../insight/insight-options';
import { rehearsalOptionsOf } from '../rehearsal/rehearsal-options';
import { RemedyDashboard } from '../remedy-dashboard';
import { syntheticFailureOf } from '../constructs/synthetic-failure';
import { RefundProvider } from '../options/refund-provider';
import { RefundAutomation } from '../refund-automation';
import { channelOutputs, channelsOf, queuesOfChannels } from './channels/stage-channels';
import { sourcedType } from './given/context-value';
import { deliveryOf, failuresOf } from './given/failures-of-stage';
import { partnersOfStage } from './given/partners-given';
import { feedOf, feedOutputs } from './given/afterwards/feed-given';
import { answersOf, feedbackOutputs } from './given/afterwards/feedback-given';
import { sentMailsOf } from './given/afterwards/sent-mails-given';
import type { StageConfig } from './stage-config';
import { detectorOutputs, detectorsOf, queuesOfDetectors } from './stage-detectors';
import { brandsOf, senderOf } from './stage-mail';
import { apologies } from './stage-schema';
import { reportsOf, reportsOutputs, shopOf, shopOutputs } from './stage-reports';
import { rolePathOf, StageStack, stageTag } from './stage-stack';

/** What the stack is made of. */
export interface RefundStackProps {
  readonly config: StageConfig;
  readonly ledger: RemedyLedger;
  readonly audit: AuditBucket;
}

/** Everything that can be deleted and deployed again without forgetting a refund. */
export class RefundStack extends StageStack {
  readonly automation: RefundAutomation;

  constructor(scope: Construct, id: string, props: RefundStackProps) {
    const { config, ledger, audit } = props;
    super(scope, id, config, { description: 'Amends: gives remedies for failures, and apologises' });
    this.automation = new RefundAutomation(this, 'Amends', {
      ...partnersOfStage(this, config),
      provider: this.providerOf(config),
      sender: senderOf(this, config),
      brands: brandsOf(this, config),
      failures: failuresOf(config),
      shop: shopOf(this, config),
      detectors: detectorsOf(this, config),
      channels: channelsOf(this, config),
      apologies: { delivery: deliveryOf(apologies, config) },
      table: ledger.table,
      search: config.search,
      auditBucket: audit.bucket,
      rolePath: rolePathOf(config),
      sealSecret: ledger.sealSecret,
      sealKeys: config.sealKeys,
      watchesLedger: config.ledgerTrail,
      limits: config.limits,
      reasonCodes: config.reasonCodes,
      ...{ checkedShare: config.checkedShare, followUps: config.followUps },
      firstMode: config.firstMode,
      refundsPerSecond: config.refundsPerSecond,
      publicWebhook: config.webhook,
      publicConcurrency: config.publicConcurrency,
      operatorConcurrency: config.operatorConcurrency,
      operatorVpcEndpoint: this.endpointOf(config),
      console: this.consoleOf(config),
      reports: reportsOf(this, config),
      gestures: config.gestures,
      insight: insightOptionsOf(config.insight),
      ...answersOf(this, config),
      feed: feedOf(this, config),
      sentMails: sentMailsOf(config.sentMails),
      rehearsal: rehearsalOptionsOf(config.rehearsal),
      encryptionKey: this.keyOf(config),
      logGroupPrefix: config.logGroupPrefix,
      alarms: config.alarms,
      alarmOwners: config.alarmOwners,
      runbooks: config.runbooks,
      syntheticFailure: syntheticFailureOf(config),
    });
    this.grant(config);
    if (config.alarmEmail !== undefined) this.subscribe(config.alarmEmail);
    if (config.dashboard !== false) new RemedyDashboard(this, 'Dashboard', { automation: this.automation });
    this.createBudget(config);
    this.createOutputs(config);
  }

  private providerOf(config: StageConfig): RefundProvider {
    const {
      refundEndpoint: url,
      refundEndpointSecretName,
      refundEndpointReadSecretName,
      stripeSecretName,
      stripeReadSecretName,
      webhookSecretName,
      stripeUrl: apiUrl,
      stripeMode: mode,
      authorisations,
    } = config;
    if (url !== undefined) {
      return RefundProvider.endpoint({
        url,
        secret: Secret.fromSecretNameV2(this, 'ProviderSecret', refundEndpointSecretName),
        readingSecret: Secret.fromSecretNameV2(this, 'ReadSecret', refundEndpointReadSecretName),
        webhookSecret: Secret.fromSecretNameV2(this, 'WebhookSecret', webhookSecretName),
      });
    }
    return RefundProvider.stripe({
      apiKey: Secret.fromSecretNameV2(this, 'ProviderSecret', stripeSecretName),
      readKey: Secret.fromSecretNameV2(this, 'ReadSecret', stripeReadSecretName),
      webhookSecret: Secret.fromSecretNameV2(this, 'WebhookSecret', webhookSecretName),
      apiUrl,
      authorisations,
      mode,
    });
  }

  private endpointOf({ operatorVpcEndpoint: vpcEndpointId }: StageConfig): IVpcEndpoint | undefined {
    if (vpcEndpointId === undefined) return undefined;
    const known = { vpcEndpointId, port: 443 };
    return InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(this, 'OperatorVpcEndpoint', known);
  }

  private consoleOf({ console: wanted }: StageConfig): Console | undefined {
    if (wanted === undefined) return undefined;
    const { clientSecretName: name, ...options } = wanted;
    const clientSecret = name === undefined ? undefined : Secret.fromSecretNameV2(this, 'ConsoleSecret', name);
    return 'userPoolId' in options
      ? Console.cognito({ ...options, clientSecret })
      : Console.oidc({ ...options, clientSecret });
  }

  private keyOf({ encryptionKey: arn }: StageConfig): IKey | undefined {
    return arn === undefined ? undefined : Key.fromKeyArn(this, 'OperationsKey', arn);
  }

  private grant({ publishers = [], partners = [], operators = [], answeringRoles = [] }: StageConfig): void {
    for (const arn of new Set(publishers.map(({ value }) => value))) {
      const failures = publishers
        .filter(({ value }) => value === arn)
        .map(({ type: name }) => {
          const { type, source } = sourcedType(name);
          return source === undefined ? type : { type, source };
        });
      this.automation.grantPublish(Role.fromRoleArn(this, `Publisher ${arn}`, arn), ...failures);
    }
    for (const arn of new Set(partners.map(({ value }) => value))) {
      const kinds = partners.filter(({ value }) => value === arn).map(({ kind }) => kind);
      this.automation.grantRespond(Role.fromRoleArn(this, `Partner ${arn}`, arn), ...kinds);
    }
    for (const arn of new Set(answeringRoles)) {
      this.automation.grantAnswerOnChannels(Role.fromRoleArn(this, `Answering ${arn}`, arn));
    }
    for (const arn of new Set(operators.map(({ role }) => role))) {
      const role = Role.fromRoleArn(this, `Operator ${arn}`, arn);
      for (const granted of operators.filter((one) => one.role === arn)) this.automation.grantOperate(role, granted);
    }
  }

  private subscribe(alarmEmail: string): void {
    const subscription = this.automation.alarmTopic.addSubscription(new EmailSubscription(alarmEmail));
    Validations.of(subscription).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason:
        'It is an email to a person. One that was not delivered helps nobody hours later, and the alarm itself stays in ' +
        'CloudWatch until its cause is gone.',
    });
  }

  private createBudget({ stage, costBudgetUsd: monthlyUsd, costBudgetOf = 'stage', ...config }: StageConfig): void {
    if (monthlyUsd === undefined) return;
    const { alarmEmail, costBudgetEmails = alarmEmail === undefined ? [] : [alarmEmail] } = config;
    const tag = costBudgetOf === 'stage' ? { key: stageTag, value: stage } : undefined;
    new CostBudget(this, 'CostBudget', { monthlyUsd, emails: costBudgetEmails, tag });
    if (!tag) return;
    this.output(
      'CostBudgetNextStep',
      `aws ce update-cost-allocation-tags-status --cost-allocation-tags-status TagKey=${tag.key},Status=Active`,
      'The budget counts nothing before the account that pays knows the tag. It does a day after the deployment.',
    );
  }

  private createOutputs(config: StageConfig): void {
    const { eventBus, busStatementPrefix, alarmTopic, operatorApi, sealPublicKeys } = this.automation;
    this.output('EventBusName', eventBus.eventBusName, 'Publish failures on this bus.');
    this.output('EventBusArn', eventBus.eventBusArn, 'The same bus, for policies.');
    this.output(
      'EventBusStatementPrefix',
      busStatementPrefix,
      'Begins the statements of this stage in the policy of the bus. Another beginning Amends... there is another Amends.',
    );
    this.output('AlarmTopicArn', alarmTopic.topicArn, 'Subscribe to alarms here.');
    this.output('OperatorApiUrl', operatorApi.url, 'The operator API. Requests are signed with IAM.');
    this.output('SealPublicKeys', sealPublicKeys, 'What `amends reconcile` judges seals by: SEAL_KEYS.');
    this.createOptionalOutputs(config);
    this.createQueueOutputs();
    this.createNextSteps(config);
  }

  private createOptionalOutputs(config: StageConfig): void {
    const { console: deployed, insight, rehearsal, replies, reports, detectors, channels, feed } = this.automation;
    const secret = (name: string) => this.createSecret(name);
    if (insight) this.output('InsightWorkGroup', insight.questions.workGroupName, 'The workgroup of Athena.');
    const ofShop = reports || detectors.length > 0 ? shopOutputs(config, secret) : [];
    const more = [
      ...ofShop,
      ...reportsOutputs(config, reports, secret),
      ...detectorOutputs(detectors, secret),
      ...channelOutputs(config, channels, secret),
      ...feedOutputs(config, feed, secret),
    ];
    const ofParts = [deployed, rehearsal, replies].flatMap((part) => part?.outputs ?? []);
    for (const output of [...ofParts, ...more, ...feedbackOutputs(config, secret)]) this.output(...output);
  }

  private createQueueOutputs(): void {
    const {
      remedies,
      apologyMail,
      partnerResponses,
      phoneCalls,
      webhook,
      partnerWebhook,
      replies,
      detectors,
      channels,
    } = this.automation;
    const invokedByEvents = [
      ...remedies.map(({ type, function: remedy }) => ({ name: type, queues: remedy })),
      { name: apologies, queues: apologyMail.function },
      { name: 'EmailEvents', queues: apologyMail.emailEvents.function },
      ...(replies?.queues ?? []),
      ...(partnerResponses ? [{ name: 'PartnerResponses', queues: partnerResponses.function }] : []),
      ...(webhook ? [{ name: 'Webhook', queues: webhook.function }] : []),
      ...(phoneCalls ? [{ name: 'PhoneCalls', queues: phoneCalls.function }] : []),
      ...(partnerWebhook ? [{ name: 'PartnerWebhook', queues: partnerWebhook.function }] : []),
      ...queuesOfDetectors(detectors),
      ...queuesOfChannels(channels),
    ];
    for (const { name, queues } of invokedByEvents) {
      const { retryQueue: retry, deadLetterQueue: dead } = queues;
      this.output(`${name}RetryQueueUrl`, retry.queueUrl, `Failed events (${name}) that the sweep retries.`);
      this.output(`${name}DeadLetterQueueUrl`, dead.queueUrl, `Failed events (${name}) that wait for a person.`);
    }
  }

  private createNextSteps(config: StageConfig): void {
    const { webhook, partnerWebhook } = this.automation;
    const byStripe = config.refundEndpoint === undefined;
    const providerSecretName = byStripe ? config.stripeSecretName : config.refundEndpointSecretName;
    const readSecretName = byStripe ? config.stripeReadSecretName : config.refundEndpointReadSecretName;
    this.output(
      'NextStep',
      this.createSecret(providerSecretName),
      byStripe
        ? `No refund is made before the secret ${providerSecretName} holds the API key of the payment provider as a plain string.`
        : `No refund is made before the secret ${providerSecretName} holds the signing secret of the refund endpoint.`,
    );
    if (readSecretName !== providerSecretName) {
      const holds = byStripe
        ? 'an API key that only reads'
        : 'a signing secret with which the endpoint does not refund';
      this.output(
        'ReadKeyNextStep',
        this.createSecret(readSecretName),
        `Ledger and provider are not compared before the secret ${readSecretName} holds ${holds}.`,
      );
    }
    if (webhook) {
      this.output('WebhookUrl', webhook.url, 'The payment provider sends its webhook events here.');
      this.output(
        'WebhookNextStep',
        this.createSecret(config.webhookSecretName),
        byStripe
          ? `Register the webhook URL at Stripe, and put the signing secret that it shows into the secret ${config.webhookSecretName}.`
          : `Give the refund endpoint the webhook URL, and a secret of its own to sign with, which ${config.webhookSecretName} holds too.`,
      );
    }
    if (!partnerWebhook) return;
    this.output('PartnerWebhookUrl', partnerWebhook.url, "The partners' endpoint sends its webhook events here.");
    this.output(
      'PartnerWebhookNextStep',
      this.createSecret(config.partnerWebhookSecretName),
      `Give the partners' endpoint this URL, and a secret of its own to sign with, which ${config.partnerWebhookSecretName} holds too.`,
    );
  }

  /** In the region of the stack, which is not always that of whoever types it. */
  private createSecret(name: string): string {
    return `aws secretsmanager create-secret --region ${this.region} --name ${name} --secret-string file://key.txt`;
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}
