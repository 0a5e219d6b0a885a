import * as z from 'zod/mini';

const sealKeysError = '{"generation": 2, "revoked": [1]}, each from 1 to 255';

const keyNumber = z
  .int({ error: sealKeysError })
  .check(z.gte(1, { error: sealKeysError }), z.lte(255, { error: sealKeysError }));

/** Which keys seal what moves money. */
export const sealKeysSchema = z.strictObject(
  { generation: z.optional(keyNumber), revoked: z.optional(z.array(keyNumber)) },
  { error: sealKeysError },
);
