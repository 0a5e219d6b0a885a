import * as z from 'zod/mini';
import { answeredTo } from '../channels/port/answer';
import { conversationOwners } from '../conversation/owners/owner-rules';
import { isOneAddress } from '../failures/definition/mail-address';
import { idSchema } from '../model/business-id';
import { listedTroubles, noticeTemplates } from '../ledger/notice/notice';
import { holdCauses } from '../model/guards/hold-cause';
import { listedStates } from '../ledger/port/waiting-list';
import { shouldHave } from '../ledger/check/quality-check';
import { isCurrency } from '../model/money';
import { modes } from '../model/controls';
import { monthSchema } from './schemas/check-schema';
import {
  isVisible,
  mailAddress,
  messageSchema,
  messageShape,
  nameSchema,
  messageToAllFields,
  ofMessage,
  ofMessages,
} from './schemas/message-schemas';
import { questionNames } from '../insight/questions/question';
import { idFromPath } from './path-id';

/** A reason. It is kept for ever beside the money, where no mail address may stand. */
const whySchema = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(500),
  isVisible,
  z.refine((text) => !mailAddress.test(text), {
    error: 'is kept for ever and in logs, so it must not hold a mail address',
  }),
);

/** One of the list of reason codes. It is recorded with its label. */
const codeSchema = z.string().check(z.maxLength(60));

/** An id in a path, as {@link idInPath} writes it. */
const pathIdSchema = z.pipe(
  z.string().check(
    z.refine((segment) => idFromPath(segment) !== undefined, {
      error: 'an id with other characters than A-Z a-z 0-9 . _ - is written as ~ and base64url',
    }),
  ),
  z.pipe(
    z.transform((segment: string) => idFromPath(segment) ?? segment),
    idSchema(),
  ),
);

const longestExtensionHours = 60 * 24;

/** A verdict has an end: 30 days later it is another incident. */
const tailHoursSchema = z.int().check(z.nonnegative(), z.lte(30 * 24));

/** Where an operation takes nothing in its path, its query or its body. Whatever is there is ignored. */
export const nothingSchema = z.object({});

/** Ids in the paths of operations. */
export const pathSchemas = {
  /** A remedy by its id, or by the reference that its customer read. */
  remedy: z.object({ customerId: pathIdSchema, remedyId: pathIdSchema }),
  notice: z.object({ customerId: pathIdSchema, remedyId: pathIdSchema, template: z.enum(noticeTemplates) }),
  incident: z.object({ incidentId: pathIdSchema }),
  customer: z.object({ customerId: pathIdSchema }),
  line: z.object({ customerId: pathIdSchema, orderId: pathIdSchema, lineId: pathIdSchema }),
  account: z.object({ account: pathIdSchema }),
  queue: z.object({ queue: pathIdSchema }),
  question: z.object({ question: z.enum(questionNames) }),
};

/** Which remedies: all that are given have to fit. */
const filterShape = {
  state: z.optional(z.enum(listedStates)),
  /** Part of the reason that a list shows, such as a provider's reason. */
  reason: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  /** What stopped it, where it is held. */
  cause: z.optional(z.enum(holdCauses)),
  /** A failure type. */
  type: z.optional(z.string().check(z.minLength(1))),
  /** Of this customer alone. */
  customerId: z.optional(z.string().check(z.minLength(1))),
  /** In that state since then, or later. */
  since: z.optional(z.iso.datetime({ offset: true })),
};

const pageShape = {
  /** One page of a hundred, from 1 on. All of them without it. */
  page: z.optional(z.coerce.number().check(z.int(), z.positive(), z.lte(999_999))),
};

/** Queries of operations. */
export const querySchemas = {
  listRemedies: z.strictObject({ ...filterShape, ...pageShape }),
  listNotices: z.strictObject({ trouble: z.optional(z.enum(listedTroubles)), type: filterShape.type, ...pageShape }),
  listHolds: z.strictObject({
    /** How many holds and how many incidents at most. */
    limit: z._default(z.coerce.number().check(z.int(), z.positive(), z.lte(500)), 100),
  }),
  listConversations: z.strictObject({
    /** How many at most. */
    limit: z._default(z.coerce.number().check(z.int(), z.positive(), z.lte(200)), 100),
    /** Whose. What both look after is also of each. All without it. */
    owner: z.optional(z.enum(conversationOwners)),
  }),
  showReconciliations: z.strictObject({
    /** When the wanted one began. The newest without it. */
    run: z.optional(z.iso.datetime()),
  }),
  listChecks: z.strictObject({
    month: monthSchema,
    /** Only those that nobody has marked yet. */
    open: z._default(z.enum(['true', 'false']), 'false'),
    /** The `next` of the page before. */
    after: z.optional(z.string().check(z.regex(/^[\w.:#-]{1,200}$/))),
    /** How many at most. Of those that nobody has marked a page may have fewer, and not be the last. */
    limit: z._default(z.coerce.number().check(z.int(), z.positive(), z.lte(500)), 100),
  }),
  reportChecks: z.strictObject({
    /** How many months, this one among them. */
    months: z._default(z.coerce.number().check(z.int(), z.positive(), z.lte(24)), 3),
  }),
  showWaiting: z.strictObject({
    /** How many of the most urgent are shown. */
    shown: z._default(z.coerce.number().check(z.int(), z.nonnegative(), z.lte(100)), 8),
  }),
  showSpending: z.strictObject({
    /** How many days, today among them. */
    days: z._default(z.coerce.number().check(z.int(), z.positive(), z.lte(31)), 7),
    /** Whether sources, incidents and when half was used are shown too. */
    detail: z._default(z.enum(['true', 'false']), 'false'),
    /** In detail: an incident that does not wait for anybody, beside those that do. */
    incident: z.optional(idSchema()),
  }),
  askInsight: z.strictObject({
    /** The first and the last day on which what is counted was known, in UTC: `2026-11-01`. */
    from: z.iso.date(),
    to: z.iso.date(),
  }),
  listAudit: z.strictObject({
    /** In UTC: `2026-11-28`. */
    day: z.iso.date(),
    /** The `next` of the page before. */
    after: z.optional(z.string().check(z.regex(/^[\w.-]{1,200}$/))),
    /** How many events at most. */
    limit: z._default(z.coerce.number().check(z.int(), z.positive(), z.lte(500)), 200),
  }),
};

/**
 * When the caller has looked at the list. What came to that state later is left alone, also where it had been in it
 * before: so a signed request that is sent once more undoes nothing.
 */
const seenAtSchema = z.iso.datetime({ offset: true });

/** As many as one request looks at. */
const messageIdsSchema = z.array(z.string().check(z.regex(/^[\w-]{1,100}$/))).check(z.minLength(1), z.maxLength(500));

const seenSchema = z.strictObject({
  remedies: z.int().check(z.nonnegative()),
  /** Mails whose words wait. However many there are, one approval is for all. */
  words: z.optional(z.int().check(z.nonnegative())),
  amounts: z.array(
    z.strictObject({ amountMinor: z.int().check(z.nonnegative()), currency: z.string().check(z.regex(/^[A-Z]{3}$/)) }),
  ),
});

/**
 * The version of what the caller has looked at: of the remedy record, the mail, the incident or the controls. It is
 * refused where that has changed since, so a signed request that is sent once more undoes nothing.
 */
const expectedVersionSchema = z.int().check(z.nonnegative());

/** Bodies of operations. They are strict: a misspelt field would be a wish that is silently ignored. */
export const bodySchemas = {
  /** It may be the mail address that somebody is known by, so it stands in no address of a request. */
  search: z.strictObject({ text: idSchema() }),
  /** What a person would write, with the fields of the verdict; or which mail is wanted of those that have left. */
  previewMails: z.strictObject({ ...messageShape, sent: z.optional(z.enum(noticeTemplates)) }).check(ofMessage),
  /** The message is what the customer reads in place of the failure type's own text. */
  approveHold: z
    .strictObject({ expectedVersion: expectedVersionSchema, why: whySchema, ...messageShape })
    .check(ofMessage),
  /** The message is what the customer reads. Without it no mail is sent. */
  rejectHold: z
    .strictObject({ expectedVersion: expectedVersionSchema, code: codeSchema, why: whySchema, ...messageShape })
    .check(ofMessage),
  markCheck: z
    .strictObject({
      /** How many marks the caller has seen on it. */
      expectedVersion: expectedVersionSchema,
      /** What should have been given instead. Without it, what was given was right. */
      should: z.optional(z.enum(shouldHave)),
      /** How much should have been given. */
      amount: z.optional(
        z.strictObject({
          amountMinor: z.int().check(z.nonnegative()),
          currency: z.string().check(z.refine(isCurrency, { error: 'is no currency' })),
        }),
      ),
      /** Needed where something else should have been given. */
      why: z.optional(whySchema),
    })
    .check(
      z.refine(({ should, why }) => should === undefined || why !== undefined, {
        error: 'is needed where something else should have been given',
        path: ['why'],
      }),
      z.refine(({ should, amount }) => amount === undefined || (should !== undefined && should !== 'nothing'), {
        error: 'is of what should have been given instead',
        path: ['amount'],
      }),
    ),
  askSource: z.strictObject({
    expectedVersion: expectedVersionSchema,
    /** What whoever published the failure is asked. It stands on the bus, so it needs no name and no address. */
    question: z.string().check(
      z.trim(),
      z.minLength(1),
      z.maxLength(1000),
      isVisible,
      z.refine((text) => !mailAddress.test(text), {
        error: 'is read by another system, so it must not hold a mail address',
      }),
    ),
    /** In how many hours the answer is of use. The deadline of the hold may not be before. */
    hours: z.int().check(z.positive(), z.lte(longestExtensionHours)),
    why: whySchema,
  }),
  resendNotice: z.strictObject({
    expectedVersion: expectedVersionSchema,
    why: whySchema,
    /** A corrected address. It takes the place of the one that is kept, for all later mails of the remedy. */
    email: z.optional(
      z.string().check(z.trim(), z.normalize('NFC'), z.refine(isOneAddress, { error: 'is not one mail address' })),
    ),
  }),
  closeNotice: z.strictObject({ expectedVersion: expectedVersionSchema, why: whySchema }),
  takeConversation: z.strictObject({
    expectedVersion: expectedVersionSchema,
    /** Also where somebody else has it, who then has it no more. */
    takesOver: z.optional(z.boolean()),
  }),
  answerConversation: z.strictObject({
    expectedVersion: expectedVersionSchema,
    /** What the customer reads. Nothing of ours stands around it but the name below. */
    message: messageSchema,
    /** The name of who answers, in the sender and below the mail. */
    signedBy: nameSchema,
    /** Whether the customer is asked for something, and it is their turn then. */
    asks: z.optional(z.boolean()),
    /** Who reads it, where the customer wrote on a network. As they wrote without it. */
    to: z.optional(z.enum(answeredTo)),
  }),
  linkConversation: z.strictObject({
    expectedVersion: expectedVersionSchema,
    /** The order, the payment or the reference that the customer wrote, in private and in this conversation. */
    quoted: idSchema(),
    why: whySchema,
  }),
  handOverConversation: z.strictObject({
    expectedVersion: expectedVersionSchema,
    to: z.enum(conversationOwners),
    /** What whoever takes it there has to know. It is kept for ever, so it names nobody. */
    why: whySchema,
  }),
  closeConversation: z.strictObject({ expectedVersion: expectedVersionSchema, why: whySchema }),
  retryRemedy: z.strictObject({ expectedVersion: expectedVersionSchema, why: whySchema }),
  retryRemedies: z.strictObject({
    seenAt: seenAtSchema,
    filter: z.strictObject({
      /** As the list takes it: what does not need attention is refused, with what is done about it instead. */
      state: filterShape.state,
      reason: filterShape.reason,
      type: filterShape.type,
      since: filterShape.since,
    }),
    why: whySchema,
    /** How much the caller has seen on the list. Where it is more by now, it is refused with the new figures. */
    seen: seenSchema,
  }),
  releaseHolds: z.strictObject({
    seenAt: seenAtSchema,
    filter: z.strictObject({
      /** What stopped them. */
      cause: z.enum(holdCauses),
      reason: filterShape.reason,
      type: filterShape.type,
      customerId: filterShape.customerId,
      since: filterShape.since,
    }),
    why: whySchema,
    /** How much the caller has seen on the list. Where it is more by now, it is refused with the new figures. */
    seen: seenSchema,
  }),
  extendHold: z.strictObject({
    expectedVersion: expectedVersionSchema,
    hours: z.int().check(z.positive(), z.lte(longestExtensionHours)),
    why: whySchema,
  }),
  voidCredit: z.strictObject({
    expectedVersion: expectedVersionSchema,
    why: whySchema,
    /** The number of the part, where a remedy has several credits. */
    part: z.optional(z.int().check(z.positive())),
  }),
  /** What people would write to all, shown in the mail of one of them. */
  previewIncident: z
    .strictObject({ customerId: idSchema(), remedyId: idSchema(), ...messageToAllFields })
    .check(ofMessages),
  approveIncident: z
    .strictObject({
      expectedVersion: expectedVersionSchema,
      why: whySchema,
      /**
       * How much the caller has seen waiting. Where more waits meanwhile, it is refused with the new figures. Without
       * it only the words of mails are approved, and it is refused where money waits too.
       */
      seen: z._default(seenSchema, { remedies: 0, amounts: [] }),
      /** How long after it failures of the incident may still happen to be covered. 24 by itself. */
      tailHours: z.optional(tailHoursSchema),
      ...messageToAllFields,
      /** Which wording the caller was shown, as a preview says. Needed where it is in several languages. */
      wording: z.optional(z.string().check(z.maxLength(64))),
    })
    .check(ofMessages),
  rejectIncident: z.strictObject({
    expectedVersion: expectedVersionSchema,
    code: codeSchema,
    why: whySchema,
    tailHours: z.optional(tailHoursSchema),
  }),
  withdrawVerdict: z.strictObject({ expectedVersion: expectedVersionSchema, why: whySchema }),
  switchMode: z.strictObject({
    expectedVersion: expectedVersionSchema,
    /** A failure type of this deployment, a source of it (`source:com.example.player`), or `all`. */
    target: z.string().check(z.minLength(1)),
    mode: z.enum(modes),
    /** The share of customers, from 0 to 1, for whom the mode is `auto` all the same. */
    autoShare: z.optional(z.number().check(z.gte(0), z.lte(1))),
    why: whySchema,
  }),
  closeBreaker: z.strictObject({ expectedVersion: expectedVersionSchema, why: whySchema }),
  redriveDeadLetters: z.strictObject({
    /** What was sent there later stays. */
    seenAt: seenAtSchema,
    why: whySchema,
    /** Without it all that lies there. */
    messageIds: z.optional(messageIdsSchema),
  }),
  /** It names each, so a request that is sent once more drops nothing that the first one did not. */
  dropDeadLetters: z.strictObject({ why: whySchema, messageIds: messageIdsSchema }),
  eraseCustomer: z.strictObject({
    /** When it was decided. What is detected later stays. */
    seenAt: z.iso.datetime({ offset: true }),
    why: whySchema,
  }),
};
