import { reportableTypes, reportSource } from '../../lambdas/reports/report-source';
import type { FailureType } from '../options/failure-type';
import type { Reports } from './reports';

/** Whether it is a type of the catalog that somebody can report. One of a team's own is reported by its own systems. */
export function isReportable({ type, entry }: Pick<FailureType, 'type' | 'entry'>): boolean {
  return entry === undefined && reportableTypes.some((known) => known === type);
}

/** Reports come from a source of their own, and count as reported whatever they say. */
export function withReports(failures: readonly FailureType[], reports: Reports | undefined): readonly FailureType[] {
  if (!reports) return failures;
  return failures.map((failure) =>
    isReportable(failure) ? failure.alsoFrom(reportSource, { evidence: 'reported' }) : failure,
  );
}
