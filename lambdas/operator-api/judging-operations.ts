import { bodySchemas, nothingSchema, pathSchemas, querySchemas } from './request-schemas';
import { responseSchemas } from './response-schemas';

const look = { method: 'GET', params: nothingSchema, query: nothingSchema, body: nothingSchema } as const;
const ofRemedy = { params: pathSchemas.remedy, query: nothingSchema } as const;
const ofIncident = { params: pathSchemas.incident, query: nothingSchema } as const;
const onIncident = {
  ...ofIncident,
  method: 'POST',
  response: responseSchemas.decideIncident,
  errors: [400, 404, 409],
} as const;

const onConversation = {
  ...ofRemedy,
  method: 'POST',
  duties: ['write'],
  response: responseSchemas.changeConversation,
  errors: [400, 404, 409],
} as const;

/**
 * Operations of people who judge: by what was decided, which reasons there are, what was right, and what is true of a
 * whole incident. And of those who answer what customers write back.
 */
export const judgingOperations = {
  listConversations: {
    ...look,
    path: '/conversations',
    duties: ['look'],
    summary: 'Lists the conversations with customers that wait for somebody, the longest first',
    query: querySchemas.listConversations,
    response: responseSchemas.listConversations,
    errors: [400],
  },
  showConversation: {
    ...look,
    ...ofRemedy,
    path: '/conversations/{customerId}/{remedyId}',
    duties: ['look'],
    summary: 'Shows what a customer wrote, back about a remedy or on a network, and what was answered',
    response: responseSchemas.showConversation,
    errors: [400, 404, 409],
    isSensitive: true,
  },
  takeConversation: {
    ...onConversation,
    path: '/conversations/{customerId}/{remedyId}/take',
    summary: 'Takes a conversation; the first to take it has it',
    body: bodySchemas.takeConversation,
  },
  answerConversation: {
    ...onConversation,
    path: '/conversations/{customerId}/{remedyId}/answer',
    summary: 'Answers a customer where they wrote, from the company by the name of who answers',
    body: bodySchemas.answerConversation,
  },
  handOverConversation: {
    ...onConversation,
    path: '/conversations/{customerId}/{remedyId}/hand-over',
    summary: 'Gives a conversation to another owner, who takes it anew; the customer goes on waiting since they wrote',
    body: bodySchemas.handOverConversation,
  },
  linkConversation: {
    ...onConversation,
    path: '/conversations/{customerId}/{remedyId}/link',
    summary: 'Links a conversation on a network to the customer whose order or reference they have quoted in private',
    body: bodySchemas.linkConversation,
  },
  closeConversation: {
    ...onConversation,
    path: '/conversations/{customerId}/{remedyId}/close',
    summary: 'Closes a conversation; the customer opens it again by writing',
    body: bodySchemas.closeConversation,
  },
  listReasonCodes: {
    ...look,
    path: '/reason-codes',
    duties: ['look'],
    summary: 'Lists the reasons for which people reject, also those that are retired and not offered any more',
    response: responseSchemas.listReasonCodes,
    errors: [],
  },
  showInForce: {
    ...look,
    path: '/in-force',
    duties: ['look'],
    summary: 'Shows which policies, words and limits are in force by their versions, and since when',
    response: responseSchemas.showInForce,
    errors: [],
  },
  showReconciliations: {
    ...look,
    path: '/reconciliations',
    duties: ['look'],
    summary: 'Shows when the ledger was compared with the provider, and what differed',
    query: querySchemas.showReconciliations,
    response: responseSchemas.showReconciliations,
    errors: [400],
  },
  askSource: {
    ...ofRemedy,
    method: 'POST',
    path: '/remedies/{customerId}/{remedyId}/ask',
    duties: ['write', 'approve'],
    summary:
      'Asks whoever published the failure of a held remedy for more; the clock of the hold goes on, unless it may stand still',
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
  showIncident: {
    ...look,
    path: '/incidents/{incidentId}',
    duties: ['look'],
    summary: 'Shows an incident that went over its limit, and how much waits with it',
    params: pathSchemas.incident,
    response: responseSchemas.showIncident,
    errors: [400, 404],
  },
  previewIncident: {
    ...onIncident,
    path: '/incidents/{incidentId}/preview',
    duties: ['look'],
    summary:
      'Shows what its customers would be mailed after an approval, in the mail of one of them; it changes nothing',
    body: bodySchemas.previewIncident,
    response: responseSchemas.previewIncident,
    isSensitive: true,
    changesNothing: true,
  },
  approveIncident: {
    ...onIncident,
    path: '/incidents/{incidentId}/approve',
    duties: ['approve'],
    summary: 'Approves what waits with an incident, as the caller has seen it; a large sum needs two people',
    body: bodySchemas.approveIncident,
  },
  rejectIncident: {
    ...onIncident,
    path: '/incidents/{incidentId}/reject',
    duties: ['approve'],
    summary: 'Rejects what waits with an incident, also what an approval has left',
    body: bodySchemas.rejectIncident,
  },
  withdrawVerdict: {
    ...onIncident,
    path: '/incidents/{incidentId}/withdraw',
    duties: ['approve'],
    summary: 'Withdraws the verdict on an incident for what was not attempted yet',
    body: bodySchemas.withdrawVerdict,
  },
} as const;
