import { withoutFailure } from '../../model/judging/gesture';
import sources from './questions.json';

/** Every question, in the order in which a product owner asks. */
export const questionNames = [
  'what-fails',
  'failures-by-week',
  'customers-hurt',
  'coverage',
  'money',
  'money-by-incident',
  'not-mended',
  'owed-to-us',
  'time-to-remedy',
  'decided-by-people',
  'refusals',
  'mails-not-arrived',
  'pleased-by-type',
  'pleased-by-remedy',
  'pleased-by-language',
  'hurt-again',
  'words-said',
  'time-to-answer',
  'parity-spread',
  'parity-pairs',
  'decided-by-version',
  'cost-of-running',
] as const;

export type QuestionName = (typeof questionNames)[number];

/** Asked beside each of them: how old its figures are. */
export const freshness = 'how-fresh' as const;

/** How the answer is drawn: `bars label value`, or `lines label value series`. */
export interface Drawing {
  readonly as: 'bars' | 'lines';
  readonly label: string;
  readonly value: string;
  /** The column that tells one line from another. */
  readonly series?: string | undefined;
}

/** A named question. */
export interface Question {
  readonly name: QuestionName | typeof freshness;
  readonly title: string;
  /** What it answers, in a sentence. */
  readonly answers: string;
  /** How that is reckoned. */
  readonly reckoned: string;
  readonly drawing?: Drawing | undefined;
  /**
   * The whole statement, in what Trino and DuckDB both understand. Its two parameters are the first and the last day.
   */
  readonly sql: string;
  /** The same of the products of one system alone, whose source is a third parameter. */
  readonly sqlOfSource: string;
}

const texts: Readonly<Record<string, string>> = sources;

/** @throws Error where there is no such question, or its file does not say what it answers */
export function questionOf(name: QuestionName | typeof freshness): Question {
  const text = texts[name] ?? '';
  const { heading, statement } = partsOf(text);
  const headed = (what: string): string | undefined =>
    heading.find((line) => line.startsWith(`${what}: `))?.slice(what.length + 2);
  const [title, answers, reckoned] = [headed('title'), headed('answers'), headed('reckoned')];
  if (title === undefined || answers === undefined || reckoned === undefined) {
    throw new Error(`the question ${name} does not say its title, what it answers and how that is reckoned`);
  }
  return {
    name,
    title,
    answers,
    reckoned,
    drawing: drawingOf(headed('chart')),
    sql: composed(statement, ''),
    sqlOfSource: composed(statement, ' WHERE source = ?'),
  };
}

export function isQuestionName(name: string): name is QuestionName {
  return questionNames.some((known) => known === name);
}

function partsOf(text: string): { readonly heading: readonly string[]; readonly statement: string } {
  const lines = text.trim().split('\n');
  const begin = lines.findIndex((line) => !line.startsWith('-- '));
  return { heading: lines.slice(0, begin).map((line) => line.slice(3)), statement: lines.slice(begin).join('\n') };
}

function drawingOf(text: string | undefined): Drawing | undefined {
  const [as, label, value, series] = text?.split(' ') ?? [];
  if ((as !== 'bars' && as !== 'lines') || label === undefined || value === undefined) return undefined;
  return { as, label, value, series };
}

const hasFailed = `failure_type NOT IN (${withoutFailure.map((type) => `'${type}'`).join(', ')})`;

/** Of all remedies, those of something that failed: what counts failures asks these, or without condition the first. */
const failures = `every_failure AS (
  SELECT * FROM every_remedy WHERE ${hasFailed}
),
failures AS (
  SELECT * FROM remedies WHERE ${hasFailed}
)`;

/** What all questions begin with, and then this one. */
function composed(statement: string, condition: string): string {
  const remedies = `remedies AS (\n  SELECT * FROM every_remedy${condition}\n)`;
  const prelude = [(texts['prelude'] ?? '').trim(), remedies, failures].join(',\n');
  return statement.startsWith('WITH ')
    ? `${prelude},\n${statement.slice('WITH '.length)}\n`
    : `${prelude}\n${statement}\n`;
}
