import * as z from 'zod/mini';
import { instant } from './remedy-record-schema';

/** Since when a version is in force, and which were before it. */
const notedShape = {
  /** A hash, or a name with one. */
  version: z.string(),
  /** When it was first noted, a minute or two after its deployment. Missing where it was not noted yet. */
  since: z.optional(instant),
  /** It may have been in force before: it was there when noting began. */
  orEarlier: z.optional(z.literal(true)),
  /** The newest first. */
  earlier: z.array(z.object({ version: z.string(), since: instant, until: instant })),
};

const optionSchema = z.object({
  name: z.string(),
  /** As JSON has it. Amounts are whole minor units by currency. */
  value: z.unknown(),
  /** What it would be where nobody sets it. */
  usual: z.unknown(),
  /** Whether this deployment sets it. */
  isSet: z.boolean(),
  /** Why it is set so, where the deployment says it. */
  why: z.optional(z.string()),
});

const localesSchema = z.array(z.object({ locale: z.string(), version: z.string() }));

/** What is in force: as the functions were deployed, and not what they might do. */
export const inForceViewSchema = z.object({
  limits: z.object({ ...notedShape, values: z.array(optionSchema) }),
  types: z.array(
    z.object({
      failureType: z.string(),
      owner: z.string(),
      policy: z.object({ ...notedShape, options: z.array(optionSchema) }),
      words: z.object({
        ...notedShape,
        locales: localesSchema,
        /** What brands say in words of their own. */
        brands: z.array(z.object({ brand: z.string(), locales: localesSchema })),
      }),
    }),
  ),
});
