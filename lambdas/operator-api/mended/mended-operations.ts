import * as z from 'zod/mini';
import { bodySchemas, nothingSchema, pathSchemas } from '../request-schemas';
import { decidedFixSchema, unmendedListSchema } from './mended-schemas';

/** What is paid for and not mended, and telling those whom it hurt once it is. */
export const mendedOperations = {
  listUnmended: {
    method: 'GET',
    path: '/unmended',
    duties: ['look'],
    summary: 'Lists incidents that were paid for and are not mended, or whose end customers were not told, with money',
    params: nothingSchema,
    query: nothingSchema,
    body: nothingSchema,
    response: unmendedListSchema,
    errors: [],
  },
  decideFix: {
    method: 'POST',
    path: '/incidents/{incidentId}/mended',
    duties: ['approve'],
    summary: 'Lets the mails go that tell those whom an incident hurt that it is mended, or says that none leaves',
    params: pathSchemas.incident,
    query: nothingSchema,
    body: z.strictObject({ ...bodySchemas.withdrawVerdict.shape, verdict: z.enum(['tell', 'keep-silent']) }),
    response: decidedFixSchema,
    errors: [400, 404, 409],
  },
} as const;
