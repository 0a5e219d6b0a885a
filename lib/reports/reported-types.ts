import { callType } from '../../lambdas/model/judging/gesture';
import { reportableTypes, reportSource } from '../../lambdas/reports/report-source';
import { FailureType } from '../options/failure-type';
import type { Reports } from './reports';

/** Whether it is a type of the catalog that somebody can report. One of a team's own is reported by its own systems. */
export function isReportable({ type, entry }: Pick<FailureType, 'type' | 'entry'>): boolean {
  return entry === undefined && [...reportableTypes, callType].some((known) => known === type);
}

/** Reports come from a source of their own, and count as reported whatever they say. */
export function withReports(all: readonly FailureType[], reports: Reports | undefined): readonly FailureType[] {
  const failures = withCalls(all, reports?.config.calls ?? false);
  if (!reports) return failures;
  return failures.map((failure) =>
    isReportable(failure) && failure.type !== callType
      ? failure.alsoFrom(reportSource, { evidence: 'reported' })
      : failure,
  );
}

/** With the calls that customers ask for, if they may. They come from the pages alone. */
function withCalls(failures: readonly FailureType[], calls: boolean): readonly FailureType[] {
  if (!calls) return failures.filter(({ type }) => type !== callType);
  const own = failures.find(({ type }) => type === callType);
  const others = own?.sources.filter((source) => source !== reportSource) ?? [];
  if (others.length > 0)
    throw new Error(`${callType} comes from ${reportSource} alone, and not from ${others.join(', ')}.`);
  return own ? failures : [...failures, FailureType.named(callType)];
}
