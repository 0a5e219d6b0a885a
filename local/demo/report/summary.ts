import { booksInWords } from './partner-books';
import { partsInWords } from './part-in-words';
import { movingStates, type Report } from './report';

/** The report as a table for people. */
export function summaryOf(report: Report): string {
  const rows = report.remedies.map(({ customerId, type, parts, state, notice, detectToMailMs }) => [
    customerId,
    type,
    state,
    notice,
    detectToMailMs === null ? '' : `${detectToMailMs} ms`,
    partsInWords(parts),
  ]);
  const books = booksInWords(report.partners);
  const { events, duplicates, refused, undelivered, mails } = report;
  return [
    table([['customer', 'failure', 'state', 'apology', 'to mail', 'given'], ...rows]),
    '',
    ...books.flatMap((line, index) => (index === books.length - 1 ? [line, ''] : [line])),
    `${events} events, ${report.remedies.length} remedies, ${duplicates} duplicates, ${mails.length} mails`,
    whatWaits(report),
    ...report.remedies.flatMap(waitingLine),
    ...refused.map(({ type, reason }) => `not owed:    ${type}: ${reason}`),
    ...undelivered.map(({ type, reason }) => `undelivered: ${type}: ${reason}`),
    `DynamoDB requests: ${orNone(report.requestsPerFirstRemedy)} per first remedy, ${orNone(report.requestsPerDuplicate)} per duplicate; ` +
      `beside them ${reservations(report)} reservations of shared limits per remedy`,
    `detect to mail, p95: ${orNone(report.p95DetectToMailMs)} ms`,
  ].join('\n');
}

/** With the id by which a person decides on it. */
function waitingLine({ customerId, remedyId, type, state, waitsFor }: Report['remedies'][number]): string[] {
  if (waitsFor === null) return [];
  return [`${`${state}:`.padEnd(12)} ${type} ${customerId} ${remedyId}: ${waitsFor}`];
}

function whatWaits({ remedies }: Report): string {
  const count = (isCounted: (state: string) => boolean): number =>
    remedies.filter(({ state }) => isCounted(state)).length;
  const held = count((state) => state === 'held');
  const waiting = count((state) => movingStates.includes(state));
  return `held: ${held}, waiting: ${waiting}, left to a person: ${count((state) => state === 'needs-attention')}`;
}

function reservations({ reservationsPerFirstRemedy: mean }: Report): string {
  return mean === null ? 'no' : mean.toFixed(2);
}

function orNone(value: number | null): string {
  return value === null ? 'none' : String(value);
}

function table(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(columns[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
