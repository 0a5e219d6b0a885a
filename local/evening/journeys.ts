import * as z from 'zod';
import type {
  DeadLettered,
  EventAccepted,
  EventLost,
  Happening,
  InvocationEnded,
  LogLine,
  MailSent,
} from '../happening';

/** How one published failure ended, as its function said. */
export type JourneyEnd =
  | { readonly kind: 'recorded'; readonly state: string }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'not-owed'; readonly reasons: readonly string[] }
  /** Given up on. `parked`: it lies in a dead-letter queue; otherwise nothing keeps it. */
  | { readonly kind: 'undelivered'; readonly reason: string; readonly parked: boolean };

/** What happened to one published event, so far. */
export interface Journey {
  readonly eventId: string;
  readonly type: string;
  readonly acceptedAt: number;
  remedyId?: string;
  /** The steps on the road, in the words of the functions' logs. */
  readonly steps: string[];
  end?: JourneyEnd;
  /** DynamoDB requests of the delivery that ended it, but for those that reserve shared limits ahead. */
  databaseRequests?: number;
  /** Requests of that delivery that reserved shared limits, for this remedy and those to come. */
  reservations?: number;
  /** When its mail had left. */
  mailedAt?: number;
  /** Of the last delivery that failed. */
  lastError?: string;
}

const resultSchema = z.object({
  result: z.string(),
  remedyId: z.string(),
  reasons: z.array(z.string()).optional(),
});

const stepSchema = z.object({ step: z.string(), remedyId: z.string() });

/** Follows every published event from what happens in the local system. */
export class Journeys {
  private readonly byEvent = new Map<string, Journey>();
  /** Mails that left, by the request that sent them, until the request says for which remedy it was. */
  private readonly mails = new Map<string, number>();
  private readonly eventOfRequest = new Map<string, string>();

  all(): readonly Journey[] {
    return [...this.byEvent.values()];
  }

  of(eventId: string): Journey | undefined {
    return this.byEvent.get(eventId);
  }

  hear(happening: Happening): void {
    switch (happening.kind) {
      case 'event-accepted':
        return this.begin(happening);
      case 'event-unmatched':
        return this.end(happening.eventId, {
          kind: 'undelivered',
          reason: `no rule on ${happening.busName} matches it`,
          parked: false,
        });
      case 'invocation-started':
        if (happening.eventId !== undefined) this.eventOfRequest.set(happening.requestId, happening.eventId);
        return;
      case 'log':
        return this.step(happening);
      case 'mail-sent':
        return this.mail(happening);
      case 'invocation-ended':
        return this.invocation(happening);
      case 'dead-lettered':
      case 'event-lost':
        return this.giveUp(happening);
      default:
        return;
    }
  }

  private begin({ eventId, detailType, publishedBy, at }: EventAccepted): void {
    if (publishedBy) return;
    this.byEvent.set(eventId, { eventId, type: detailType, acceptedAt: at, steps: [] });
  }

  private step({ requestId, content }: LogLine): void {
    const parsed = stepSchema.safeParse(content.format === 'json' ? content.value : undefined);
    if (!parsed.success || requestId === undefined) return;
    const journey = this.byEvent.get(this.eventOfRequest.get(requestId) ?? '') ?? this.firstOf(parsed.data.remedyId);
    if (!journey) return;
    journey.remedyId = parsed.data.remedyId;
    journey.steps.push(parsed.data.step);
  }

  private mail({ invocation, at }: MailSent): void {
    if (invocation) this.mails.set(invocation.requestId, at);
  }

  private invocation({ eventId, requestId, result, databaseRequests }: InvocationEnded): void {
    const journey = this.byEvent.get(eventId ?? '');
    if (result.outcome === 'failed') {
      if (journey) journey.lastError = `${result.error.errorType}: ${result.error.errorMessage}`;
      return;
    }
    const parsed = resultSchema.safeParse(result.value);
    if (!parsed.success) return;
    const { remedyId } = parsed.data;
    if (journey) {
      journey.remedyId = remedyId;
      // Nothing but a reservation updates an item in place.
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

  private giveUp({ eventId, reason, kind }: DeadLettered | EventLost): void {
    const journey = this.byEvent.get(eventId ?? '');
    if (!journey) return;
    this.end(journey.eventId, {
      kind: 'undelivered',
      reason: journey.lastError ?? reason,
      parked: kind === 'dead-lettered',
    });
  }

  private end(eventId: string, end: JourneyEnd): void {
    const journey = this.byEvent.get(eventId);
    if (journey) journey.end = end;
  }

  /** The journey that a remedy's later steps belong to: of all that met on it, the one that was published first. */
  private firstOf(remedyId: string): Journey | undefined {
    return this.all().find((journey) => journey.remedyId === remedyId);
  }
}

function endOf({ result, reasons = [] }: z.infer<typeof resultSchema>): JourneyEnd {
  if (result === 'duplicate') return { kind: 'duplicate' };
  if (result === 'none') return { kind: 'not-owed', reasons };
  return { kind: 'recorded', state: result };
}
