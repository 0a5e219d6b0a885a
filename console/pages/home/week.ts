import { operations } from '../../../lambdas/operator-api/operation';
import type { Days } from '../../../lambdas/insight/insight-answers';
import { dayMs } from '../../../lambdas/model/durations';
import { ask, type Refusal } from '../../asking/ask';
import type { Visit } from '../../visit/visit';
import { numberIn, rowsOf, type Row } from '../insight/cell-text';

/** How often one failure type was decided on, in seven days and in the seven before. */
export interface Failing {
  readonly failureType: string;
  readonly now: number;
  readonly before: number;
}

/** How long customers waited from the detection to one thing. Missing where nothing is known. */
export interface Waited {
  readonly failureType: string;
  readonly toRemedy: Row | undefined;
  readonly toMail: Row | undefined;
}

/** What insight knows of the last seven days, in UTC, and of those before. */
export interface Week {
  readonly days: Days;
  readonly newestAt?: string | undefined;
  readonly failing: readonly Failing[];
  readonly waited: readonly Waited[];
}

/** Asks insight, which costs questions in Athena: only where somebody wants to know. */
export async function weekOf({ api, now }: Pick<Visit, 'api' | 'now'>): Promise<Week | Refusal> {
  const dayOf = (daysAgo: number): string => new Date(now.getTime() - daysAgo * dayMs).toISOString().slice(0, 10);
  const days = { from: dayOf(6), to: dayOf(0) };
  const answerTo = (question: 'what-fails' | 'time-to-remedy', query: Days) =>
    ask(api, operations.askInsight, { params: { question }, query: { ...query } });
  const [fails, failed, times] = await Promise.all([
    answerTo('what-fails', days),
    answerTo('what-fails', { from: dayOf(13), to: dayOf(7) }),
    answerTo('time-to-remedy', days),
  ]);
  if (fails.is === 'refused') return fails;
  if (failed.is === 'refused') return failed;
  if (times.is === 'refused') return times;
  const [current, earlier] = [fails.value, failed.value].map(({ columns, rows }) => rowsOf(columns, rows));
  const steps = rowsOf(times.value.columns, times.value.rows);
  return {
    days,
    newestAt: fails.value.newestAt,
    failing: failingIn(current ?? [], earlier ?? []),
    waited: waitedIn(steps),
  };
}

function failingIn(current: readonly Row[], earlier: readonly Row[]): Failing[] {
  const types = typesIn([...current, ...earlier]);
  // A failure type has a row for each of its sources.
  const countOf = (type: string, rows: readonly Row[]): number =>
    rows.reduce((sum, row) => sum + (row['failure_type'] === type ? (numberIn(row, 'failures') ?? 0) : 0), 0);
  return types.map((failureType) => ({
    failureType,
    now: countOf(failureType, current),
    before: countOf(failureType, earlier),
  }));
}

function waitedIn(steps: readonly Row[]): Waited[] {
  const stepOf = (type: string, name: string): Row | undefined =>
    steps.find((row) => row['failure_type'] === type && row['step']?.endsWith(name));
  return typesIn(steps).map((failureType) => ({
    failureType,
    toRemedy: stepOf(failureType, 'detected to remedy'),
    toMail: stepOf(failureType, 'detected to mail'),
  }));
}

function typesIn(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap((row) => row['failure_type'] ?? []))].toSorted();
}
