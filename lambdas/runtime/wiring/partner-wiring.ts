import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { EventBridgePartner } from '../../fulfilment/eventbridge/eventbridge-partner';
import { HttpPartner } from '../../fulfilment/http/http-partner';
import type { Partner, Partners } from '../../fulfilment/port/partner';
import { SecretsManagerKey } from '../../fulfilment/port/secretsmanager-key';
import { StripeCredit } from '../../fulfilment/stripe/stripe-credit';
import type { CreditPart } from '../../model/remedy';
import { awsClientConfig } from './clients';
import type { PartnerSetting } from '../environment/partner-setting';

/** What a function knows of the partners. */
interface PartneredSettings {
  readonly EVENT_BUS_NAME: string;
  readonly PARTNERS: PartnerSetting;
}

/** Whoever carries out what the payment provider does not, as the deployment says. */
export function wirePartners({ EVENT_BUS_NAME, PARTNERS }: PartneredSettings, bus: EventBridgeClient): Partners {
  const { credits, replacements, callbacks, endpoint } = PARTNERS;
  const onTheBus = new EventBridgePartner(bus, EVENT_BUS_NAME);
  const own = endpoint && new HttpPartner({ key: keyIn(endpoint.secretName), endpointUrl: endpoint.url });
  const byOwn = (by: 'events' | 'endpoint'): Partner => (by === 'endpoint' && own ? own : onTheBus);
  return {
    credit: credits === 'stripe' ? atStripe(PARTNERS) : byOwn(credits),
    replacement: byOwn(replacements),
    callback: byOwn(callbacks),
  };
}

function atStripe({ stripe }: PartnerSetting): Partner<CreditPart> {
  if (!stripe) throw new Error('Credits go to Stripe, and nothing says how it is reached');
  return new StripeCredit({ key: keyIn(stripe.secretName), apiUrl: stripe.apiUrl });
}

function keyIn(secretName: string): SecretsManagerKey {
  return new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), secretName);
}
