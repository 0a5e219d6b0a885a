import { nothingSchema, pathSchemas } from '../request-schemas';
import { amplifiedResponses } from './amplified-schemas';

const look = { method: 'GET', duties: ['look'], query: nothingSchema, body: nothingSchema } as const;

/** What many people write about on a network, in a short time. */
export const amplifiedOperations = {
  listAmplified: {
    ...look,
    path: '/amplified',
    summary: 'Lists incidents that many people made known who wrote about one cause on a network, the newest first',
    params: nothingSchema,
    response: amplifiedResponses.listAmplified,
    errors: [],
  },
  showAmplified: {
    ...look,
    path: '/amplified/{incidentId}',
    summary: 'Shows what was written about such a cause, by how many people, and the conversations that it is in',
    params: pathSchemas.incident,
    response: amplifiedResponses.showAmplified,
    errors: [400, 404],
    isSensitive: true,
  },
} as const;
