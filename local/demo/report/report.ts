import type { Outcome } from '../../../lambdas/outcomes/outcome';
import type { Journey, JourneyEnd } from './journeys';
import { partInWords } from './part-in-words';
import type { PartnerBooks } from './partner-books';
import type { RecordedRemedy } from './recorded-remedies';

export interface ReportedMail {
  readonly to: string;
  readonly subject: string;
}

export interface Undelivered {
  readonly reason: string;
  readonly type: string;
}

/** What became of a whole evening: the object that `npm start -- --json` prints. */
export interface Report {
  /** How many events were published. */
  readonly events: number;
  readonly remedies: readonly (RecordedRemedy & { readonly detectToMailMs: number | null })[];
  /** Events that met a remedy which was there already. */
  readonly duplicates: number;
  /** Failures that earn nothing, and why. */
  readonly refused: readonly Undelivered[];
  /** Events that came to nobody, or that were given up on and lie in a queue, and why. */
  readonly undelivered: readonly Undelivered[];
  readonly mails: readonly ReportedMail[];
  /** What the company's other systems received. */
  readonly partners: PartnerBooks;
  /**
   * Median of the DynamoDB requests of the deliveries that gave a remedy there and then, reservations apart. What waits for a
   * person or a partner keeps more, to go on with. Null where there was none.
   */
  readonly requestsPerFirstRemedy: number | null;
  /** Mean of the requests that reserved shared limits. Few remedies in fresh functions need many, and a storm hardly any. */
  readonly reservationsPerFirstRemedy: number | null;
  /** Median of the DynamoDB requests of the deliveries that met one. Null where there was none. */
  readonly requestsPerDuplicate: number | null;
  /** Of the mails for which nobody had to decide first. */
  readonly p95DetectToMailMs: number | null;
}

export interface Observed {
  readonly events: number;
  readonly journeys: readonly Journey[];
  readonly remedies: readonly RecordedRemedy[];
  readonly mails: readonly ReportedMail[];
  readonly partners: PartnerBooks;
  /** Entries that PutEvents did not take. */
  readonly notTaken: readonly Undelivered[];
  /** What lies in the dead-letter queues. */
  readonly deadLetters: readonly Undelivered[];
}

export function reportOf({ events, journeys, remedies, mails, partners, notTaken, deadLetters }: Observed): Report {
  const timed = remedies.map((remedy) => ({ ...remedy, detectToMailMs: detectToMailMs(remedy, journeys) }));
  // How long a person takes to decide is not the system's to answer for.
  const decided = new Set(journeys.flatMap(({ told, remedyId }) => (told.some(isHeld) ? (remedyId ?? []) : [])));
  const times = timed.flatMap(({ remedyId, detectToMailMs: ms }) => (ms === null || decided.has(remedyId) ? [] : [ms]));
  return {
    events,
    remedies: timed,
    duplicates: journeys.filter(({ end }) => end && isDuplicate(end)).length,
    refused: journeys.flatMap(({ type, end }) =>
      end?.kind === 'not-owed' ? [{ reason: end.reasons.join('; '), type }] : [],
    ),
    undelivered: [
      ...notTaken,
      ...journeys.flatMap(({ type, end }) =>
        end?.kind === 'undelivered' && !end.parked ? [{ reason: end.reason, type }] : [],
      ),
      ...deadLetters,
    ],
    mails,
    partners,
    requestsPerFirstRemedy: quantile(requestsOf(journeys, wasGiven), 0.5),
    reservationsPerFirstRemedy: mean(
      journeys.flatMap(({ end, reservations }) => (end?.kind === 'recorded' ? (reservations ?? []) : [])),
    ),
    requestsPerDuplicate: quantile(requestsOf(journeys, isDuplicate), 0.5),
    p95DetectToMailMs: quantile(times, 0.95),
  };
}

/** From the first publication to the moment the mail service took the mail. */
function detectToMailMs({ remedyId }: RecordedRemedy, journeys: readonly Journey[]): number | null {
  const mine = journeys.filter((journey) => journey.remedyId === remedyId);
  const mailedAt = mine.find((journey) => journey.mailedAt !== undefined)?.mailedAt;
  if (mailedAt === undefined) return null;
  return Math.round(mailedAt - Math.min(...mine.map(({ acceptedAt }) => acceptedAt)));
}

function isHeld({ state }: Outcome): boolean {
  return state === 'held';
}

function wasGiven(end: JourneyEnd): boolean {
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

/** A remedy in one of these is taken further by the sweep, by the provider or by a partner. */
export const movingStates: readonly string[] = [
  'executing',
  'approved',
  'pending',
  'unknown',
  'declined',
  'late-failed',
  'fallback',
];

/** What still moves, or should: neither final nor waiting for a person nor given up on where somebody can find it. */
export function unsettled({ remedies, undelivered }: Report, journeys: readonly Journey[]): string[] {
  const apologiesGivenUp = undelivered.some(({ type }) => type === 'RemedyIssued');
  return [
    ...journeys.filter(({ end }) => end === undefined).map(({ type, eventId }) => `${type} ${eventId} has not ended`),
    ...remedies
      .filter(({ state }) => movingStates.includes(state))
      .map(({ remedyId, state }) => `${remedyId} is ${state}`),
    ...remedies.filter(({ state }) => state === 'issued').flatMap(unanswered),
    ...remedies
      .filter(
        ({ state, notice }) =>
          state === 'issued' && ['none', 'sending', 'unknown'].includes(notice) && !apologiesGivenUp,
      )
      .map(({ remedyId, notice }) => `the apology of ${remedyId} is ${notice}`),
  ];
}

/** A call is promised in the apology, and comes after it. */
function unanswered({ remedyId, parts }: RecordedRemedy): string[] {
  return parts.filter(({ state }) => state === 'pending').map((part) => `${remedyId} waits for a ${partInWords(part)}`);
}
