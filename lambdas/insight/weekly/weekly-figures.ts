import { money, type Money } from '../../model/money';
import type { Asked, Days, InsightAnswers, Table } from '../insight-answers';
import { questionOf, type QuestionName } from '../questions/question';
import { weekBefore } from './week';

/** What one failure type did in a week. */
export interface FiguresOfType {
  readonly type: string;
  readonly failures: number;
  /** In the week before. */
  readonly before: number;
  readonly gotSomething: number;
  readonly waiting: number;
  readonly gotNothing: number;
  /** From the detection until the mail arrived, for all but one in twenty. Undefined where no mail has arrived. */
  readonly detectedToMailSeconds: number | undefined;
}

/** What the owner of a product is told of a week. */
export interface WeeklyFigures {
  readonly week: Days;
  readonly types: readonly FiguresOfType[];
  readonly customers: number;
  /** Of these, who was let down more than once. */
  readonly again: number;
  readonly given: readonly Money[];
  /** Remedies that wait for a person. */
  readonly held: number;
  readonly mailsNotArrived: number;
}

/** A question had no answer, so nothing is told. The next run asks again. */
export class FiguresMissingError extends Error {
  override readonly name = 'FiguresMissingError';
  constructor(
    readonly question: QuestionName,
    readonly why: string,
  ) {
    super(`the question "${question}" has no answer: ${why}`);
  }
}

type Row = Readonly<Record<string, string | null>>;

/**
 * The figures of one system's products, from the questions that the console shows.
 *
 * @throws FiguresMissingError
 */
export async function weeklyFigures(source: string, week: Days, answers: InsightAnswers): Promise<WeeklyFigures> {
  const ask = async (name: QuestionName, { from, to }: Days = week): Promise<Row[]> => {
    const asked: Asked = { from, to, source };
    const answer = await answers.ask(questionOf(name), asked);
    if (answer.is === 'refused') throw new FiguresMissingError(name, answer.why);
    return rowsOf(answer.table);
  };
  const failed = await ask('what-fails');
  const before = await ask('what-fails', weekBefore(week));
  const covered = await ask('coverage');
  const waited = await ask('time-to-remedy');
  const hurt = await ask('customers-hurt');
  const given = await ask('money');
  const held = await ask('decided-by-people');
  const mails = await ask('mails-not-arrived');
  return {
    week,
    types: failed.map((row) => ofType(textOf(row, 'failure_type'), { failed, before, covered, waited })),
    customers: sumOf(hurt, 'customers'),
    again: sumOf(
      hurt.filter(({ times }) => times !== '1'),
      'customers',
    ),
    given: sumsByCurrency(given),
    held: sumOf(held, 'still_waiting'),
    mailsNotArrived: sumOf(mails.filter(isOfProduct), 'went_wrong'),
  };
}

interface Answered {
  readonly failed: readonly Row[];
  readonly before: readonly Row[];
  readonly covered: readonly Row[];
  readonly waited: readonly Row[];
}

function ofType(type: string, { failed, before, covered, waited }: Answered): FiguresOfType {
  const ofThis = (row: Row): boolean => row['failure_type'] === type;
  const reached = waited.find((row) => ofThis(row) && row['step'] === detectedToMail);
  return {
    type,
    failures: sumOf(failed.filter(ofThis), 'failures'),
    before: sumOf(before.filter(ofThis), 'failures'),
    gotSomething: sumOf(covered.filter(ofThis), 'got_something'),
    waiting: sumOf(covered.filter(ofThis), 'waiting'),
    gotNothing: sumOf(covered.filter(ofThis), 'got_nothing'),
    detectedToMailSeconds: reached && numberIn(reached, 'p95_seconds'),
  };
}

/** As the question names this step. */
const detectedToMail = '4 detected to mail';

/** A mail whose remedy is of another product is of no type that is known here. */
function isOfProduct(row: Row): boolean {
  return row['failure_type'] !== 'not known';
}

function sumsByCurrency(rows: readonly Row[]): Money[] {
  const currencies = [...new Set(rows.map((row) => textOf(row, 'currency')))].toSorted();
  return currencies.map((currency) =>
    money(
      sumOf(
        rows.filter((row) => row['currency'] === currency),
        'given_minor',
      ),
      currency,
    ),
  );
}

function rowsOf({ columns, rows }: Table): Row[] {
  return rows.map((values) => Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null])));
}

function sumOf(rows: readonly Row[], column: string): number {
  return rows.reduce((sum, row) => sum + numberIn(row, column), 0);
}

function numberIn(row: Row, column: string): number {
  return Number(row[column] ?? 0);
}

function textOf(row: Row, column: string): string {
  return row[column] ?? '';
}
