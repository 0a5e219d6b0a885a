import type * as z from 'zod/mini';
import { failureContract } from '../definition/failure';
import { missingParcelSchema } from '../shared/parcel';

/** A parcel never arrived, whatever its carrier's papers say. */
export const parcelLostSchema = failureContract({ parcel: missingParcelSchema });

export type LostParcelFailure = z.infer<typeof parcelLostSchema>;
