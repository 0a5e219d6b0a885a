import * as z from 'zod/mini';
import { failureContract } from '../../failures/definition/failure';

const { customer, purchase, brand } = failureContract({}).shape;

/** What the shop says of every purchase: the same fields as an event about it. */
export const foundShape = { customer, purchase, brand };

const anyFound = z.object(foundShape);

export type AnyFound = z.infer<typeof anyFound>;
