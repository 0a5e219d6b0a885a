import { liveParts, type Approval, type AskedOf, type Hold, type RemedyRecord } from '../../ledger/remedy-record';
import type { Cohort, HeldIncident } from '../../ledger/incident/incident';
import type { Waiting } from '../../ledger/port/waiting-list';
import type { Awaited } from '../../model/decision';
import type { Money } from '../../model/money';
import { referenceOf } from '../../model/remedy-id';
import { costOf, type PartKind } from '../../model/remedy';
import { inParallel } from '../record/in-parallel';
import type { FlowContext } from '../record/flow-context';
import { readWaitingWords, type WaitingWords } from '../words/waiting-words';
import { approvalsForCohort, countCohort } from './cohort';

export type HoldListContext = Pick<FlowContext, 'ledger' | 'waiting' | 'incidents'>;

/** A remedy that waits for a person, as a list shows it. No personal data: that is in the envelope. */
export interface HoldSummary {
  readonly remedyId: string;
  /** What its customer read to quote: `R7K4-M2QX`. */
  readonly reference: string;
  readonly customerId: string;
  readonly failureType: string;
  readonly kinds: readonly PartKind[];
  /** It was given, and only the words of its mail wait. */
  readonly words?: boolean | undefined;
  /** What its parts would cost, or have cost. */
  readonly amounts: readonly Money[];
  /** What is waited for, where it is not a person's decision alone. */
  readonly awaits?: Awaited | undefined;
  /** Who was asked for more and has not answered. `isTheirs`: the clock of the hold stands still for them. */
  readonly waitsFor?: (Pick<AskedOf, 'of' | 'at' | 'by'> & { readonly isTheirs?: boolean }) | undefined;
  /** Until when it is owed. ISO 8601. */
  readonly owedBy?: string | undefined;
  readonly reasons: readonly string[];
  /** ISO 8601. */
  readonly deadline: string;
  readonly escalations: number;
  readonly approvals: readonly Approval[];
  readonly approvalsNeeded: number;
  /** How many more of this customer wait, later than this one, and have no line of their own. */
  readonly others?: number | undefined;
}

/** Everything that waits for a person's decision. */
export interface HoldList {
  /** The most urgent first. */
  readonly holds: readonly HoldSummary[];
  readonly incidents: readonly HeldIncident[];
  /** False where more waits than was read. */
  readonly isComplete: boolean;
}

/** An incident over its limit, with some of what waits because of it. */
export interface IncidentView {
  readonly incident: HeldIncident;
  /** How much waits with it, of what was counted. An approval names it. */
  readonly cohort: Cohort;
  /** How many different people have to approve so much at once. */
  readonly approvalsNeeded: 1 | 2;
  /** False where more wait than were counted. */
  readonly isComplete: boolean;
  readonly examples: readonly HoldSummary[];
}

/** Later than anything can be due. */
const ever = new Date('9999-12-31T23:59:59.999Z');

/** Incidents stand between everything else that waits, and so do floods. So much of that is read to find them. */
const readForLines = 2_000;

/** Of a customer of whom more than this waits, one line stands for all: one id does not hide what others wait for. */
const linesOfCustomer = 5;

/** How many of a cohort are shown. */
const shownOfCohort = 5;

/** How many records are read at once. */
const atOnce = 100;

export async function listHolds(limit: number, context: HoldListContext): Promise<HoldList> {
  const [held, due] = await Promise.all([context.waiting.held(readForLines), context.waiting.due(ever, readForLines)]);
  const lines = linesOf(held);
  return {
    holds: await summariesOf(lines.slice(0, limit), context),
    incidents: await undecidedIn(due, context),
    isComplete: lines.length <= limit && held.length < readForLines && due.length < readForLines,
  };
}

/** What one line shows: the first of these that still waits, and how many others there are. */
type Line = readonly [Waiting, ...Waiting[]];

/** One line for each remedy, or for each customer of whom many wait, the most urgent first. */
function linesOf(held: readonly Waiting[]): Line[] {
  const byCustomer = new Map<string, Waiting[]>();
  for (const one of held) {
    if (one.kind !== 'remedy') continue;
    const ofCustomer = byCustomer.get(one.customerId);
    if (ofCustomer) ofCustomer.push(one);
    else byCustomer.set(one.customerId, [one]);
  }
  return held.flatMap((one): Line[] => {
    if (one.kind === 'incident') return [];
    if (one.kind !== 'remedy') return [[one]];
    const [first, ...others] = byCustomer.get(one.customerId) ?? [];
    if (!first || others.length < linesOfCustomer) return [[one]];
    return first === one ? [[first, ...others]] : [];
  });
}

/** @returns undefined where no remedy was ever held because of it */
export async function viewIncident(
  incidentId: string,
  context: HoldListContext & Pick<FlowContext, 'limits'>,
): Promise<IncidentView | undefined> {
  const incident = await context.incidents.readIncident(incidentId);
  if (!incident) return undefined;
  const { cohort, records, isComplete } = await countCohort(incidentId, context);
  return {
    incident,
    cohort,
    approvalsNeeded: approvalsForCohort(cohort, context.limits),
    isComplete,
    examples: records.flatMap((record) => (record.hold ? summaryOf(record, record.hold) : [])).slice(0, shownOfCohort),
  };
}

/** The index lags: what it names is shown only if it still waits. */
async function summariesOf(lines: readonly Line[], context: HoldListContext): Promise<HoldSummary[]> {
  const summaries: HoldSummary[] = [];
  await inParallel(lines, atOnce, async (line) => {
    for (const [index, one] of line.entries()) {
      const summary = await summaryIn(one, context);
      if (!summary) continue;
      const others = line.length - 1 - index;
      summaries.push(others === 0 ? summary : { ...summary, others });
      return;
    }
  });
  return summaries.sort((a, b) => (a.deadline < b.deadline ? -1 : 1));
}

async function summaryIn(one: Waiting, { ledger }: HoldListContext): Promise<HoldSummary | undefined> {
  if (one.kind === 'incident' || one.kind === 'fix') return undefined;
  if (one.kind === 'notice') {
    const waiting = await readWaitingWords(one, { ledger });
    return waiting && !waiting.words.approval ? summaryOfWords(waiting) : undefined;
  }
  const record = await ledger.readRemedy(one.customerId, one.remedyId);
  return record?.state === 'held' && record.hold ? summaryOf(record, record.hold) : undefined;
}

function summaryOf(record: RemedyRecord, hold: NonNullable<RemedyRecord['hold']>): HoldSummary {
  const { deadline, escalations, approvals, approvalsNeeded, awaits } = hold;
  return {
    remedyId: record.remedyId,
    reference: referenceOf(record.remedyId),
    customerId: record.customerId,
    failureType: record.type,
    kinds: record.parts.map(({ part }) => part.kind),
    amounts: record.parts.flatMap(({ part }) => costOf(part) ?? []),
    reasons: record.reasons,
    deadline,
    escalations,
    approvals,
    approvalsNeeded,
    awaits,
    waitsFor: waitsForIn(hold),
    owedBy: record.owed?.by,
  };
}

/** The question that waits longest for its answer. */
function waitsForIn({ asked = [], stopped }: Hold): HoldSummary['waitsFor'] {
  const open = asked.find(({ answeredAt }) => answeredAt === undefined);
  return open && { of: open.of, at: open.at, by: open.by, ...((stopped?.ms ?? 0) > 0 && { isTheirs: true }) };
}

function summaryOfWords({ record, words: { deadline, escalations } }: WaitingWords): HoldSummary {
  const parts = liveParts(record);
  return {
    remedyId: record.remedyId,
    reference: referenceOf(record.remedyId),
    customerId: record.customerId,
    failureType: record.type,
    kinds: parts.map(({ part }) => part.kind),
    words: true,
    amounts: parts.flatMap(({ part }) => costOf(part) ?? []),
    reasons: ['it was given, and the words of its mail wait for a person', ...record.reasons],
    deadline,
    escalations,
    approvals: [],
    // It moves no money.
    approvalsNeeded: 1,
  };
}

async function undecidedIn(due: readonly Waiting[], { incidents }: HoldListContext): Promise<HeldIncident[]> {
  const undecided: HeldIncident[] = [];
  await inParallel(due, atOnce, async (one) => {
    if (one.kind !== 'incident') return;
    const incident = await incidents.readIncident(one.incidentId);
    if (incident && !incident.decided) undecided.push(incident);
  });
  return undecided.sort((a, b) => (a.deadline < b.deadline ? -1 : 1));
}
