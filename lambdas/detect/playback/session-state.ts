import * as z from 'zod/mini';
import { businessIdSchema, instantSchema } from '../../failures/definition/failure';
import { reportSchema, type Report, type SessionReports } from './session-report';

/** A session of hours with a report a second would outgrow its item. The first and the last count. */
const mostReports = 1_000;

/** What is known of one session: its reports by the clock of the player, each once. */
export const sessionStateSchema = z.object({
  sessionId: businessIdSchema,
  contentId: z.optional(businessIdSchema),
  /** When the newest of them arrived. */
  heardAt: instantSchema,
  reports: z.array(reportSchema),
});

export type SessionState = z.infer<typeof sessionStateSchema>;

/** Sorted by time, and each once: so the order in which they came decides nothing. */
export function withReports(state: SessionState | undefined, batch: SessionReports): SessionState {
  const known = state?.reports ?? [];
  const keys = new Set(known.map(keyOf));
  const added = uniqueOf(batch.reports).filter((report) => !keys.has(keyOf(report)));
  if (state && added.length === 0) return state;
  const { sessionId, contentId = state?.contentId, receivedAt } = batch;
  const heardAt = state && state.heardAt > receivedAt ? state.heardAt : receivedAt;
  const reports = [...known, ...added].toSorted((a, b) => a.atMs - b.atMs || (keyOf(a) < keyOf(b) ? -1 : 1));
  return { sessionId, contentId, heardAt, reports: withoutMiddle(reports) };
}

function uniqueOf(reports: readonly Report[]): readonly Report[] {
  return [...new Map(reports.map((report) => [keyOf(report), report])).values()];
}

function keyOf({ atMs, state, isBeat, isHidden, stalledMs, allStalledMs, errorCode }: Report): string {
  return `${atMs}|${state}|${isBeat}|${isHidden}|${stalledMs}|${allStalledMs}|${errorCode}`;
}

function withoutMiddle(reports: readonly Report[]): Report[] {
  if (reports.length <= mostReports) return [...reports];
  return [...reports.slice(0, mostReports / 2), ...reports.slice(-mostReports / 2)];
}
