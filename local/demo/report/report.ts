import type { Outcome } from '../../../lambdas/outcomes/outcome';
import type { Journey, JourneyEnd } from './journeys';
import { describePart } from './describe-part';
import type { PartnerRecords } from './partner-records';
import type { RecordedRemedy } from './recorded-remedies';

export interface ReportedMail {
  readonly to: string;
  readonly subject: string;
}

/** An event that came to nothing, and why. */
export interface UndeliveredEvent {
  readonly reason: string;
  readonly type: string;
}

/** What became of a demo: the object that `npm start -- --json` prints. */
export interface Report {
  /** How many events were published. */
  readonly events: number;
  readonly remedies: readonly (RecordedRemedy & {
    readonly detectToMailMs: number | null;
    readonly occurredToMailMs: number | null;
  })[];
  /** Events whose failure already had a remedy. */
  readonly duplicates: number;
  /** Failures for which nothing is owed, and why. */
  readonly refused: readonly UndeliveredEvent[];
  /** Events that no rule matched, that were rejected, or that are in a retry queue or a dead-letter queue, and why. */
  readonly undelivered: readonly UndeliveredEvent[];
  readonly mails: readonly ReportedMail[];
  /** What the company's other systems received. */
  readonly partners: PartnerRecords;
  /**
   * Median of the DynamoDB requests of the deliveries that issued a remedy at once, without reservations. Remedies that
   * wait for a person or a partner store more. Null where there was none.
   */
  readonly requestsPerFirstRemedy: number | null;
  /**
   * Mean of the requests that reserve shared limits: many for few remedies in cold functions, hardly any in a storm.
   */
  readonly reservationsPerFirstRemedy: number | null;
  /** Median of the DynamoDB requests of the deliveries of duplicates. Null where there was none. */
  readonly requestsPerDuplicate: number | null;
  /** Without the remedies that were held. */
  readonly p95DetectToMailMs: number | null;
  /** The same from the failure itself, which is what the customer lives. */
  readonly p95OccurredToMailMs: number | null;
}

export interface Observed {
  readonly events: number;
  readonly journeys: readonly Journey[];
  readonly remedies: readonly RecordedRemedy[];
  readonly mails: readonly ReportedMail[];
  readonly partners: PartnerRecords;
  /** Entries that PutEvents rejected. */
  readonly rejected: readonly UndeliveredEvent[];
  /** Messages of the retry queues and dead-letter queues. */
  readonly deadLetters: readonly UndeliveredEvent[];
}

export function reportOf({ events, journeys, remedies, mails, partners, rejected, deadLetters }: Observed): Report {
  const timed = remedies.map((remedy) => ({ ...remedy, ...timesToMail(remedy, journeys) }));
  // The time that a person takes to decide does not count.
  const decided = new Set(
    journeys.flatMap(({ outcomes, remedyId }) => (outcomes.some(isHeld) ? (remedyId ?? []) : [])),
  );
  const undecided = timed.filter(({ remedyId }) => !decided.has(remedyId));
  return {
    events,
    remedies: timed,
    duplicates: journeys.filter(({ end }) => end && isDuplicate(end)).length,
    refused: journeys.flatMap(({ type, end }) =>
      end?.kind === 'not-owed' ? [{ reason: end.reasons.join('; '), type }] : [],
    ),
    undelivered: [
      ...rejected,
      ...journeys.flatMap(({ type, end }) =>
        end?.kind === 'undelivered' && !end.isInQueue ? [{ reason: end.reason, type }] : [],
      ),
      ...deadLetters,
    ],
    mails,
    partners,
    requestsPerFirstRemedy: quantile(requestsOf(journeys, isIssued), 0.5),
    reservationsPerFirstRemedy: mean(
      journeys.flatMap(({ end, reservations }) => (end?.kind === 'recorded' ? (reservations ?? []) : [])),
    ),
    requestsPerDuplicate: quantile(requestsOf(journeys, isDuplicate), 0.5),
    p95DetectToMailMs: quantile(
      undecided.flatMap(({ detectToMailMs }) => detectToMailMs ?? []),
      0.95,
    ),
    p95OccurredToMailMs: quantile(
      undecided.flatMap(({ occurredToMailMs }) => occurredToMailMs ?? []),
      0.95,
    ),
  };
}

/** From the first publication, and from the failure itself, to the moment SES accepted the mail. */
function timesToMail(
  { remedyId, occurredAt }: RecordedRemedy,
  journeys: readonly Journey[],
): { detectToMailMs: number | null; occurredToMailMs: number | null } {
  const mine = journeys.filter((journey) => journey.remedyId === remedyId);
  const mailedAt = mine.find((journey) => journey.mailedAt !== undefined)?.mailedAt;
  if (mailedAt === undefined) return { detectToMailMs: null, occurredToMailMs: null };
  return {
    detectToMailMs: Math.round(mailedAt - Math.min(...mine.map(({ acceptedAt }) => acceptedAt))),
    occurredToMailMs: Math.round(mailedAt - Date.parse(occurredAt)),
  };
}

function isHeld({ state }: Outcome): boolean {
  return state === 'held';
}

function isIssued(end: JourneyEnd): boolean {
  return end.kind === 'recorded' && end.state === 'issued';
}

function isDuplicate({ kind }: JourneyEnd): boolean {
  return kind === 'duplicate';
}

function requestsOf(journeys: readonly Journey[], isCounted: (end: JourneyEnd) => boolean): number[] {
  return journeys.flatMap(({ end, databaseRequests }) =>
    end && isCounted(end) && databaseRequests !== undefined ? [databaseRequests] : [],
  );
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value below which that share of the values lies, by the nearest rank; for an even median the mean of the two. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (rank: number): number | undefined => sorted[Math.min(Math.max(Math.ceil(rank), 1), sorted.length) - 1];
  const rank = share * sorted.length;
  const value = at(rank);
  if (value === undefined) return null;
  const next = at(rank + 1);
  return share === 0.5 && Number.isInteger(rank) && next !== undefined ? (value + next) / 2 : value;
}

/** States from which the sweep, the provider or a partner moves a remedy on. */
export const transientStates: readonly string[] = [
  'executing',
  'approved',
  'pending',
  'unknown',
  'declined',
  'late-failed',
  'fallback',
];

/** What is or should be in progress: neither final, nor waiting for a person, nor in a queue. */
export function unsettled({ remedies, undelivered }: Report, journeys: readonly Journey[]): string[] {
  const anApologyIsInQueue = undelivered.some(({ type }) => type === 'RemedyIssued');
  return [
    ...journeys.filter(({ end }) => end === undefined).map(({ type, eventId }) => `${type} ${eventId} has not ended`),
    ...remedies
      .filter(({ state }) => transientStates.includes(state))
      .map(({ remedyId, state }) => `${remedyId} is ${state}`),
    ...remedies.filter(({ state }) => state === 'issued').flatMap(pendingParts),
    ...remedies
      .filter(
        ({ state, notice }) =>
          state === 'issued' && ['none', 'sending', 'unknown'].includes(notice) && !anApologyIsInQueue,
      )
      .map(({ remedyId, notice }) => `the apology of ${remedyId} is ${notice}`),
  ];
}

/** A callback is announced in the apology, and comes after it. */
function pendingParts({ remedyId, parts }: RecordedRemedy): string[] {
  return parts
    .filter(({ state }) => state === 'pending')
    .map((part) => `${remedyId} waits for the ${describePart(part)}`);
}
