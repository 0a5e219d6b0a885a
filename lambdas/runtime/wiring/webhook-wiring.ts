import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Observer } from '../../flow/record/observer';
import { HttpWebhook } from '../../fulfilment/http/http-webhook';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import type { WebhookVerifier } from '../../fulfilment/port/webhook-event';
import { StripeWebhook } from '../../fulfilment/stripe/stripe-webhook';
import type { ReceivedUpdates } from '../../received/received-update';
import { SqsReceivedUpdates } from '../../received/sqs-received-updates';
import type { WebhookSettings } from '../environment/environment';
import { awsClientConfig } from './clients';

/** What a public function has: who signs, and where to put what they say. No ledger, and nothing that pays. */
export interface WebhookPorts {
  readonly verifier: WebhookVerifier;
  readonly received: ReceivedUpdates;
  readonly observer: Observer;
  readonly clock: () => Date;
}

/** The real ports of a function that receives webhook events. */
export function wireWebhook(settings: WebhookSettings, observer: Observer): WebhookPorts {
  return {
    verifier: verifierOf(settings),
    received: new SqsReceivedUpdates(new SQSClient(awsClientConfig), settings.UPDATE_QUEUE_URL),
    observer,
    clock: () => new Date(),
  };
}

function verifierOf(settings: WebhookSettings): WebhookVerifier {
  switch (settings.WEBHOOK_OF) {
    case 'stripe':
      return new StripeWebhook(keyIn(settings.STRIPE_WEBHOOK_SECRET_NAME), {
        account: settings.STRIPE_CONNECT.account,
        mode: settings.STRIPE_MODE,
      });
    case 'refund-endpoint':
      return new HttpWebhook(keyIn(settings.REFUND_WEBHOOK_SECRET_NAME), 'payments');
    case 'partner-endpoint':
      return new HttpWebhook(keyIn(settings.PARTNER_WEBHOOK_SECRET_NAME), 'parts');
  }
}

function keyIn(secretName: string): SecretsManagerKey {
  return new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), secretName);
}
