import * as z from 'zod/mini';
import { readJson } from '../environment/read-json';
import { text } from '../environment/text';

/** What the operator API and the console have to know of gestures. All of it is missing where nobody gives any. */
export const gestureSettingShape = {
  /** The policy options of gestures that differ from the defaults, as JSON. */
  GESTURES: z.optional(z.pipe(z.string(), z.transform(readJson))),
  /** Where the shop says what a customer has bought, and the secret that signs requests to it. */
  SHOP_URL: z.optional(text),
  SHOP_SECRET_NAME: z.optional(text),
};
