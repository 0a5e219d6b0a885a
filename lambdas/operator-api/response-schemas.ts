import * as z from 'zod/mini';
import { auditEventSchema } from '../audit/audit-event';
import { readMailSchema } from '../email/incident-previews';
import { followingMailSchema, sentPreviewSchema } from '../email/mail-previews';
import { listedTroubles, noticeTemplates, noticeTroubles } from '../ledger/notice/notice';
import { searchedAs } from './answers/search-view';
import { remedyIndexes } from '../ledger/port/remedy-index';
import { type breakerSchema, controlsSchema, type modeSettingSchema } from './schemas/controls-schema';
import { countsShape } from './schemas/counts-shape';
import { duties } from './duty';
import { cohortSchema, incidentSchema } from './schemas/incident-schema';
import {
  approvalSchema,
  awaitsSchema,
  instant,
  moneySchema,
  noticeSchema,
  noticeStates,
  remedyRecordSchema,
  remedyStateSchema,
} from './schemas/remedy-record-schema';
import { conversationResponses } from './schemas/conversation-schemas';
import { checkPageSchema, checkReportSchema, checkViewSchema } from './schemas/check-schema';
import { inForceViewSchema } from './schemas/in-force-schema';
import { reconciliationsSchema } from './schemas/reconciliation-schema';
import { reasonCodeSchema } from './schemas/reason-schema';
import { waitingCountsSchema } from './schemas/waiting-counts-schema';

/** A remedy that waits for a person, as a list shows it. It holds no personal data. */
const holdSummarySchema = z.object({
  remedyId: z.string(),
  /** What its customer read to quote: `R7K4-M2QX`. */
  reference: z.string(),
  customerId: z.string(),
  failureType: z.string(),
  kinds: z.array(z.enum(['refund', 'cancellation', 'credit', 'replacement', 'entitlement', 'callback'])),
  /** True where it was given, and only the words of its mail wait. */
  words: z.optional(z.boolean()),
  /** What its parts would cost, or have cost. */
  amounts: z.array(moneySchema),
  reasons: z.array(z.string()),
  deadline: instant,
  escalations: z.int(),
  approvals: z.array(approvalSchema),
  approvalsNeeded: z.int(),
  awaits: z.optional(awaitsSchema),
  /** Who was asked for more and has not answered, since when, and by when it is of use. Its deadline stays. */
  waitsFor: z.optional(z.object({ of: z.string(), at: instant, by: instant, isTheirs: z.optional(z.boolean()) })),
  /** Until when it is owed. */
  owedBy: z.optional(instant),
  /** How many more of this customer wait. They have no line of their own: list them with the customer's id. */
  others: z.optional(z.int()),
});

/** A remedy that waits or needs attention, as a list shows it. It holds no personal data. */
const remedySummarySchema = z.object({
  remedyId: z.string(),
  /** What its customer read to quote: `R7K4-M2QX`. */
  reference: z.string(),
  customerId: z.string(),
  failureType: z.string(),
  state: remedyStateSchema,
  /** Since when it is in that state. */
  since: instant,
  /** What it would cost. */
  amounts: z.array(moneySchema),
  /** Why it is there, in words. */
  why: z.string(),
});

/** A remedy of one customer: as a list shows it, with what it is for and what was mailed about it. */
const customerRemedySchema = z.extend(remedySummarySchema, {
  orderId: z.string(),
  lineId: z.optional(z.string()),
  paymentId: z.string(),
  incidentId: z.optional(z.string()),
  evidence: z.enum(['detected', 'reported']),
  /** Which system published the failure. */
  source: z.optional(z.string()),
  occurredAt: z.string(),
  detectedAt: z.string(),
  committedAt: z.string(),
  notices: z.array(
    z.object({
      template: z.enum(noticeTemplates),
      state: z.enum(noticeStates),
      /** Since when it is in that state. */
      since: instant,
      /** Why the customer perhaps did not get it. Missing where nobody has to look. */
      trouble: z.optional(z.enum(noticeTroubles)),
    }),
  ),
});

/** A mail that its customer perhaps did not get, as a list shows it. It holds no personal data. */
const noticeSummarySchema = z.object({
  remedyId: z.string(),
  /** What its customer read to quote: `R7K4-M2QX`. */
  reference: z.string(),
  customerId: z.string(),
  failureType: z.string(),
  template: z.enum(noticeTemplates),
  state: z.enum(noticeStates),
  /** What is known of it: whether it was handed over, and what the mail service said. */
  trouble: z.enum(listedTroubles),
  since: instant,
  /** What was given, of which the customer perhaps does not know. */
  amounts: z.array(moneySchema),
  why: z.string(),
  /** Until when its owner may write it. After it a plain notice leaves. */
  writeUntil: z.optional(instant),
});

const countedSchema = z.extend(moneySchema, {
  /** How much is given of it without a person, by the limits as they are now. Missing where nobody set that. */
  limitMinor: z.optional(z.int()),
});

/**
 * What the limits of a day count: what functions have reserved for what they give by themselves. It is at least what
 * was given so, and often some more. What people approved is not counted.
 */
const spentShape = {
  remedies: z.int(),
  remediesLimit: z.int(),
  /** By currency. */
  amounts: z.array(countedSchema),
  /** In the reference currency together. */
  inReference: z.array(countedSchema),
  /** In detail: when half of it was used, and the alarm rang. Missing where it was not, or nobody noted it. */
  halfAt: z.optional(instant),
};

/** The dead-letter queue of one function. It shows no personal data. */
const deadLetterQueueSchema = z.object({
  queue: z.string(),
  /** About how many lie there. */
  messages: z.int(),
  /** Some of them, at most ten and in no order. */
  events: z.array(
    z.object({
      messageId: z.string(),
      /** Since when it lies there. */
      sentAt: instant,
      /** How often it was received there. Each look counts. */
      receiveCount: z.int(),
      /** The detail type of the event: a failure type, an outcome, a response. */
      kind: z.optional(z.string()),
      /** The last error, as it stands in logs. */
      reason: z.optional(z.string()),
      /** Business ids of the event, by their names. One that is a mail address is there as its hash. */
      ids: z.record(z.string(), z.string()),
    }),
  ),
});

const handledDeadLettersSchema = z.object({
  count: z.int(),
  /** Those that were named and not found: somebody else has them, or they are gone. */
  missing: z.array(z.string()),
  /** False where more lie there than one request looks at. Ask again. */
  isComplete: z.boolean(),
});

/** Those of many that were refused, each with the reason. */
const refusalsSchema = z.array(z.object({ customerId: z.string(), remedyId: z.string(), why: z.string() }));

/** Bodies of responses with status 200, by operation. */
export const responseSchemas = {
  whoAmI: z.object({
    /** The verified identity that signed. It is recorded with every decision. */
    actor: z.string(),
    /** Which person that counts as, where two have to approve. Null where the name of the session is not bound. */
    person: z.nullable(z.string()),
    /** What they were granted. */
    may: z.array(z.enum(duties)),
  }),
  showWaiting: z.object({
    counts: waitingCountsSchema,
    /** The remedies of what is stuck for longest. */
    stuck: z.array(z.object({ customerId: z.string(), remedyId: z.string() })),
    /** The most urgent. */
    holds: z.array(holdSummarySchema),
    incidents: z.array(incidentSchema),
    /** False where there is more than was counted. */
    isComplete: z.boolean(),
  }),
  search: z.object({
    /** Where it is the id of a customer of whom anything is known. */
    customerId: z.nullable(z.string()),
    /** Those that were found by an index, the newest first. */
    remedies: z.array(z.extend(remedySummarySchema, { as: z.enum(remedyIndexes) })),
    /** As what it was looked up, how much was found, and why it could not be. */
    looked: z.array(z.object({ as: z.enum(searchedAs), found: z.int(), why: z.optional(z.string()) })),
  }),
  listHolds: z.object({
    holds: z.array(holdSummarySchema),
    /** Incidents that wait for a decision. */
    incidents: z.array(incidentSchema),
    /** False where more waits than was read. */
    isComplete: z.boolean(),
  }),
  showRemedy: z.object({
    /** What its customer read to quote: `R7K4-M2QX`. */
    reference: z.string(),
    record: remedyRecordSchema,
    /** Its mails, as far as there are any. */
    notices: z.array(noticeSchema),
    /** The failure with the customer's personal data. Null where it was erased, has expired or was not needed. */
    envelope: z.nullable(
      z.object({
        customerId: z.string(),
        remedyId: z.string(),
        failure: z.unknown(),
        detectedAt: z.string(),
        message: z.optional(z.string()),
        /** What sources were asked, and what they answered, by the id of the inquiry. */
        inquiries: z.optional(
          z.record(z.string(), z.object({ question: z.optional(z.string()), answer: z.optional(z.string()) })),
        ),
        expiresAt: instant,
      }),
    ),
  }),
  previewMails: z.object({
    /** The version of the remedy record that they speak of. */
    recordVersion: z.int(),
    mails: z.array(followingMailSchema),
    /** The mail that has left, where one was asked for: then no other is shown. */
    sent: z.optional(sentPreviewSchema),
  }),
  listChecks: checkPageSchema,
  showCheck: checkViewSchema,
  markCheck: checkViewSchema,
  reportChecks: checkReportSchema,
  showInForce: inForceViewSchema,
  showReconciliations: reconciliationsSchema,
  askSource: z.object({ record: remedyRecordSchema }),
  listReasonCodes: z.object({ reasonCodes: z.array(reasonCodeSchema) }),
  decideHold: z.object({
    record: remedyRecordSchema,
    /** Where it was given before, and the decision was about the words of its mail. */
    notice: z.optional(noticeSchema),
  }),
  listRemedies: z.object({
    remedies: z.array(remedySummarySchema),
    /** How much these are in all, on whatever page. A retry of all of them names it. */
    cohort: cohortSchema,
    ...countsShape,
    /** False where more is on the lists than was read. */
    isComplete: z.boolean(),
  }),
  listNotices: z.object({
    notices: z.array(noticeSummarySchema),
    ...countsShape,
    /** False where more is on the list than was read. */
    isComplete: z.boolean(),
  }),
  ...conversationResponses,
  resendNotice: z.object({ notice: noticeSchema }),
  closeNotice: z.object({ notice: noticeSchema }),
  retryRemedy: z.object({ record: remedyRecordSchema }),
  retryRemedies: z.object({ retried: z.int(), refused: refusalsSchema }),
  releaseHolds: z.object({
    released: z.int(),
    /** Approved by the caller now, and another person has to release them too. */
    waiting: z.int(),
    refused: refusalsSchema,
  }),
  voidCredit: z.object({
    record: remedyRecordSchema,
    /** False where the withdrawal was only requested; the partner's answer comes later. */
    isCertain: z.boolean(),
  }),
  showIncident: z.object({
    incident: incidentSchema,
    /** How much waits with it, of what was counted. An approval names it. */
    cohort: cohortSchema,
    /** How many different people have to approve so much at once. */
    approvalsNeeded: z.int(),
    /** False where more wait than were counted. */
    isComplete: z.boolean(),
    examples: z.array(holdSummarySchema),
  }),
  previewIncident: z.object({
    /** Which wording was shown: an approval names it. */
    wording: z.string(),
    /** The version of the remedy record that they speak of. */
    recordVersion: z.int(),
    /** The mail of the remedy as it would leave, and as it would be for readers of other languages. */
    mails: z.array(readMailSchema),
  }),
  decideIncident: z.object({ incident: incidentSchema }),
  showControls: z.object({
    controls: controlsSchema,
    /** The controls after each switch, oldest first. */
    history: z.array(controlsSchema),
    /** What can be switched besides `all`: failure types, and sources (`source:com.example.player`). */
    failureTypes: z.array(z.string()),
  }),
  switchMode: z.object({ controls: controlsSchema }),
  closeBreaker: z.object({ controls: controlsSchema }),
  listDeadLetters: z.object({ queues: z.array(deadLetterQueueSchema) }),
  redriveDeadLetters: handledDeadLettersSchema,
  dropDeadLetters: handledDeadLettersSchema,
  showSpending: z.object({
    /** In which days begin and end. */
    timeZone: z.string(),
    /** The newest first. */
    days: z.array(
      z.object({
        day: z.iso.date(),
        all: z.object(spentShape),
        /** The failure types of which anything was counted. */
        types: z.array(z.object({ failureType: z.string(), ...spentShape })),
        /** In detail: the sources of which anything was counted. */
        sources: z.optional(z.array(z.object({ source: z.string(), ...spentShape }))),
      }),
    ),
    /** In detail: the incidents that wait for a decision, and the wanted one. They are counted over all days. */
    incidents: z.optional(z.array(z.object({ incidentId: z.string(), ...spentShape }))),
  }),
  askInsight: z.object({
    from: z.string(),
    to: z.string(),
    /** The names of the columns. Amounts end with `_minor`, and have `currency` and `currency_exponent` beside them. */
    columns: z.array(z.string()),
    /** At most 5,000. Null is what is not known. */
    rows: z.array(z.array(z.nullable(z.string()))),
    /** How many records of these days there are. */
    records: z.int(),
    /** When the newest of them was published. Missing where there is none. */
    newestAt: z.optional(instant),
  }),
  listAudit: z.object({
    /** In the order of time. */
    events: z.array(auditEventSchema),
    /** Where to read on. Missing where the day has no more. */
    next: z.optional(z.string()),
  }),
  showCustomer: z.object({
    customerId: z.string(),
    /** What was detected `until` then was erased, and when that was done. Null where nothing was. */
    erased: z.nullable(z.object({ until: instant, at: instant })),
    /** The newest first, at most 500. */
    remedies: z.array(customerRemedySchema),
    /** False where there is more than is shown. */
    isComplete: z.boolean(),
  }),
  /** How many envelopes were erased. */
  eraseCustomer: z.object({
    erased: z.int(),
    /** What was detected until then is erased, also what is on its way. */
    until: instant,
    /** How many mails as they left were deleted. Missing where none are kept. */
    mails: z.optional(z.int()),
  }),
};

/** The body of every other response. */
export const errorSchema = z.object({
  /** Why it was not done. */
  why: z.string(),
  /** Every problem of a request that is not valid, each with the path of its field. */
  problems: z.optional(z.array(z.string())),
  /** Where more waits than the caller had seen: how much it is now. */
  cohort: z.optional(cohortSchema),
});

export type HoldSummaryView = z.infer<typeof holdSummarySchema>;
export type RemedyRecordView = z.infer<typeof remedyRecordSchema>;
export type NoticeView = z.infer<typeof noticeSchema>;
export type IncidentView = z.infer<typeof incidentSchema>;
/** How much waits. */
export type CohortView = z.infer<typeof cohortSchema>;
/** What a text has found. */
export type SearchPage = z.infer<typeof responseSchemas.search>;
/** How much waits, and what is most urgent. */
export type WaitingPage = z.infer<typeof responseSchemas.showWaiting>;
export type RemedyListView = z.infer<typeof responseSchemas.listRemedies>;
/** What is known of a customer, without name and address. */
export type CustomerPage = z.infer<typeof responseSchemas.showCustomer>;
export type ConversationView = ConversationPage['conversation'];
export type ConversationPage = z.infer<typeof responseSchemas.showConversation>;
/** Conversations that wait for somebody. */
export type ConversationListView = z.infer<typeof responseSchemas.listConversations>;
export type NoticeListView = z.infer<typeof responseSchemas.listNotices>;
/** A remedy with its mails and, where it is kept, its envelope. */
export type RemedyView = z.infer<typeof responseSchemas.showRemedy>;
/** The mails that would follow each verdict. */
export type MailsView = z.infer<typeof responseSchemas.previewMails>;
/** The mail of one of an incident's customers, in each language. */
export type IncidentMailsView = z.infer<typeof responseSchemas.previewIncident>;
export type CheckView = z.infer<typeof checkViewSchema>['check'];
export type CheckListView = z.infer<typeof checkPageSchema>;
export type CheckReportView = z.infer<typeof checkReportSchema>;
export type ReconciliationsView = z.infer<typeof reconciliationsSchema>;
export type InForceView = z.infer<typeof inForceViewSchema>;
export type ReasonCodeView = z.infer<typeof reasonCodeSchema>;
export type RetriesView = z.infer<typeof responseSchemas.retryRemedies>;
export type ReleaseView = z.infer<typeof responseSchemas.releaseHolds>;
export type IncidentPage = z.infer<typeof responseSchemas.showIncident>;
export type ControlsView = z.infer<typeof controlsSchema>;
export type ModeSettingView = z.infer<typeof modeSettingSchema>;
/** What the limits of days count. */
export type SpendingPage = z.infer<typeof responseSchemas.showSpending>;
/** What lies in dead-letter queues. */
export type DeadLettersPage = z.infer<typeof responseSchemas.listDeadLetters>;
export type HandledDeadLettersView = z.infer<typeof handledDeadLettersSchema>;
export type InsightView = z.infer<typeof responseSchemas.askInsight>;
export type AuditView = z.infer<typeof responseSchemas.listAudit>;
export type BreakerView = z.infer<typeof breakerSchema>;
