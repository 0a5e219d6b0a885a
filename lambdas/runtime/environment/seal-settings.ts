import * as z from 'zod/mini';
import { readJson } from '../settings/read-json';

/** A public key: 32 bytes in base64url. */
const publicKeySchema = z.string().check(z.length(43));

const keyNumberSchema = z.string().check(z.regex(/^\d+$/));

/** What a function needs that judges seals. */
export const judging = {
  /** Public keys of the seals by their number, as JSON. */
  SEAL_KEYS: z.pipe(z.string(), z.pipe(z.transform(readJson), z.record(keyNumberSchema, publicKeySchema))),
};

/** What a function needs that makes seals, or their keys. */
export const sealing = {
  /** Secrets Manager secret with the private keys of the seals. */
  SEAL_SECRET_NAME: z.string().check(z.minLength(1)),
};
