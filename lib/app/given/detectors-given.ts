import * as z from 'zod/mini';
import { usageTableSchema } from '../../../lambdas/detect/paged/usage';
import type { StageDetectors } from '../stage-roles';
import { keyArnSchema } from './key-arn';
import { fromText } from './context-value';
import { movedToShop } from './moved-to-shop';

const form =
  '{ parcels: {}, playback: {} }, or tickets or health, with signalSecretName, options and signalsEveryHours (1 to 168) where they differ, ' +
  "and allowedOrigins of playback: ['https://films.example.com']";

const nameSchema = z.string().check(z.minLength(1), z.maxLength(500));

const detectorSchema = z.strictObject({
  signalSecretName: z.optional(nameSchema),
  options: z.optional(z.looseObject({})),
  signalsEveryHours: z.optional(z.int().check(z.gte(1), z.lte(168))),
});

const playbackSchema = z.extend(detectorSchema, { allowedOrigins: z.optional(z.array(nameSchema)) });

const healthSchema = z.extend(detectorSchema, {
  usage: z.optional(
    z.union([
      z.extend(usageTableSchema, {
        table: z.string().check(z.regex(/^[\w.-]{3,255}$/)),
        encryptionKey: z.optional(keyArnSchema),
      }),
      z.strictObject({ function: z.string().check(z.regex(/^[\w-]{1,140}$/)) }),
    ]),
  ),
});

/** The detectors of a stage, as an object or as JSON. */
export const detectorsSchema = z.pipe(
  z.pipe(z.transform(fromText), movedToShop),
  z.strictObject(
    {
      parcels: z.optional(detectorSchema),
      playback: z.optional(playbackSchema),
      tickets: z.optional(detectorSchema),
      health: z.optional(healthSchema),
    },
    { error: form },
  ),
) satisfies z.ZodMiniType<StageDetectors>;
