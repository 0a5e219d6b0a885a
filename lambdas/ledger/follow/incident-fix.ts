import { hourMs } from '../../model/durations';
import type { FailureCause } from '../../model/judging/failure-causes';
import type { IncidentFixed } from '../../model/judging/incident-fixed';
import type { Money } from '../../model/money';
import type { RemedyKey, SaveResult } from '../port/ledger';

/** What a system said of the end of an incident. */
export interface SaidFixed extends Pick<IncidentFixed, 'cause' | 'fixedAt' | 'by'> {
  readonly cause: FailureCause;
  /** The event source that said it. Customers of other sources are not told by it. */
  readonly source: string;
  /** ISO 8601. */
  readonly heardAt: string;
}

/** What a person decided about telling those whom it hurt. */
export interface FixVerdict {
  readonly verdict: 'tell' | 'keep-silent';
  /** The verified identity of that person. */
  readonly actor: string;
  readonly why: string;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * An incident of which customers were written, until it is mended and those whom it hurt know it, or a person decides
 * that they need not.
 */
export interface IncidentFix {
  readonly incidentId: string;
  /** When the first of its customers was written. ISO 8601. */
  readonly since: string;
  /** Missing while nobody has said that it is mended: it is paid for, and may hurt again. */
  readonly fixed?: SaidFixed | undefined;
  readonly decided?: FixVerdict | undefined;
  /** When those whom it hurt are looked at next. ISO 8601. */
  readonly dueAt?: string | undefined;
  /** 1 when first written, and one more with every write. */
  readonly version: number;
}

/** Those whom an incident hurt and who were not told of its end, as the index has them. */
export interface Hurt {
  readonly remedies: readonly RemedyKey[];
  /** What their mails said was given. */
  readonly amounts: readonly Money[];
  /** False where there are more. */
  readonly isComplete: boolean;
}

/** Incidents and their ends. */
export interface IncidentFixes {
  readFix(incidentId: string): Promise<IncidentFix | undefined>;
  /** Writes it if the stored version is the one before it; version 1 only if there is none. */
  saveFix(next: IncidentFix): Promise<SaveResult>;
  /** Those of which nobody has decided that customers are told, or are not: the longest known first. */
  undecidedFixes(limit: number): Promise<readonly string[]>;
  hurtBy(incidentId: string, limit: number): Promise<Hurt>;
  /** Whether anything failed for that customer after a time, which came to the ledger. */
  failedAfter(customerId: string, at: string): Promise<boolean>;
}

/** So long after a verdict those are told too whose first mail left late. */
const tellsForMs = 24 * hourMs;

/** What could not be told until then is told no more. */
const triesForMs = 72 * hourMs;

/** How often it is looked whether there are any. */
const looksAgainMs = hourMs;

/** An incident of which the first customer was written just now. */
export function newFix(incidentId: string, at: string): IncidentFix {
  return { incidentId, since: at, version: 1 };
}

/**
 * The incident once more, after a person had decided on its end and it hurt somebody anew: it is paid for, and not
 * mended. Undefined where that is no news, or those whom it hurt before are still being told.
 */
export function relapsed(fix: IncidentFix, occurredAt: string, at: string): IncidentFix | undefined {
  const { incidentId, fixed, decided, dueAt, version } = fix;
  const isAfter = fixed !== undefined && Date.parse(occurredAt) > Date.parse(fixed.fixedAt);
  if (!decided || dueAt !== undefined || !isAfter) return undefined;
  return { incidentId, since: at, version: version + 1 };
}

/** With what a system says of its end. Undefined where a person has decided already, or something newer is known. */
export function withFixed(fix: IncidentFix, fixed: SaidFixed): IncidentFix | undefined {
  const isOlder = fix.fixed !== undefined && Date.parse(fixed.fixedAt) <= Date.parse(fix.fixed.fixedAt);
  if (fix.decided || isOlder) return undefined;
  return { ...fix, fixed, version: fix.version + 1 };
}

/** With a person's verdict. Those whom it hurt are told from now on, or never. */
export function withFixVerdict(fix: IncidentFix, decided: FixVerdict): IncidentFix {
  const dueAt = decided.verdict === 'tell' ? decided.at : undefined;
  return { ...fix, decided, dueAt, version: fix.version + 1 };
}

/** How far those have been told whom the index names. */
export interface Telling {
  readonly isFinished: boolean;
  /** When it hurt somebody again after it was said to be mended. ISO 8601. */
  readonly hurtAgainAt?: string | undefined;
}

/**
 * After those were told whom the index named. Looked at again for a day, and then no more. Where it has hurt somebody
 * meanwhile, it is paid for then, and not mended.
 */
export function afterTelling(fix: IncidentFix, now: Date, { isFinished, hurtAgainAt }: Telling): IncidentFix {
  const sinceMs = now.getTime() - Date.parse(fix.decided?.at ?? fix.since);
  const isOver = sinceMs >= (isFinished ? tellsForMs : triesForMs);
  if (isOver && hurtAgainAt !== undefined) {
    return { incidentId: fix.incidentId, since: hurtAgainAt, version: fix.version + 1 };
  }
  const nextMs = isFinished ? now.getTime() + looksAgainMs : now.getTime();
  return { ...fix, dueAt: isOver ? undefined : new Date(nextMs).toISOString(), version: fix.version + 1 };
}
