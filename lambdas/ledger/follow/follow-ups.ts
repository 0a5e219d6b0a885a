import * as z from 'zod/mini';
import { afterBusinessDays, dayMs } from '../../model/durations';
import { costsOf } from '../../model/remedy';
import type { FollowUpTemplate, PlannedMail } from '../notice/notice';
import { liveParts, type PartRecord, type RemedyRecord } from '../remedy-record';

/**
 * Whether it was made right may be asked for fourteen days, and the mail before it leaves up to four days into them.
 * What waits for its turn any longer would never leave.
 */
export const mostDaysApart = 10;

/** Which customers are written to once more after they were told what was given. */
export const followUpOptionsSchema = z.object({
  /** Who got money back, once it should have arrived. */
  refund: z.optional(z.boolean()),
  /** Who was sent a new one, once it should have come. */
  replacement: z.optional(z.boolean()),
  /** Whom an incident let down, once somebody says that it is mended and a person lets the mails go. */
  mended: z.optional(z.boolean()),
  /** How many days lie between two such mails to one customer, at least. 7 without it. */
  daysApart: z.optional(z.int().check(z.positive(), z.lte(mostDaysApart))),
});

/** Which customers are written to once more after they were told what was given. */
export type FollowUpOptions = z.infer<typeof followUpOptionsSchema>;

export const usualDaysApart = 7;

/** Whether it was made right is asked by an option of its own, and planned once the mail before it has arrived. */
export type PlannedWithMail = Exclude<FollowUpTemplate, 'feedback'>;

/** Whether a deployment writes such mails. */
export function isWantedBy({ refund, replacement, mended }: FollowUpOptions, template: PlannedWithMail): boolean {
  const wanted = { 'refund-there': refund, 'replacement-there': replacement, mended };
  return wanted[template] === true;
}

/** One that is to be written down. */
export interface Plan {
  readonly template: PlannedWithMail;
  readonly planned: PlannedMail;
}

/** Holidays of the customer's bank are not known here, and nobody is asked before the money may be late. */
const spareBusinessDays = 2;

/** So long after its day a new one is asked about. Parcels are handed over in the evening. */
const spareForParcelMs = dayMs;

/** Whoever sends a new one may name its day later. */
const lookForDayAfterMs = 7 * dayMs;

/** What could not be asked for so long is asked no more. */
const ofUseMs = 21 * dayMs;

/** The address of the customer is kept for ninety days. */
const addressKeptMs = 85 * dayMs;

/** What follows up on a mail that said what was given, and left then. */
export function plansFor(record: RemedyRecord, sentAt: string, options: FollowUpOptions): Plan[] {
  const given = givenParts(record);
  const amounts = costsOf(given.map(({ part }) => part));
  const plan = (template: PlannedWithMail, fromMs: number): Plan => ({
    template,
    planned: { from: isoOf(fromMs), until: isoOf(fromMs + ofUseMs), amounts },
  });
  const arrives = options.refund ? moneyArrives(given, sentAt) : undefined;
  const comes = options.replacement ? comesAt(given) : undefined;
  const { incidentId } = record;
  const isOfIncident = options.mended && incidentId !== undefined;
  return [
    ...(arrives === undefined ? [] : [plan('refund-there', arrives)]),
    ...(comes === undefined ? [] : [plan('replacement-there', comes.ms ?? Date.parse(sentAt) + lookForDayAfterMs)]),
    ...(isOfIncident
      ? [
          {
            template: 'mended' as const,
            planned: { until: isoOf(Date.parse(sentAt) + addressKeptMs), incidentId, amounts },
          },
        ]
      : []),
  ];
}

/** What was given, as mails say it. */
export function givenParts(record: Pick<RemedyRecord, 'parts'>): readonly PartRecord[] {
  return liveParts(record).filter(({ part, outcome }) => part.kind !== 'callback' && outcome.state === 'succeeded');
}

/** When all of the money should be there. Undefined where nobody could say how long it takes. */
function moneyArrives(given: readonly PartRecord[], sentAt: string): number | undefined {
  const days = given.flatMap(({ part, outcome }) =>
    part.kind === 'refund' && outcome.state === 'succeeded' ? [outcome.arrival?.maxBusinessDays] : [],
  );
  const known = days.flatMap((count) => count ?? []);
  if (known.length === 0 || known.length < days.length) return undefined;
  return afterBusinessDays(new Date(sentAt), Math.max(...known) + spareBusinessDays).getTime();
}

/** Undefined where no new one was sent. Without `ms` where nobody has named its day. */
export function comesAt(given: readonly PartRecord[]): { readonly ms?: number } | undefined {
  const days = given.flatMap(({ part, outcome }) =>
    part.kind === 'replacement' && outcome.state === 'succeeded' ? [outcome.shipment?.arrivesBy] : [],
  );
  if (days.length === 0) return undefined;
  const known = days.flatMap((day) => day ?? []);
  if (known.length < days.length) return {};
  return { ms: Math.max(...known.map((day) => Date.parse(day))) + spareForParcelMs };
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
