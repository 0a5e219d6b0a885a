/** What a column of an insight record holds. Times are milliseconds since 1970, amounts whole minor units. */
export type ColumnType = 'text' | 'whole';

/**
 * The columns of an insight record, with what each holds. A record is one line: nothing in it is a list. It has no
 * name, no address, and no word that somebody wrote to somebody. A column that is not known of a record is left out.
 */
export const insightColumns = {
  /** Rises with what is no longer read as before. */
  schema_version: 'whole',
  /**
   * `outcome`: how a remedy stands. `mail`: what became of a mail. `feedback`: what a customer answered who was asked
   * whether it was made right. `conversation`: what became of what a customer wrote. `fix`: that an incident is mended,
   * with its cause as its state. Others may come: read what you know.
   */
  kind: 'text',
  /** The remedy, by a pseudonym. */
  remedy: 'text',
  /** The customer, by a pseudonym. Missing where what is known of them was erased before. */
  customer: 'text',
  /** The version of the remedy record, the answer or the conversation, or how often something became of that mail. */
  version: 'whole',
  /** When it was published. */
  recorded_at_ms: 'whole',
  failure_type: 'text',
  /** The state of the remedy or of the mail, what was answered, or what became of the conversation. */
  state: 'text',
  /** The system that published the failure: whose product it was. */
  source: 'text',
  brand: 'text',
  /** The country of the customer's locale, where it names one. */
  market: 'text',
  /** The language that the customer is written to in, where one is known. */
  language: 'text',
  /** `detected` or `reported`. */
  evidence: 'text',
  incident: 'text',
  occurred_at_ms: 'whole',
  detected_at_ms: 'whole',
  owed_by_ms: 'whole',
  /** What the customer had paid for it. */
  paid_minor: 'whole',
  /** ISO 4217. Of every amount of the record. */
  currency: 'text',
  /** How many digits of an amount are behind the decimal point. */
  currency_exponent: 'whole',
  /** What the remedy is, by its kinds of parts: `callback+refund`. */
  kinds: 'text',
  /** What its parts are worth, given or not. A part in whose place another one is given does not count. */
  decided_minor: 'whole',
  /** What was given, by what it was. */
  refunded_minor: 'whole',
  credited_minor: 'whole',
  replaced_minor: 'whole',
  granted_minor: 'whole',
  /** Authorisations that were cancelled: nothing was taken, so no money went back. */
  cancelled_minor: 'whole',
  called_back: 'whole',
  /** How many parts are in another currency, and in none of these amounts. */
  foreign_parts: 'whole',
  /** Why a provider or a partner refused a part. */
  refusal: 'text',
  /** Why it was decided so, in the sentences of the policy. */
  reasons: 'text',
  policy_version: 'text',
  /** What is waited for. */
  awaits: 'text',
  /** A hash of the facts that a policy decides by, without ids: the same for what should be treated alike. */
  facts: 'text',
  /** Who bears what it costs. */
  bearer: 'text',
  bearer_party: 'text',
  borne_minor: 'whole',
  /** Which mail. */
  mail: 'text',
  mail_trouble: 'text',
  /** Where something was answered: `mail` or `page`. */
  said_by: 'text',
  /** What a customer spoke of, of a closed list: `late+money`. */
  terms: 'text',
  /** Who looks after a conversation: `marketing`, `contact-center` or `both`. */
  owner: 'text',
  /** How many minutes of its owner's hours a customer waited for an answer. */
  waited_minutes: 'whole',
} as const satisfies Readonly<Record<string, ColumnType>>;

type Columns = typeof insightColumns;

export type InsightColumn = keyof Columns;

type Known = { readonly [Name in InsightColumn]?: (Columns[Name] extends 'whole' ? number : string) | undefined };

/** The columns that every record has. */
type Always = 'schema_version' | 'kind' | 'remedy' | 'version' | 'recorded_at_ms' | 'failure_type' | 'state';

/** One line of insight. */
export type InsightRecord = Known & { readonly [Name in Always]-?: NonNullable<Known[Name]> };

/** The same before its ids have pseudonyms. */
export interface InsightFacts {
  readonly facts: Omit<InsightRecord, 'remedy' | 'customer'>;
  readonly remedyId: string;
  /** Missing where it is about nobody. */
  readonly customerId?: string | undefined;
  /** When the failure was detected, where the event says so. What its customer erased since is linked to nobody. */
  readonly detectedAt?: string | undefined;
}

/** The name of the table with all records. */
export const insightTable = 'insight';

/** The column by which the files lie apart: the day on which a record arrived, in UTC. */
export const insightPartition = 'day';
