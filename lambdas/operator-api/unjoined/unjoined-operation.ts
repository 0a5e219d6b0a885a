import * as z from 'zod/mini';
import { nothingSchema } from '../request-schemas';
import { unjoinedListSchema } from './unjoined-schema';

/** What detectors have heard of and nobody could join to a purchase. */
export const unjoinedOperations = {
  listUnjoined: {
    method: 'GET',
    path: '/unjoined',
    duties: ['look'],
    summary: 'Lists the signals of detectors of which the shop could not say whose they are, with the reason of each',
    params: nothingSchema,
    query: z.strictObject({
      /** How many of each detector at most. */
      limit: z._default(z.coerce.number().check(z.int(), z.positive(), z.lte(500)), 100),
    }),
    body: nothingSchema,
    response: unjoinedListSchema,
    errors: [400],
  },
} as const;
