import * as z from 'zod/mini';
import { isServiceUrl } from '../../options/service-endpoint';
import { fromText } from './context-value';

/** Your shop, which says what was bought and by whom. */
export interface StageShop {
  /** The https URL of its endpoint. */
  readonly url: string;
  /**
   * The name of the secret that signs our requests to it.
   *
   * @default `amends/STAGE/shop`
   */
  readonly secretName?: string | undefined;
}

const form = "{ url: 'https://shop.example.com/amends' }, with secretName where it differs";

/** As an object, or as JSON. */
export const shopSchema = z.pipe(
  z.transform(fromText),
  z.strictObject(
    {
      url: z.string({ error: form }).check(z.refine(isServiceUrl, { error: form })),
      secretName: z.optional(z.string({ error: form }).check(z.minLength(1, { error: form }))),
    },
    { error: form },
  ),
);
