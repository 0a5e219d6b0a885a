import * as z from 'zod/mini';

/** The command line gives a boolean as a text. */
const isTrue = (value: boolean | 'true' | 'false'): boolean => value === true || value === 'true';

/** A boolean, or its text. */
export const yesOrNo = z.pipe(
  z.union([z.boolean(), z.enum(['true', 'false'])], { error: 'true or false' }),
  z.transform(isTrue),
);
