import { Duration, Validations } from 'aws-cdk-lib';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { WebhookEnvironment } from '../../lambdas/runtime/environment/environment';
import { ContradictionAlarm } from '../monitoring/contradiction-alarm';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import { grantKeys, mayPublishOutcomes, mayReadSecret, mayUseLedger } from '../function/function-rights';
import { NeedsAttentionAlarm } from '../monitoring/needs-attention-alarm';
import type { Partners } from '../options/partners';
import { webhookProviderEnvironment, type WebhookProviderConfig } from '../options/refund-provider';
import { remedyMetric } from '../monitoring/remedy-metric';
import type { AlarmSettings } from '../options/alarm-settings';
import type { MoneyContext } from '../options/shared-resources';
import { UrlFunction } from '../function/url-function';

export interface ProviderWebhookProps extends MoneyContext {
  readonly provider: WebhookProviderConfig;
  readonly partners: Partners;
  readonly reservedConcurrency?: number | undefined;
}

/**
 * Receives webhook events of the payment provider about refunds, at a public URL. The provider cannot sign with IAM, so
 * the function verifies the provider's own signature over the body.
 */
export class ProviderWebhook extends Construct {
  readonly function: UrlFunction;

  constructor(scope: Construct, id: string, props: ProviderWebhookProps) {
    super(scope, id);
    const secrets = signingSecretsOf(props);
    this.function = new UrlFunction(this, 'Receive', {
      entry: 'functions/provider-webhook.ts',
      description: 'Amends: receives webhook events of the payment provider about refunds.',
      serviceName: 'provider-webhook',
      authType: FunctionUrlAuthType.NONE,
      environment: environment(props),
      permissions: [
        mayUseLedger(props.table, ['BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem']),
        mayPublishOutcomes(props.eventBus),
        ...secrets.map(mayReadSecret),
      ],
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      logGroupPrefix: props.logGroupPrefix,
      reservedConcurrency: props.reservedConcurrency,
    });
    grantKeys(this.function.role, props.table, ...secrets);
    this.acknowledgePublicAccess();
    this.createAlarms(props.alarms);
  }

  /** The URL that the provider sends its webhook events to. */
  get url(): string {
    return this.function.url.url;
  }

  private acknowledgePublicAccess(): void {
    const reason =
      'The payment provider has no AWS identity to sign with. The function accepts a request only with the signature of ' +
      'the provider over the whole body, a few minutes old at most, and gives all others the same response.';
    for (const permission of ['invoke-function-url', 'invoke-function']) {
      Validations.of(this.function.lambda.node.findChild(permission)).acknowledge(
        { id: 'NIST.800.53.R5-LambdaFunctionPublicAccessProhibited', reason },
        { id: 'PCI.DSS.321-LambdaFunctionPublicAccessProhibited', reason },
      );
    }
  }

  private createAlarms(alarms: AlarmSettings): void {
    const period = Duration.minutes(15);
    new CustomerAlarm(this, 'Errors', {
      metric: this.function.metricServerErrors({ period }),
      above: 0,
      periods: 2,
      customers:
        'We do not learn which refunds succeeded and which failed late. Customers are informed late or wrongly.',
      firstStep: 'Look for the error in the log. The provider retries for days; meanwhile the sweep asks the provider.',
      runbook: 'webhook',
      owner: 'operations',
      alarms,
    });
    new CustomerAlarm(this, 'Refused', {
      metric: remedyMetric('WebhookRefused', this.function, { period }),
      above: 0,
      customers:
        'Webhook events had an invalid signature. If they came from the provider, their updates are lost to us.',
      firstStep:
        'Compare the signing secret here with the one at the provider. If they are the same, somebody else sent the events, and they were refused.',
      runbook: 'webhook',
      owner: 'operations',
      alarms,
    });
    if (alarms.level === 'essential') return;
    new ContradictionAlarm(this, 'Contradicted', { watched: this.function, alarms });
    new NeedsAttentionAlarm(this, 'NeedsAttention', {
      watched: this.function,
      remediesFor: 'what failed late',
      owner: 'both',
      alarms,
    });
  }
}

/** Not Stripe's API key: a public function should not hold anything that can pay. */
function signingSecretsOf({ provider, partners: { endpoint } }: ProviderWebhookProps): ISecret[] {
  const ofProvider = provider.kind === 'stripe' ? provider.webhookSecret : provider.secret;
  return endpoint && endpoint.secret !== ofProvider ? [ofProvider, endpoint.secret] : [ofProvider];
}

function environment({ table, eventBus, limits, provider, partners }: ProviderWebhookProps): WebhookEnvironment {
  return {
    LEDGER_TABLE_NAME: table.tableName,
    EVENT_BUS_NAME: eventBus.eventBusName,
    LIMITS: limits,
    ...webhookProviderEnvironment(provider),
    ...(partners.endpoint && { PARTNER_ENDPOINT_SECRET_NAME: partners.endpoint.secret.secretName }),
  };
}
