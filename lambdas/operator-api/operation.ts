import { amplifiedOperations } from './amplified/amplified-operations';
import { duties } from './duty';
import { gestureOperations } from './gestures/gesture-operations';
import { judgingOperations } from './judging-operations';
import { mendedOperations } from './mended/mended-operations';
import { reportOperations } from './reports/report-operations';
import { unjoinedOperations } from './unjoined/unjoined-operation';
import type { Operation } from './operation-contract';
import { bodySchemas, nothingSchema, pathSchemas, querySchemas } from './request-schemas';
import { responseSchemas } from './response-schemas';

export { isAudited, type ErrorStatus, type Operation } from './operation-contract';

const remedyPath = '/remedies/{customerId}/{remedyId}';
const onRemedy = { method: 'POST', params: pathSchemas.remedy, query: nothingSchema, errors: [400, 404, 409] } as const;
const onNotice = { ...onRemedy, params: pathSchemas.notice } as const;

const onQueue = {
  method: 'POST',
  duties: ['retry'],
  params: pathSchemas.queue,
  query: nothingSchema,
  errors: [400, 404],
} as const;
const nothing = { params: nothingSchema, query: nothingSchema } as const;
const look = { ...nothing, method: 'GET', body: nothingSchema, errors: [400] } as const;
const onMany = { ...nothing, method: 'POST', errors: [400, 409] } as const;

/** Every operation of the operator API. */
export const operations = {
  ...reportOperations,
  ...gestureOperations,
  ...unjoinedOperations,
  ...mendedOperations,
  ...amplifiedOperations,
  whoAmI: {
    ...look,
    path: '/me',
    duties,
    summary: 'Shows who signed the request, which person that counts as, and what they may do',
    response: responseSchemas.whoAmI,
    errors: [],
  },
  showWaiting: {
    ...look,
    path: '/waiting',
    duties: ['look'],
    summary: 'Counts what waits for a person, is in doubt or on its way, and shows the most urgent of it',
    query: querySchemas.showWaiting,
    response: responseSchemas.showWaiting,
  },
  search: {
    ...look,
    method: 'POST',
    path: '/search',
    duties: ['look'],
    summary:
      'Finds what a text names: a customer, an order or its line, a payment, a remedy or the reference of a mail',
    body: bodySchemas.search,
    response: responseSchemas.search,
    changesNothing: true,
  },
  listHolds: {
    ...look,
    path: '/holds',
    duties: ['look'],
    summary: 'Lists the remedies and incidents that wait for a person, the most urgent first',
    query: querySchemas.listHolds,
    response: responseSchemas.listHolds,
  },
  showRemedy: {
    ...look,
    path: remedyPath,
    duties: ['look'],
    summary: 'Shows a remedy with its reasons, its history, and the failure it is for',
    params: pathSchemas.remedy,
    response: responseSchemas.showRemedy,
    errors: [400, 404, 409],
    isSensitive: true,
  },
  previewMails: {
    ...onRemedy,
    path: `${remedyPath}/preview`,
    duties: ['look'],
    summary: 'Shows the mails that would follow each verdict, as they would leave; it decides and changes nothing',
    body: bodySchemas.previewMails,
    response: responseSchemas.previewMails,
    isSensitive: true,
    changesNothing: true,
  },
  listRemedies: {
    ...look,
    path: '/remedies',
    duties: ['look'],
    summary: 'Lists the remedies that need attention, are unknown, pending or held, with the reason of each',
    query: querySchemas.listRemedies,
    response: responseSchemas.listRemedies,
  },
  listNotices: {
    ...look,
    path: '/notices',
    duties: ['look'],
    summary: 'Lists the mails that went wrong or are in doubt, with what is known of each',
    query: querySchemas.listNotices,
    response: responseSchemas.listNotices,
  },
  resendNotice: {
    ...onNotice,
    path: `${remedyPath}/notices/{template}/resend`,
    duties: ['retry', 'write'],
    summary: 'Sends a mail once more, also to a corrected address',
    body: bodySchemas.resendNotice,
    response: responseSchemas.resendNotice,
  },
  closeNotice: {
    ...onNotice,
    path: `${remedyPath}/notices/{template}/close`,
    duties: ['retry', 'write'],
    summary: 'Takes a mail off that list, because the customer was told in another way',
    body: bodySchemas.closeNotice,
    response: responseSchemas.closeNotice,
  },
  retryRemedy: {
    ...onRemedy,
    path: `${remedyPath}/retry`,
    duties: ['retry'],
    summary: 'Sends a remedy that needs attention on its way again, as it was decided',
    body: bodySchemas.retryRemedy,
    response: responseSchemas.retryRemedy,
  },
  retryRemedies: {
    ...onMany,
    path: '/retries',
    duties: ['retry'],
    summary: 'Sends all remedies of a list that need attention on their way again',
    body: bodySchemas.retryRemedies,
    response: responseSchemas.retryRemedies,
  },
  releaseHolds: {
    ...onMany,
    path: '/releases',
    duties: ['approve'],
    summary: 'Approves all held remedies that one cause has stopped, as the caller has seen them',
    body: bodySchemas.releaseHolds,
    response: responseSchemas.releaseHolds,
  },
  approveHold: {
    ...onRemedy,
    path: `${remedyPath}/approve`,
    duties: ['approve'],
    summary:
      'Approves a held remedy, or the words of a mail that wait; a large remedy needs the approval of two people',
    body: bodySchemas.approveHold,
    response: responseSchemas.decideHold,
  },
  rejectHold: {
    ...onRemedy,
    path: `${remedyPath}/reject`,
    duties: ['approve'],
    summary: 'Rejects a held remedy for good, or the words of a mail that wait: then none is sent',
    body: bodySchemas.rejectHold,
    response: responseSchemas.decideHold,
  },
  extendHold: {
    ...onRemedy,
    path: `${remedyPath}/extend`,
    duties: ['approve'],
    summary: 'Gives the people who decide on a held remedy more time, counted from now',
    body: bodySchemas.extendHold,
    response: responseSchemas.decideHold,
  },
  voidCredit: {
    ...onRemedy,
    path: `${remedyPath}/void-credit`,
    duties: ['approve'],
    summary: 'Withdraws a credit that the customer has not used',
    body: bodySchemas.voidCredit,
    response: responseSchemas.voidCredit,
  },
  showControls: {
    ...look,
    path: '/controls',
    duties: ['look', 'switch'],
    summary: 'Shows the mode of each failure type and source, and every switch there ever was',
    response: responseSchemas.showControls,
    errors: [],
  },
  switchMode: {
    ...onMany,
    path: '/controls',
    duties: ['switch'],
    summary: 'Switches one failure type, what one source publishes, or all, to a mode; in force within ten seconds',
    body: bodySchemas.switchMode,
    response: responseSchemas.switchMode,
  },
  closeBreaker: {
    method: 'POST',
    path: '/breakers/{account}/close',
    duties: ['switch'],
    summary: 'Closes the breaker of an account; what waits for it goes on within a minute',
    params: pathSchemas.account,
    query: nothingSchema,
    body: bodySchemas.closeBreaker,
    response: responseSchemas.closeBreaker,
    errors: [400, 409],
  },
  showSpending: {
    ...look,
    path: '/spending',
    duties: ['look'],
    summary: 'Shows what the limits of the last days count, in all and by failure type, and how much they allow',
    query: querySchemas.showSpending,
    response: responseSchemas.showSpending,
  },
  listDeadLetters: {
    ...look,
    path: '/dead-letters',
    duties: ['look', 'retry'],
    summary: 'Lists the events for which only a person is left, by function, with the error of each',
    response: responseSchemas.listDeadLetters,
    errors: [],
  },
  redriveDeadLetters: {
    ...onQueue,
    path: '/dead-letters/{queue}/redrive',
    summary: 'Puts events back on the retry queue, from which the function is run with them once more',
    body: bodySchemas.redriveDeadLetters,
    response: responseSchemas.redriveDeadLetters,
  },
  dropDeadLetters: {
    ...onQueue,
    path: '/dead-letters/{queue}/drop',
    summary: 'Deletes events for good, of which nothing is owed to anybody',
    body: bodySchemas.dropDeadLetters,
    response: responseSchemas.dropDeadLetters,
  },
  listAudit: {
    ...look,
    path: '/audit',
    duties: ['audit'],
    summary: 'Lists who did, read and was refused what on one day, as it was written',
    query: querySchemas.listAudit,
    response: responseSchemas.listAudit,
    isSensitive: true,
  },
  askInsight: {
    ...look,
    path: '/insight/{question}',
    duties: ['look'],
    summary: 'Answers one of the named questions from the figures of some days, with how old they are',
    params: pathSchemas.question,
    query: querySchemas.askInsight,
    response: responseSchemas.askInsight,
    errors: [400, 409],
  },
  showCustomer: {
    ...look,
    path: '/customers/{customerId}',
    duties: ['look'],
    summary: 'Shows the remedies and mails of a customer, the newest first, and whether they were erased',
    params: pathSchemas.customer,
    response: responseSchemas.showCustomer,
    errors: [400, 404],
    isSensitive: true,
  },
  eraseCustomer: {
    method: 'POST',
    path: '/customers/{customerId}/erase',
    duties: ['erase'],
    summary: 'Erases all envelopes of a customer for good; what the ledger says of the money stays',
    params: pathSchemas.customer,
    query: nothingSchema,
    body: bodySchemas.eraseCustomer,
    response: responseSchemas.eraseCustomer,
    errors: [400, 409],
  },
  ...judgingOperations,
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationId = keyof typeof operations;
