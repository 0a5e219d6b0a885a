import { counted } from '../../text/counted';
import { durationText } from '../../text/duration';
import { wrapped } from '../../text/wrapped';
import { describeParts } from './describe-part';
import { describeRecords } from './partner-records';
import { transientStates, type Report } from './report';

/**
 * The report as text for a terminal.
 *
 * @param columns its width, where it has one: lines break between words then
 */
export function summaryOf(report: Report, columns?: number): string {
  const rows = report.remedies.map(({ customerId, type, parts, state, notice, detectToMailMs }) => [
    customerId,
    type,
    state,
    notice,
    detectToMailMs === null ? '' : durationText(detectToMailMs),
    describeParts(parts),
  ]);
  const records = describeRecords(report.partners);
  const { refused, undelivered } = report;
  const lines = [
    table([['customer', 'failure', 'state', 'apology', 'to mail', 'parts'], ...rows]),
    '',
    ...(records.length === 0 ? [] : [...records, '']),
    totalsOf(report),
    stateCounts(report),
    waitingCounts(report),
    ...report.remedies.flatMap(waitingLine),
    ...refused.map(({ type, reason }) => line('not owed', `${type}: ${reason}`)),
    ...undelivered.map(({ type, reason }) => line('undelivered', `${type}: ${reason}`)),
    `DynamoDB requests: ${orNone(report.requestsPerFirstRemedy)} per first remedy, ${orNone(report.requestsPerDuplicate)} per duplicate, ` +
      `and ${reservations(report)} to reserve shared limits per remedy`,
    `detect to mail, p95: ${durationOrNone(report.p95DetectToMailMs)}; occurred to mail: ${durationOrNone(report.p95OccurredToMailMs)}`,
  ];
  return wrapped(lines.join('\n'), columns);
}

/** `30 events, 1 remedy, 2 duplicates, 1 mail`. */
export function totalsOf({ events, remedies, duplicates, mails }: Report): string {
  return [
    counted(events, 'event'),
    counted(remedies.length, 'remedy', 'remedies'),
    counted(duplicates, 'duplicate'),
    counted(mails.length, 'mail'),
  ].join(', ');
}

/** With the ids that a person needs to decide. */
function waitingLine({ customerId, remedyId, type, state, waitsFor }: Report['remedies'][number]): string[] {
  if (waitsFor === null) return [];
  return [line(state, `${type} ${customerId} ${remedyId}: ${waitsFor}`)];
}

/** Of the remedies that wait for something. A mail whose words wait counts, though its money is back. */
export function waitingCounts({ remedies }: Pick<Report, 'remedies'>): string {
  const waiting = remedies.filter(({ waitsFor }) => waitsFor !== null);
  const forPerson = waiting.filter(({ waitsForPerson }) => waitsForPerson).length;
  const byItself = waiting.length - forPerson;
  return `waiting: ${waiting.length} (${forPerson} for a person, ${byItself} that end by themselves)`;
}

export function stateCounts({ remedies }: Report): string {
  const count = (isCounted: (state: string) => boolean): number =>
    remedies.filter(({ state }) => isCounted(state)).length;
  const held = count((state) => state === 'held');
  const inProgress = count((state) => transientStates.includes(state));
  return `held: ${held}, in progress: ${inProgress}, needs attention: ${count((state) => state === 'needs-attention')}`;
}

/** `held:            …`, aligned with the other lines of its kind. */
function line(name: string, text: string): string {
  return `${`${name}:`.padEnd(16)} ${text}`;
}

function reservations({ reservationsPerFirstRemedy: mean }: Report): string {
  return mean === null ? 'no' : mean.toFixed(2);
}

function durationOrNone(durationMs: number | null): string {
  return durationMs === null ? 'none' : durationText(durationMs);
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
