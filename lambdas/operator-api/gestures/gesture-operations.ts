import { nothingSchema, pathSchemas } from '../request-schemas';
import { gestureBodySchema, gestureQuerySchema, gestureResponseSchemas } from './gesture-schemas';

/** Operations of whoever gives a customer something of their own accord. */
export const gestureOperations = {
  showGesture: {
    method: 'GET',
    path: '/customers/{customerId}/gesture',
    duties: ['give'],
    summary: 'Shows what can be given for a purchase, what of it is left, and what the caller may give today',
    params: pathSchemas.customer,
    query: gestureQuerySchema,
    body: nothingSchema,
    response: gestureResponseSchemas.showGesture,
    errors: [400, 404, 409],
    isSensitive: true,
  },
  giveGesture: {
    method: 'POST',
    path: '/gestures',
    duties: ['give'],
    summary:
      'Gives a customer something: decided, limited, mailed and recorded like every remedy, or held for another person',
    params: nothingSchema,
    query: nothingSchema,
    body: gestureBodySchema,
    response: gestureResponseSchemas.giveGesture,
    errors: [400, 404, 409],
  },
} as const;
