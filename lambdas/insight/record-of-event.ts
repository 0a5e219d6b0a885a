import * as z from 'zod/mini';
import { exponentOf, isCurrency } from '../model/money';
import { redacted } from '../model/guards/redacted';
import { conversationEventSchema, conversationTypes, type ConversationEvent } from '../outcomes/conversation-event';
import { feedbackEventSchema, feedbackType, type FeedbackEvent } from '../feedback/feedback-event';
import { incidentFixedSchema, incidentFixedType, type IncidentFixed } from '../model/judging/incident-fixed';
import { outcomeSchema, outcomeSource, type Outcome, type OutcomePart } from '../outcomes/outcome';
import { undeliveredSchema, undeliveredType, type UndeliveredMail } from '../outcomes/undelivered-mail';
import { factsOfFailure } from './facts-of-failure';
import type { InsightFacts } from './insight-record';

/** What is read of an event as a rule delivers it. */
const eventSchema = z.object({ source: z.string(), 'detail-type': z.string(), time: z.string(), detail: z.unknown() });

/** What became of a mail, as whoever knows the mail service reads it. */
export interface MailResult {
  readonly remedyId: string;
  readonly customerId: string;
  readonly template: string;
  readonly state: string;
}

/** What insight takes beside the event. */
export interface InsightReading {
  /** The source of each failure type that only one system publishes. */
  readonly onlySources: Readonly<Record<string, string>>;
  /** Reads an event of the mail service. Undefined where it tells nothing of a mail of ours. */
  readonly mailResultIn: (detail: unknown) => MailResult | undefined;
}

/**
 * One line of insight for an event of the bus. Undefined where it says nothing new, or nothing that is counted. Pure.
 */
export function recordOfEvent(event: unknown, reading: InsightReading): InsightFacts | undefined {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) return undefined;
  const { source, 'detail-type': type, time, detail } = parsed.data;
  const recordedAtMs = msOf(time);
  if (recordedAtMs === undefined) return undefined;
  if (source === 'aws.ses') return ofDelivery(reading.mailResultIn(detail), recordedAtMs);
  if (type === incidentFixedType) {
    const fixed = incidentFixedSchema.safeParse(detail);
    return fixed.success ? ofFix(fixed.data, source, recordedAtMs) : undefined;
  }
  if (source !== outcomeSource) return undefined;
  if (type === undeliveredType) {
    const mail = undeliveredSchema.safeParse(detail);
    return mail.success ? ofUndelivered(mail.data, recordedAtMs) : undefined;
  }
  if (type === feedbackType) {
    const answer = feedbackEventSchema.safeParse(detail);
    return answer.success ? ofFeedback(answer.data, recordedAtMs) : undefined;
  }
  const happened = becameByType.get(type);
  if (happened !== undefined) {
    const conversation = conversationEventSchema.safeParse(detail);
    return conversation.success ? ofConversation(happened, conversation.data, recordedAtMs) : undefined;
  }
  const outcome = outcomeSchema.safeParse(detail);
  return outcome.success && !outcome.data.isForMail ? ofOutcome(outcome.data, recordedAtMs, reading) : undefined;
}

const schemaVersion = 1;

function ofOutcome(outcome: Outcome, recordedAtMs: number, { onlySources }: InsightReading): InsightFacts | undefined {
  const { failureType, detectedAt, remedyId, recovery } = outcome;
  const failure = factsOfFailure(outcome.failure);
  const customerId = outcome.customerId ?? failure?.customerId;
  if (customerId === undefined) return undefined;
  const currency = failure?.paid?.currency ?? outcome.parts.map(moneyOf).find((money) => money)?.currency;
  return {
    remedyId,
    customerId,
    detectedAt,
    facts: {
      schema_version: schemaVersion,
      kind: 'outcome',
      version: outcome.recordVersion,
      recorded_at_ms: recordedAtMs,
      failure_type: failureType,
      state: outcome.state,
      source: outcome.source ?? onlySources[failureType],
      brand: failure?.brand,
      market: failure?.market,
      language: failure?.language,
      evidence: failure?.evidence,
      incident: failure?.incident,
      occurred_at_ms: msOf(failure?.occurredAt),
      detected_at_ms: msOf(detectedAt),
      owed_by_ms: msOf(outcome.owedBy),
      paid_minor: failure?.paid?.amountMinor,
      ...amountsOf(outcome.parts, currency),
      // What a person typed may be among them.
      reasons: outcome.reasons.map(redacted).join('; '),
      policy_version: outcome.policyVersion,
      awaits: outcome.awaits?.what,
      facts: failure?.facts,
      ...(recovery && recovery.currency === currency && { borne_minor: recovery.amountMinor }),
      bearer: recovery?.bearer,
      bearer_party: recovery?.partyId,
    },
  };
}

/** What each kind of part gives counts in a column of its own. */
const givenAs = {
  refund: 'refunded_minor',
  cancellation: 'cancelled_minor',
  credit: 'credited_minor',
  replacement: 'replaced_minor',
  entitlement: 'granted_minor',
} as const;

function amountsOf(parts: readonly OutcomePart[], currency: string | undefined): Partial<InsightFacts['facts']> {
  const replaced = new Set(parts.flatMap(({ insteadOf }) => insteadOf ?? []));
  const remaining = parts.filter(({ number }) => !replaced.has(number));
  const isOwn = (part: OutcomePart): boolean => moneyOf(part)?.currency === currency;
  const sum = (some: readonly OutcomePart[]): number =>
    some.filter(isOwn).reduce((all, part) => all + (moneyOf(part)?.amountMinor ?? 0), 0);
  const given = parts.filter(({ state }) => state === 'succeeded');
  const foreign = parts.filter((part) => moneyOf(part) !== undefined && !isOwn(part)).length;
  const refusing = parts.find(({ state, reason }) => state === 'declined' && reason !== undefined);
  return {
    ...(currency !== undefined && isCurrency(currency) && { currency, currency_exponent: exponentOf(currency) }),
    kinds: [...new Set(remaining.map(({ kind }) => kind))].sort().join('+'),
    decided_minor: sum(remaining),
    ...Object.fromEntries(
      Object.entries(givenAs).map(([kind, column]) => [column, sum(given.filter((part) => part.kind === kind))]),
    ),
    called_back: given.filter(({ kind }) => kind === 'callback').length,
    ...(foreign > 0 && { foreign_parts: foreign }),
    ...(refusing?.reason !== undefined && { refusal: redacted(refusing.reason) }),
  };
}

/** What a part is worth. A call is worth nothing that is counted. */
function moneyOf(part: OutcomePart): { readonly amountMinor: number; readonly currency: string } | undefined {
  if (part.kind === 'callback') return undefined;
  return { amountMinor: 'worthMinor' in part ? part.worthMinor : part.amountMinor, currency: part.currency };
}

function ofUndelivered(mail: UndeliveredMail, recordedAtMs: number): InsightFacts {
  const { remedyId, customerId, failureType, template, state, trouble, noticeVersion, source, at } = mail;
  return {
    remedyId,
    customerId,
    facts: {
      schema_version: schemaVersion,
      kind: 'mail',
      version: noticeVersion,
      recorded_at_ms: msOf(at) ?? recordedAtMs,
      failure_type: failureType,
      state,
      source,
      mail: template,
      mail_trouble: trouble,
    },
  };
}

/** By the names of their events. */
const becameByType: ReadonlyMap<string, string> = new Map(
  Object.entries(conversationTypes).map(([happened, type]) => [type, happened]),
);

/** What a customer answered. Of their words it has what they spoke of. */
function ofFeedback(feedback: FeedbackEvent, recordedAtMs: number): InsightFacts {
  const { remedyId, customerId, failureType, answer, by, kinds, language, terms, version, at } = feedback;
  return {
    remedyId,
    customerId,
    facts: {
      schema_version: schemaVersion,
      kind: 'feedback',
      version,
      recorded_at_ms: msOf(at) ?? recordedAtMs,
      failure_type: failureType,
      state: answer,
      language,
      kinds: kinds.join('+'),
      said_by: by,
      ...(terms.length > 0 && { terms: terms.join('+') }),
    },
  };
}

function ofConversation(happened: string, conversation: ConversationEvent, recordedAtMs: number): InsightFacts {
  const { remedyId, customerId, failureType, version, at, ownerRole, waitedMinutes } = conversation;
  return {
    remedyId,
    customerId,
    facts: {
      schema_version: schemaVersion,
      kind: 'conversation',
      version,
      recorded_at_ms: msOf(at) ?? recordedAtMs,
      failure_type: failureType,
      state: happened,
      owner: ownerRole,
      waited_minutes: waitedMinutes,
    },
  };
}

/** It is about no remedy: whatever names it stands for nobody. */
function ofFix({ incidentId, cause, fixedAt }: IncidentFixed, source: string, recordedAtMs: number): InsightFacts {
  return {
    remedyId: `incident ${incidentId}`,
    facts: {
      schema_version: schemaVersion,
      kind: 'fix',
      version: 0,
      recorded_at_ms: recordedAtMs,
      failure_type: '',
      state: cause,
      source,
      incident: incidentId,
      occurred_at_ms: msOf(fixedAt),
    },
  };
}

/** Mails that went wrong are told of by an event of our own, which knows more of them. */
function ofDelivery(mailed: MailResult | undefined, recordedAtMs: number): InsightFacts | undefined {
  if (mailed?.state !== 'delivered') return undefined;
  return {
    remedyId: mailed.remedyId,
    customerId: mailed.customerId,
    facts: {
      schema_version: schemaVersion,
      kind: 'mail',
      version: 0,
      recorded_at_ms: recordedAtMs,
      // The mail service does not know it: it is that of the remedy.
      failure_type: '',
      state: mailed.state,
      mail: mailed.template,
    },
  };
}

function msOf(instant: string | undefined): number | undefined {
  const ms = Date.parse(instant ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}
