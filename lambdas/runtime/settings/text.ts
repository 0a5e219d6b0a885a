import * as z from 'zod/mini';

/** A variable that has to be set. */
export const text = z.string().check(z.minLength(1));
