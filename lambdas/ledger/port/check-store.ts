import type { CheckMark, MarkedCheck, QualityCheck } from '../check/quality-check';
import type { SaveResult } from './ledger';

/** Where in a month a page begins, and how many checks it has at most. */
export interface CheckRange {
  /** `2026-11` */
  readonly month: string;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface CheckPage {
  /** In the order of time. */
  readonly checks: readonly MarkedCheck[];
  /** Where to read on. Missing where the month has no more. */
  readonly next?: string | undefined;
}

/** What people check afterwards, and what they said of it. It only grows. */
export interface CheckStore {
  /** Keeps a check, once. */
  keepCheck(check: QualityCheck): Promise<void>;
  readCheck(of: Pick<QualityCheck, 'remedyId' | 'committedAt'>): Promise<MarkedCheck | undefined>;
  /** Adds a mark. `stale` where there is one of that number already. */
  addMark(of: Pick<QualityCheck, 'remedyId' | 'committedAt'>, mark: CheckMark): Promise<SaveResult>;
  checksOf(range: CheckRange): Promise<CheckPage>;
}
