import { nothingSchema } from './request-schemas';
import { responseSchemas } from './response-schemas';

const look = { method: 'GET', params: nothingSchema, query: nothingSchema, body: nothingSchema } as const;

/** Operations of people who judge: which reasons there are, and what was right. */
export const judgingOperations = {
  listReasonCodes: {
    ...look,
    path: '/reason-codes',
    duties: ['look'],
    summary: 'Lists the reasons for which people reject, also those that are retired and not offered any more',
    response: responseSchemas.listReasonCodes,
    errors: [],
  },
} as const;
