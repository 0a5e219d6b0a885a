import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ShopSettings } from '../../lambdas/runtime/shop/shop-settings';
import { mayReadSecret } from '../function/function-rights';
import { checkedEndpoint, type ServiceEndpoint } from '../options/service-endpoint';

/** Your shop: whoever knows what was bought, and by whom. Reports of customers and detectors ask it. */
export class Shop {
  /**
   * An endpoint of yours, asked with signed requests: docs/shop.md.
   *
   * @throws Error where the URL is neither https nor on this machine
   */
  static http(endpoint: Pick<ServiceEndpoint, 'url' | 'secret'>): Shop {
    const { url, secret } = checkedEndpoint(endpoint);
    return new Shop(url, secret);
  }

  private constructor(
    /** The base URL of the endpoint. */
    readonly url: string,
    /** What signs the questions. */
    readonly secret: ISecret,
  ) {}
}

export function shopEnvironment({ url, secret }: Shop): ShopSettings {
  return { SHOP_URL: url, SHOP_SECRET_NAME: secret.secretName };
}

/** The right to sign what is asked. */
export function mayAskShop({ secret }: Shop): PolicyStatement {
  return mayReadSecret(secret);
}

/**
 * The shop, for somebody who cannot do without one.
 *
 * @throws Error where there is none
 */
export function neededShop(shop: Shop | undefined, askedBy: string): Shop {
  if (shop) return shop;
  throw new Error(`${askedBy} ask your shop, and there is none: name it with "shop".`);
}
