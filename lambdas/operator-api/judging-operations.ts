import { bodySchemas, nothingSchema, pathSchemas, querySchemas } from './request-schemas';
import { responseSchemas } from './response-schemas';

const look = { method: 'GET', params: nothingSchema, query: nothingSchema, body: nothingSchema } as const;
const ofRemedy = { params: pathSchemas.remedy, query: nothingSchema } as const;

/** Operations of people who judge: which reasons there are, what was right, and who knows more. */
export const judgingOperations = {
  listReasonCodes: {
    ...look,
    path: '/reason-codes',
    duties: ['look'],
    summary: 'Lists the reasons for which people reject, also those that are retired and not offered any more',
    response: responseSchemas.listReasonCodes,
    errors: [],
  },
  askSource: {
    ...ofRemedy,
    method: 'POST',
    path: '/remedies/{customerId}/{remedyId}/ask',
    duties: ['write', 'approve'],
    summary: 'Asks whoever published the failure of a held remedy for more; the clock of the hold goes on',
    body: bodySchemas.askSource,
    response: responseSchemas.askSource,
    errors: [400, 404, 409],
  },
  listChecks: {
    ...look,
    path: '/checks',
    duties: ['look', 'check'],
    summary: 'Lists the remedies of a month that are checked afterwards, with what checkers said of each',
    query: querySchemas.listChecks,
    response: responseSchemas.listChecks,
    errors: [400],
  },
  reportChecks: {
    ...look,
    path: '/checks/report',
    duties: ['look', 'check'],
    summary: 'Shows what checkers said, by month, failure type and version of its policy',
    query: querySchemas.reportChecks,
    response: responseSchemas.reportChecks,
    errors: [400],
  },
  showCheck: {
    ...look,
    ...ofRemedy,
    path: '/remedies/{customerId}/{remedyId}/check',
    duties: ['look', 'check'],
    summary: 'Shows what checkers said of a remedy, where it is among those that are checked afterwards',
    response: responseSchemas.showCheck,
    errors: [400, 404, 409],
  },
  markCheck: {
    ...ofRemedy,
    method: 'POST',
    path: '/remedies/{customerId}/{remedyId}/check',
    duties: ['check'],
    summary: 'Marks what was given by itself as right, or says what should have been given and why; it changes nothing',
    body: bodySchemas.markCheck,
    response: responseSchemas.markCheck,
    errors: [400, 404, 409],
  },
} as const;
