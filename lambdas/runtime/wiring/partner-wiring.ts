import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { EventBridgePartner } from '../../fulfilment/eventbridge/eventbridge-partner';
import { HttpPartner } from '../../fulfilment/http/http-partner';
import type { CreditPartner, Partner, Partners } from '../../fulfilment/port/partner';
import { PacedPartner } from '../../fulfilment/pace/paced-partner';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import { StripeCredit } from '../../fulfilment/stripe/stripe-credit';
import type { Paces } from '../../model/guards/paces';
import { awsClientConfig } from './clients';
import type { PartnerSetting } from '../environment/partner-setting';

/** The settings of a function that reaches partners. */
interface PartneredSettings {
  readonly EVENT_BUS_NAME: string;
  readonly PARTNERS: PartnerSetting;
}

/** The partners of the deployment. The bus takes more than any function asks it, and has no pace. */
export function wirePartners(
  { EVENT_BUS_NAME, PARTNERS }: PartneredSettings,
  bus: EventBridgeClient,
  paces: Paces,
): Partners {
  const { credits, replacements, entitlements, callbacks, endpoint } = PARTNERS;
  const byEvents = new EventBridgePartner(bus, EVENT_BUS_NAME);
  const byEndpoint = endpoint && pacedEndpoint(endpoint, paces);
  const partnerBy = (by: 'events' | 'endpoint'): Partner & CreditPartner =>
    by === 'endpoint' && byEndpoint ? byEndpoint : byEvents;
  return {
    credit: credits === 'stripe' ? stripeCredit(PARTNERS, paces) : partnerBy(credits),
    replacement: partnerBy(replacements),
    entitlement: partnerBy(entitlements),
    callback: partnerBy(callbacks),
  };
}

function pacedEndpoint(
  { secretName, url: endpointUrl }: NonNullable<PartnerSetting['endpoint']>,
  paces: Paces,
): Partner & CreditPartner {
  return new PacedPartner(new HttpPartner({ key: keyIn(secretName), endpointUrl }), 'partner-endpoint', paces);
}

/** Refunds and credits of one account take turns. */
function stripeCredit({ stripe }: PartnerSetting, paces: Paces): CreditPartner {
  if (!stripe) throw new Error('Credits go to Stripe, and its URL and secret are missing');
  const { secretName, apiUrl, account } = stripe;
  const credits = new StripeCredit({ key: keyIn(secretName), apiUrl, connect: { account } });
  return new PacedPartner(credits, 'stripe', paces);
}

function keyIn(secretName: string): SecretsManagerKey {
  return new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), secretName);
}
