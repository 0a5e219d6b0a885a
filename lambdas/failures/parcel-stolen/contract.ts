import type * as z from 'zod/mini';
import { failureContract } from '../definition/failure';
import { missingParcelSchema } from '../shared/parcel';

/** A parcel came, and was taken before its recipient had it in hand. */
export const parcelStolenSchema = failureContract({ parcel: missingParcelSchema });

export type StolenParcelFailure = z.infer<typeof parcelStolenSchema>;
