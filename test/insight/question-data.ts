import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { insightColumns, insightTable, type InsightRecord } from '../../lambdas/insight/insight-record';
import type { InsightAnswers } from '../../lambdas/insight/insight-answers';
import { questionOf, type QuestionName, type freshness } from '../../lambdas/insight/questions/question';
import { runInDuckDb, type FileTable } from '../../local/emulator/athena/duckdb';

const minuteMs = 60_000;

/** Monday, the 16th of November 2026, 09:00 UTC. */
export const begin = Date.parse('2026-11-16T09:00:00Z');

/** So many minutes after the begin. */
export const at = (minutes: number): number => begin + minutes * minuteMs;

/** An outcome of a film that stuttered, as it usually ends. */
export function outcome(remedy: string, changed: Partial<InsightRecord> = {}): InsightRecord {
  const refunded = changed.refunded_minor ?? (changed.state === undefined || changed.state === 'issued' ? 399 : 0);
  return {
    schema_version: 1,
    kind: 'outcome',
    remedy,
    customer: `customer of ${remedy}`,
    version: 1,
    recorded_at_ms: at(2),
    failure_type: 'VideoPlaybackFailed',
    state: 'issued',
    source: 'com.example.video',
    market: 'GB',
    evidence: 'detected',
    occurred_at_ms: at(0),
    detected_at_ms: at(1),
    paid_minor: 399,
    currency: 'GBP',
    currency_exponent: 2,
    kinds: 'refund',
    decided_minor: 399,
    refunded_minor: refunded,
    credited_minor: 0,
    replaced_minor: 0,
    granted_minor: 0,
    cancelled_minor: 0,
    called_back: 0,
    reasons: 'the film stalled for 9 minutes',
    facts: 'stalled',
    ...changed,
  };
}

export function mail(remedy: string, changed: Partial<InsightRecord> = {}): InsightRecord {
  return {
    schema_version: 1,
    kind: 'mail',
    remedy,
    customer: `customer of ${remedy}`,
    version: 0,
    recorded_at_ms: at(4),
    failure_type: '',
    state: 'delivered',
    mail: 'apology',
    ...changed,
  };
}

/** What a customer answered who was asked whether it was made right. */
export function feedback(remedy: string, answer: string, changed: Partial<InsightRecord> = {}): InsightRecord {
  return {
    schema_version: 1,
    kind: 'feedback',
    remedy,
    customer: `customer of ${remedy}`,
    version: 1,
    recorded_at_ms: at(30),
    failure_type: 'VideoPlaybackFailed',
    state: answer,
    said_by: 'mail',
    ...changed,
  };
}

/** The question arrived. */
export function asked(remedy: string, changed: Partial<InsightRecord> = {}): InsightRecord {
  return mail(remedy, { mail: 'feedback', recorded_at_ms: at(20), ...changed });
}

/** What became of what a customer wrote. */
export function conversation(remedy: string, state: string, changed: Partial<InsightRecord> = {}): InsightRecord {
  return {
    schema_version: 1,
    kind: 'conversation',
    remedy,
    customer: `customer of ${remedy}`,
    version: 1,
    recorded_at_ms: at(40),
    failure_type: 'VideoPlaybackFailed',
    state,
    owner: 'contact-center',
    ...changed,
  };
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The records as the files that Firehose would write, each twice: what is delivered twice counts once. */
export function filesOf(records: readonly InsightRecord[]): FileTable {
  const folder = mkdtempSync(path.join(tmpdir(), 'insight-'));
  folders.push(folder);
  const dayOf = ({ recorded_at_ms: ms }: InsightRecord): string => new Date(ms).toISOString().slice(0, 10);
  const days = new Set(records.map(dayOf));
  for (const day of days) {
    const ofDay = records.filter((record) => dayOf(record) === day);
    const below = path.join(folder, `day=${day}`);
    mkdirSync(below);
    const lines = ofDay.map((record) => `${JSON.stringify(record)}\n`).join('');
    for (const file of ['first.json', 'again.json']) writeFileSync(path.join(below, file), lines);
  }
  const columns = Object.fromEntries(
    Object.entries(insightColumns).map(([name, type]) => [name, type === 'whole' ? 'bigint' : 'string']),
  );
  return { name: insightTable, columns, partitionColumns: { day: 'string' }, folder, hasFiles: days.size > 0 };
}

/** What a question answers, each row with the names of its columns. */
export async function answerOf(
  name: QuestionName | typeof freshness,
  records: readonly InsightRecord[],
  [from, to] = ['2026-11-01', '2026-11-30'],
): Promise<Record<string, string | null>[]> {
  const { columns, rows } = await runInDuckDb([filesOf(records)], questionOf(name).sql, [`'${from}'`, `'${to}'`]);
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])));
}

/** The answers of files with these records, as the functions ask for them. */
export function answersOf(records: readonly InsightRecord[]): InsightAnswers {
  const files = filesOf(records);
  return {
    ask: async ({ sql, sqlOfSource }, { from, to, source }) => {
      const days = [from, to].map((day) => `'${day}'`);
      const rows =
        source === undefined
          ? await runInDuckDb([files], sql, days)
          : await runInDuckDb([files], sqlOfSource, [...days, `'${source}'`]);
      return { is: 'answered', table: rows };
    },
  };
}
