import type * as z from 'zod/mini';
import { failureContract } from '../../failures/definition/failure';

const { customer, purchase, brand } = failureContract({}).shape;

/** What the shop says of every purchase: the same fields as an event about it. */
export const foundShape = { customer, purchase, brand };

export type AnyFound = z.infer<z.ZodMiniObject<typeof foundShape>>;
