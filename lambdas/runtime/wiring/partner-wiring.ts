import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { EventBridgePartner } from '../../fulfilment/eventbridge/eventbridge-partner';
import { HttpPartner } from '../../fulfilment/http/http-partner';
import type { CreditPartner, Partner, Partners } from '../../fulfilment/port/partner';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import { StripeCredit } from '../../fulfilment/stripe/stripe-credit';
import { awsClientConfig } from './clients';
import type { PartnerSetting } from '../environment/partner-setting';

/** The settings of a function that reaches partners. */
interface PartneredSettings {
  readonly EVENT_BUS_NAME: string;
  readonly PARTNERS: PartnerSetting;
}

/** The partners of the deployment. */
export function wirePartners({ EVENT_BUS_NAME, PARTNERS }: PartneredSettings, bus: EventBridgeClient): Partners {
  const { credits, replacements, entitlements, callbacks, endpoint } = PARTNERS;
  const byEvents = new EventBridgePartner(bus, EVENT_BUS_NAME);
  const byEndpoint = endpoint && new HttpPartner({ key: keyIn(endpoint.secretName), endpointUrl: endpoint.url });
  const partnerBy = (by: 'events' | 'endpoint'): Partner & CreditPartner =>
    by === 'endpoint' && byEndpoint ? byEndpoint : byEvents;
  return {
    credit: credits === 'stripe' ? stripeCredit(PARTNERS) : partnerBy(credits),
    replacement: partnerBy(replacements),
    entitlement: partnerBy(entitlements),
    callback: partnerBy(callbacks),
  };
}

function stripeCredit({ stripe }: PartnerSetting): CreditPartner {
  if (!stripe) throw new Error('Credits go to Stripe, and its URL and secret are missing');
  const { secretName, apiUrl, account } = stripe;
  return new StripeCredit({ key: keyIn(secretName), apiUrl, connect: { account } });
}

function keyIn(secretName: string): SecretsManagerKey {
  return new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), secretName);
}
