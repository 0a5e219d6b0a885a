import type * as z from 'zod/mini';
import { failureContract } from '../definition/failure';
import { missingParcelSchema } from '../shared/parcel';

/** A parcel was delivered, and stolen before its recipient got it. */
export const parcelStolenSchema = failureContract({ parcel: missingParcelSchema });

export type StolenParcelFailure = z.infer<typeof parcelStolenSchema>;
