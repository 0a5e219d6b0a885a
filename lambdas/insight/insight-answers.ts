import type { Question } from './questions/question';

/** Of which days, in UTC. */
export interface Days {
  /** `2026-11-01` */
  readonly from: string;
  readonly to: string;
}

/** Of which days, and of whose products. */
export interface Asked extends Days {
  /** The system that published the failures. Only for what is asked of remedies. @default - of all */
  readonly source?: string | undefined;
}

/** What a question gave: names of columns, and rows of text. A value that is not known is null. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** A question has an answer, or there is a reason why it has none. */
export type InsightAnswer =
  { readonly is: 'answered'; readonly table: Table } | { readonly is: 'refused'; readonly why: string };

/** Answers questions from the lines of insight. */
export interface InsightAnswers {
  ask(question: Question, of: Asked): Promise<InsightAnswer>;
}
