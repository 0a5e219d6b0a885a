import { nothingSchema, pathSchemas } from '../request-schemas';
import { reportBodySchema, reportResponseSchemas } from './report-schemas';

const shown = { method: 'GET', query: nothingSchema, body: nothingSchema, isSensitive: true } as const;

/** Operations of whoever says in a customer's name what went wrong. */
export const reportOperations = {
  showOrders: {
    ...shown,
    path: '/customers/{customerId}/orders',
    duties: ['look', 'report'],
    summary: 'Shows what a customer has bought, as the shop says it',
    params: pathSchemas.customer,
    response: reportResponseSchemas.showOrders,
    errors: [400, 404, 409],
  },
  showLine: {
    ...shown,
    path: '/customers/{customerId}/orders/{orderId}/lines/{lineId}',
    duties: ['look', 'report'],
    summary: 'Shows what can have happened to a line of an order, and what is asked about it',
    params: pathSchemas.line,
    response: reportResponseSchemas.showLine,
    errors: [400, 404, 409],
  },
  makeReport: {
    method: 'POST',
    path: '/reports',
    duties: ['report'],
    summary: 'Reports a failure in the name of a customer: it is published, and its function decides as ever',
    params: nothingSchema,
    query: nothingSchema,
    body: reportBodySchema,
    response: reportResponseSchemas.makeReport,
    errors: [400, 404, 409],
  },
} as const;
