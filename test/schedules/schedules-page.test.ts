import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { amountInWords, percentInWords } from '../../lambdas/schedules/owed';
import type { Clock, Schedule } from '../../lambdas/schedules/schedule';
import type { ScheduleRow } from '../../lambdas/schedules/schedule-row';
import { schedules } from '../../lambdas/schedules/schedules';

const page = readFileSync(join(__dirname, '../../docs/schedules.md'), 'utf8');
const [head = [], , ...rows] = page
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

const eventWords = { 'missed-appointment': 'for a missed appointment', 'late-payment': 'more where that is paid late' };
const dayWords = { repair: 'a day without service', 'late-start': 'a day of a late start' };

function rowInWords(row: ScheduleRow): string {
  switch (row.kind) {
    case 'event':
      return `${amountInWords(row)} ${eventWords[row.event]}`;
    case 'day': {
      const after = row.freeWorkingDays === 0 ? '' : ` after ${row.freeWorkingDays} full working days`;
      return `${amountInWords(row)} ${dayWords[row.what]}${after}`;
    }
    case 'flight':
      return row.bands
        .map(({ amountMinor, upToKm, intraUnion }) => {
          const distance = upToKm === undefined ? '' : ` up to ${upToKm} km`;
          const fits = intraUnion ? ' inside the union' : distance || ' farther';
          return `${amountInWords({ amountMinor, currency: row.currency })}${fits}`;
        })
        .join('; ');
    case 'delay':
      return row.bands
        .map(({ fromMinutes, ofSingleBasisPoints, ofReturnBasisPoints }) => {
          const shares = `${percentInWords(ofSingleBasisPoints)} of a single or ${percentInWords(ofReturnBasisPoints)} of a return`;
          return `from ${fromMinutes} minutes ${shares}`;
        })
        .join('; ');
    case 'uptime':
      return row.bands
        .map(({ belowBasisPoints, shareBasisPoints }) => {
          return `below ${percentInWords(belowBasisPoints)} ${percentInWords(shareBasisPoints)} of the month's bill`;
        })
        .join('; ');
    case 'price':
      return `${percentInWords(row.shareBasisPoints)} of the price`;
  }
}

function clockInWords({ tender, count, unit }: Clock): string {
  const days = `${count} ${unit.replace('-', ' ')}`;
  const words = count === 1 ? days.replace(/s$/, '') : days;
  return tender === undefined ? words : `${words} (${tender})`;
}

function scheduleInWords({ id, source, inForceFrom, inForceUntil, rows: owed, clocks, tender }: Schedule): string[] {
  return [
    `\`${id}\``,
    `[${source.citation}](${source.url})`,
    inForceFrom,
    inForceUntil ?? '',
    owed.map(rowInWords).join('; '),
    clocks.map(clockInWords).join(', ') || 'none named',
    tender.abovePaid,
  ];
}

it('the page on schedules lists every table as the code has it: source, dates, amounts and clock', () => {
  expect(head).toEqual(['table', 'source', 'from', 'until', 'owed', 'by when', 'above what was paid']);
  expect(rows).toEqual(schedules.map(scheduleInWords));
});

it('the page on schedules says that they are off by default and no legal advice', () => {
  expect(page).toContain('off by default');
  expect(page).toContain('no legal advice');
});
