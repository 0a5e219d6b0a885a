import * as z from 'zod/mini';
import { readJson } from '../settings/read-json';

/** A list of reason codes, as a stage gives it. */
export const reasonCodesSchema = z.array(
  z.strictObject({ code: z.string(), label: z.string(), isRetired: z.optional(z.boolean()) }),
);

/** The same as a template writes it. */
export const reasonCodesText = z.optional(z.pipe(z.string(), z.pipe(z.transform(readJson), reasonCodesSchema)));
