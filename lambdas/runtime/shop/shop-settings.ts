import { text } from '../settings/text';

/** The settings of whoever asks the shop. */
export const shopShape = {
  /** The base URL of the shop's endpoint: docs/shop.md. */
  SHOP_URL: text,
  /** Secrets Manager secret that signs our requests to it. */
  SHOP_SECRET_NAME: text,
};

export interface ShopSettings {
  readonly SHOP_URL: string;
  readonly SHOP_SECRET_NAME: string;
}
