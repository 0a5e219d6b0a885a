import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { HttpEndpoint } from '../../fulfilment/http/http-endpoint';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import { HttpShop } from '../../shop/http-shop';
import type { Shop } from '../../shop/shop';
import type { ShopSettings } from './shop-settings';

/** The shop, and what reads its secret before it is needed. */
export function wireShop(
  secrets: SecretsManagerClient,
  { SHOP_URL, SHOP_SECRET_NAME }: ShopSettings,
): { readonly shop: Shop; readonly warm: () => Promise<void> } {
  const key = new SecretsManagerKey(secrets, SHOP_SECRET_NAME);
  const endpoint = new HttpEndpoint({ key, endpointUrl: SHOP_URL });
  return { shop: new HttpShop(endpoint), warm: () => endpoint.warm() };
}
