import { writtenAnswerType } from '../../../lambdas/channels/events/answer-events';
import * as z from 'zod';
import { detectorPrefix } from '../../../lambdas/model/controls';
import { partnerResponseTypes } from '../../../lambdas/fulfilment/port/partner-events';
import type { Outcome } from '../../../lambdas/outcomes/outcome';
import type { SystemEvent, SystemEventOf } from '../../system/system-event';
import { OutcomeLog } from './outcome-log';

/** How the delivery of one published failure ended. */
export type JourneyEnd =
  | { readonly kind: 'recorded'; readonly state: string }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'not-owed'; readonly reasons: readonly string[] }
  /** `isInQueue`: it is in a retry queue or a dead-letter queue; otherwise it is lost. */
  | { readonly kind: 'undelivered'; readonly reason: string; readonly isInQueue: boolean };

/** What happened to one published event, so far. */
export interface Journey {
  readonly eventId: string;
  readonly type: string;
  readonly acceptedAt: number;
  remedyId?: string;
  /** The steps that the functions logged. */
  readonly steps: string[];
  /** The published outcomes of its remedy, in order, each once. */
  outcomes: readonly Outcome[];
  end?: JourneyEnd;
  /** DynamoDB requests of its last delivery, without those that reserve shared limits. */
  databaseRequests?: number;
  /** Requests of that delivery that reserved shared limits, for this remedy and later ones. */
  reservations?: number;
  /** When SES accepted its mail, in milliseconds since 1970. */
  mailedAt?: number;
  /** The error of the last delivery that failed. */
  lastError?: string;
}

const resultSchema = z.object({
  result: z.string(),
  remedyId: z.string(),
  reasons: z.array(z.string()).optional(),
});

/** The log line for one record of a batch: the only link from its event to its remedy. */
const recordSchema = z.object({ ...resultSchema.shape, eventId: z.string() });

const recordErrorSchema = z.object({ eventId: z.string(), errorName: z.string(), errorMessage: z.string() });

const stepSchema = z.object({ step: z.string(), remedyId: z.string(), after: z.array(z.string()).default([]) });

/**
 * Whether the delivery of this very event decided on the remedy, so that what became of the remedy may be shown as
 * what became of the event. That of a duplicate finds it decided already.
 */
export function gaveIt({ steps, end }: Journey): boolean {
  return end?.kind === 'recorded' || steps.includes('committed') || steps.includes('taken-over');
}

/** Follows every published event through the events of the local system. */
export class Journeys {
  private readonly byEvent = new Map<string, Journey>();
  /** When mails were sent, by the request that sent them, until the result of the request names the remedy. */
  private readonly mails = new Map<string, number>();
  private readonly eventOfRequest = new Map<string, string>();
  private readonly outcomeLog = new OutcomeLog();
  /** Steps in a batch, by its request and their remedy, until a log line names their event. */
  private readonly stepsOfBatches = new Map<string, Map<string, string[]>>();

  all(): readonly Journey[] {
    return [...this.byEvent.values()];
  }

  of(eventId: string): Journey | undefined {
    return this.byEvent.get(eventId);
  }

  record(event: SystemEvent): void {
    switch (event.kind) {
      case 'event-accepted':
        return this.begin(event);
      case 'event-unmatched':
        return this.end(event.eventId, { kind: 'undelivered', reason: whyUnmatched(event), isInQueue: false });
      case 'invocation-started':
        if (event.eventId !== undefined) this.eventOfRequest.set(event.requestId, event.eventId);
        if (event.records) this.stepsOfBatches.set(event.requestId, new Map());
        return;
      case 'log':
        return this.step(event);
      case 'mail-sent':
        return this.mail(event);
      case 'invocation-ended':
        return this.invocation(event);
      case 'dead-lettered':
      case 'event-lost':
        return this.giveUp(event);
      default:
        return;
    }
  }

  private begin({ eventId, source, detailType, detail, publishedBy, at }: SystemEventOf<'event-accepted'>): void {
    // What detectors see of others' signals are failures like those of product systems.
    if (publishedBy && !source.startsWith(detectorPrefix)) return this.recordOutcome(detail);
    if (detailType === writtenAnswerType || partnerResponseTypes.some((type) => type === detailType)) return;
    this.byEvent.set(eventId, { eventId, type: detailType, acceptedAt: at, steps: [], outcomes: [] });
  }

  /** The functions publish outcomes of remedies, and requests to partners, which are ignored. */
  private recordOutcome(detail: unknown): void {
    const remedyId = this.outcomeLog.record(detail);
    const journeys = this.all().filter((journey) => journey.remedyId === remedyId);
    if (remedyId !== undefined) for (const journey of journeys) this.assign(journey, remedyId);
  }

  private assign(journey: Journey, remedyId: string): void {
    journey.remedyId = remedyId;
    journey.outcomes = this.outcomeLog.of(remedyId);
  }

  private step(line: SystemEventOf<'log'>): void {
    const { requestId, content } = line;
    if (content.format !== 'json' || requestId === undefined) return;
    const batch = this.stepsOfBatches.get(requestId);
    if (batch) return this.stepInBatch(content.value, batch);
    const parsed = stepSchema.safeParse(content.value);
    if (!parsed.success) return;
    const journey = this.byEvent.get(this.eventOfRequest.get(requestId) ?? '') ?? this.firstOf(parsed.data.remedyId);
    if (!journey) return;
    this.assign(journey, parsed.data.remedyId);
    journey.steps.push(...parsed.data.after, parsed.data.step);
  }

  private stepInBatch(line: unknown, batch: Map<string, string[]>): void {
    const step = stepSchema.safeParse(line);
    if (step.success) {
      const { remedyId, after } = step.data;
      batch.set(remedyId, [...(batch.get(remedyId) ?? []), ...after, step.data.step]);
      return;
    }
    const record = recordSchema.safeParse(line);
    if (record.success) return this.recordDone(record.data, batch);
    const failed = recordErrorSchema.safeParse(line);
    const journey = failed.success && this.byEvent.get(failed.data.eventId);
    if (journey) journey.lastError = `${failed.data.errorName}: ${failed.data.errorMessage}`;
  }

  /**
   * The steps of a remedy up to here belong to this record, because the records of one customer are handled in order.
   */
  private recordDone({ eventId, ...result }: z.infer<typeof recordSchema>, batch: Map<string, string[]>): void {
    const { remedyId } = result;
    const journey = this.byEvent.get(eventId) ?? this.firstOf(remedyId);
    journey?.steps.push(...(batch.get(remedyId) ?? []));
    batch.delete(remedyId);
    if (!this.byEvent.has(eventId) || !journey) return;
    this.assign(journey, remedyId);
    this.end(eventId, endOf(result));
  }

  private mail({ invocation, at, tags }: SystemEventOf<'mail-sent'>): void {
    const first = this.firstOf(tags['remedyId'] ?? '');
    if (first) first.mailedAt ??= at;
    else if (invocation) this.mails.set(invocation.requestId, at);
  }

  private invocation({
    eventId,
    requestId,
    result,
    databaseRequests,
    records = [],
  }: SystemEventOf<'invocation-ended'>): void {
    this.stepsOfBatches.delete(requestId);
    const journey = this.byEvent.get(eventId ?? '');
    if (result.outcome === 'failed') {
      const failed = records.map((record) => this.byEvent.get(record.eventId ?? ''));
      for (const affected of [journey, ...failed]) {
        if (affected) affected.lastError = `${result.error.errorType}: ${result.error.errorMessage}`;
      }
      return;
    }
    const parsed = resultSchema.safeParse(result.value);
    if (!parsed.success) return;
    const { remedyId } = parsed.data;
    if (journey) {
      this.assign(journey, remedyId);
      // Only reservations update an item in place.
      const reservations = databaseRequests.filter(({ operation }) => operation === 'UpdateItem').length;
      journey.reservations = reservations;
      journey.databaseRequests = databaseRequests.length - reservations;
      this.end(journey.eventId, endOf(parsed.data));
      return;
    }
    const mailedAt = this.mails.get(requestId);
    const first = this.firstOf(remedyId);
    if (first && mailedAt !== undefined) first.mailedAt = mailedAt;
  }

  private giveUp({ eventId, reason, kind }: SystemEventOf<'dead-lettered' | 'event-lost'>): void {
    const journey = this.byEvent.get(eventId ?? '');
    if (!journey) return;
    this.end(journey.eventId, {
      kind: 'undelivered',
      reason: journey.lastError ?? reason,
      isInQueue: kind === 'dead-lettered',
    });
  }

  private end(eventId: string, end: JourneyEnd): void {
    const journey = this.byEvent.get(eventId);
    if (journey) journey.end = end;
  }

  /**
   * The journey to which a remedy's later steps belong: that of the event whose delivery gave it, or else of the one
   * that was published first.
   */
  private firstOf(remedyId: string): Journey | undefined {
    const journeys = this.all().filter((journey) => journey.remedyId === remedyId);
    return journeys.find(gaveIt) ?? journeys[0];
  }
}

function whyUnmatched({
  reason,
  busName,
  source,
  detailType,
  expectedSources,
}: SystemEventOf<'event-unmatched'>): string {
  if (reason === 'unknown-bus') return `there is no bus ${busName}`;
  if (expectedSources.length === 0) return `no rule on ${busName} matches it`;
  const wanted = new Intl.ListFormat('en', { type: 'disjunction' }).format(expectedSources);
  return `no rule takes ${detailType} from ${source}; it is expected from ${wanted}`;
}

function endOf({ result, reasons = [] }: z.infer<typeof resultSchema>): JourneyEnd {
  if (result === 'duplicate') return { kind: 'duplicate' };
  if (result === 'none') return { kind: 'not-owed', reasons };
  return { kind: 'recorded', state: result };
}
