import { toDecimal, type Money } from '../../lambdas/model/money';
import { tableOf } from '../pages/table';
import type { PublishedFailure } from './events-file';
import type { Rehearsed } from './rehearsal';

/** What the same events would have come to under one set of rules. */
export interface Course {
  readonly name: string;
  readonly results: readonly Rehearsed[];
}

const heading = ['at', 'type', 'source', 'customer'];

/** Sums of each set of rules, and below them every event whose courses differ, or all where there is one set. */
export function rehearsalPage(events: readonly PublishedFailure[], courses: readonly Course[]): string {
  const sums = courses.map(({ name, results }) => {
    const count = (outcome: Rehearsed['outcome']): string => String(ofOutcome(results, outcome).length);
    const [given, held] = (['give', 'hold'] as const).map((outcome) => amountsOf(ofOutcome(results, outcome)));
    return [
      name,
      count('give'),
      given ?? '',
      count('hold'),
      held ?? '',
      count('none'),
      count('duplicate'),
      count('refused'),
    ];
  });
  const rows = events.flatMap((event, index) => {
    const results = courses.flatMap(({ results: of }) => of[index] ?? []);
    const differs = new Set(results.map(courseText)).size > 1;
    if (courses.length > 1 && !differs) return [];
    return [
      [...factsOf(event, results), ...results.map((result) => `${courseText(result)}: ${result.reasons.join('; ')}`)],
    ];
  });
  return [
    tableOf(['RULES', 'GIVEN', 'AMOUNTS', 'HELD', 'AMOUNTS', 'NOTHING', 'AGAIN', 'REFUSED'], sums),
    '',
    rows.length === 0
      ? 'Every event comes to the same under all of them.'
      : tableOf(
          [...heading, ...courses.map(({ name }) => name)].map((name) => name.toUpperCase()),
          rows,
        ),
    '',
    'Nothing was written, asked or paid. Payments count as the events say, and customers as if nothing had been given before.',
  ].join('\n');
}

/** A row for each event, with five cells for each set of rules. */
export function rehearsalRows(events: readonly PublishedFailure[], courses: readonly Course[]): string[][] {
  const named = courses.flatMap(({ name }) =>
    ['outcome', 'kinds', 'amounts', 'reasons'].map((cell) => `${name} ${cell}`),
  );
  return [
    [...heading, ...named],
    ...events.map((event, index) => {
      const results = courses.flatMap(({ results: of }) => of[index] ?? []);
      const cells = results.flatMap(({ outcome, kinds, amounts, reasons }) => [
        outcome,
        kinds,
        written(amounts),
        reasons.join('; '),
      ]);
      return [...factsOf(event, results), ...cells];
    }),
  ];
}

function factsOf({ at, type, source }: PublishedFailure, [first]: readonly Rehearsed[]): string[] {
  return [at, type, source, first?.customerId ?? ''];
}

function courseText({ outcome, kinds, amounts }: Rehearsed): string {
  return [outcome, kinds, written(amounts)].filter((text) => text !== '').join(' ');
}

function ofOutcome(results: readonly Rehearsed[], wanted: Rehearsed['outcome']): readonly Rehearsed[] {
  return results.filter(({ outcome }) => outcome === wanted);
}

function amountsOf(results: readonly Rehearsed[]): string {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of results.flatMap(({ amounts }) => amounts)) {
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  }
  return written([...sums].sort().map(([currency, amountMinor]) => ({ currency, amountMinor })));
}

function written(amounts: readonly Money[]): string {
  return amounts.map((amount) => `${toDecimal(amount)} ${amount.currency}`).join(' + ');
}
