import type * as z from 'zod/mini';
import { duties, type Duty } from './duty';
import { bodySchemas, nothingSchema, pathSchemas, querySchemas } from './request-schemas';
import { responseSchemas } from './response-schemas';

/**
 * What an operation can answer besides 200. 400: the request is not valid, and every problem is named. 404: there is no
 * such thing. 409: it is refused, and why. Every operation can also answer 403, where IAM names nobody who signed.
 */
export type ErrorStatus = 400 | 404 | 409;

/** The contract of one operation of the operator API. An API document can be generated from it. */
export interface Operation<Params = unknown, Query = unknown, Body = unknown, Response = unknown> {
  /** Nothing that is asked with GET changes anything. */
  readonly method: 'GET' | 'POST';
  /** With the names of ids in braces. */
  readonly path: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** Whoever has one of these may ask for it. */
  readonly duties: readonly [Duty, ...Duty[]];
  /** The ids in the path. */
  readonly params: z.ZodMiniType<Params>;
  readonly query: z.ZodMiniType<Query>;
  /** The body of the request, which is JSON. None counts as an empty object. */
  readonly body: z.ZodMiniType<Body>;
  /** The body of the response with status 200. */
  readonly response: z.ZodMiniType<Response>;
  readonly errors: readonly ErrorStatus[];
  /** It shows what is known of a person, or who looked at that. */
  readonly isSensitive?: true;
  /** It only shows something, and is asked for with POST because the question is long. */
  readonly changesNothing?: true;
}

/** Whether its answers are in the audit trail. */
export function isAudited({ method, isSensitive }: Operation): boolean {
  return method === 'POST' || isSensitive === true;
}

const remedyPath = '/remedies/{customerId}/{remedyId}';
const onRemedy = { method: 'POST', params: pathSchemas.remedy, query: nothingSchema, errors: [400, 404, 409] } as const;
const onNotice = { ...onRemedy, params: pathSchemas.notice } as const;
const onIncident = { ...onRemedy, params: pathSchemas.incident, response: responseSchemas.decideIncident } as const;

const onQueue = {
  method: 'POST',
  duties: ['retry'],
  params: pathSchemas.queue,
  query: nothingSchema,
  errors: [400, 404],
} as const;
const look = {
  method: 'GET',
  params: nothingSchema,
  query: nothingSchema,
  body: nothingSchema,
  errors: [400],
} as const;

/** Every operation of the operator API. */
export const operations = {
  whoAmI: {
    ...look,
    path: '/me',
    duties,
    summary: 'Shows who signed the request, which person that counts as, and what they may do',
    response: responseSchemas.whoAmI,
    errors: [],
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
    method: 'GET',
    path: remedyPath,
    duties: ['look'],
    summary: 'Shows a remedy with its reasons, its history, and the failure it is for',
    params: pathSchemas.remedy,
    query: nothingSchema,
    body: nothingSchema,
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
    duties: ['retry'],
    summary: 'Sends a mail once more, also to a corrected address',
    body: bodySchemas.resendNotice,
    response: responseSchemas.resendNotice,
  },
  closeNotice: {
    ...onNotice,
    path: `${remedyPath}/notices/{template}/close`,
    duties: ['retry'],
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
    method: 'POST',
    path: '/retries',
    duties: ['retry'],
    summary: 'Sends all remedies of a list that need attention on their way again',
    params: nothingSchema,
    query: nothingSchema,
    body: bodySchemas.retryRemedies,
    response: responseSchemas.retryRemedies,
    errors: [400, 409],
  },
  releaseHolds: {
    method: 'POST',
    path: '/releases',
    duties: ['approve'],
    summary: 'Approves all held remedies that one cause has stopped, as the caller has seen them',
    params: nothingSchema,
    query: nothingSchema,
    body: bodySchemas.releaseHolds,
    response: responseSchemas.releaseHolds,
    errors: [400, 409],
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
  showIncident: {
    method: 'GET',
    path: '/incidents/{incidentId}',
    duties: ['look'],
    summary: 'Shows an incident that went over its limit, and how much waits with it',
    params: pathSchemas.incident,
    query: nothingSchema,
    body: nothingSchema,
    response: responseSchemas.showIncident,
    errors: [400, 404],
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
  showControls: {
    ...look,
    path: '/controls',
    duties: ['look', 'switch'],
    summary: 'Shows the mode of each failure type and source, and every switch there ever was',
    response: responseSchemas.showControls,
    errors: [],
  },
  switchMode: {
    method: 'POST',
    path: '/controls',
    duties: ['switch'],
    summary: 'Switches one failure type, what one source publishes, or all, to a mode; in force within ten seconds',
    params: nothingSchema,
    query: nothingSchema,
    body: bodySchemas.switchMode,
    response: responseSchemas.switchMode,
    errors: [400, 409],
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
  showCustomer: {
    method: 'GET',
    path: '/customers/{customerId}',
    duties: ['look'],
    summary: 'Shows the remedies and mails of a customer, the newest first, and whether they were erased',
    params: pathSchemas.customer,
    query: nothingSchema,
    body: nothingSchema,
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
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationId = keyof typeof operations;
