import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  InvalidRequestException,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  TooManyRequestsException,
  type AthenaClient,
  type GetQueryResultsCommandOutput,
  type QueryExecutionStatus,
} from '@aws-sdk/client-athena';
import type { Asked, InsightAnswer, InsightAnswers, Table } from './insight-answers';
import type { Question } from './questions/question';

export interface AthenaPlace {
  readonly workGroup: string;
  readonly database: string;
}

export interface AthenaTime {
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly waitMs: (milliseconds: number) => Promise<void>;
}

/** How long a page waits for its answer. A function of operators has half a minute. */
const longestMs = 22_000;

/** An answer that is asked for once more within so many minutes is the same, and costs nothing. */
const sameForMinutes = 5;

/** So many rows of an answer are shown. */
const mostRows = 5_000;

/** Asks Athena, and waits for the answer. */
export class AthenaAnswers implements InsightAnswers {
  constructor(
    private readonly client: AthenaClient,
    private readonly place: AthenaPlace,
    private readonly time: AthenaTime,
  ) {}

  async ask(question: Question, of: Asked): Promise<InsightAnswer> {
    try {
      const id = await this.start(question, of);
      const status = await this.ended(id);
      if (status?.State === 'SUCCEEDED') return { is: 'answered', table: await this.rowsOf(id) };
      if (status === undefined) {
        await this.client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
        const seconds = longestMs / 1_000;
        return refused(`Athena has not answered within ${seconds} seconds: ask for fewer days`);
      }
      return refused(status.StateChangeReason ?? 'Athena ended the question and says no reason');
    } catch (error) {
      // The permissions of a deployment are its fault, and an alarm; what is asked is not.
      if (error instanceof InvalidRequestException || error instanceof TooManyRequestsException) {
        return refused(error.message);
      }
      throw error;
    }
  }

  private async start({ sql, sqlOfSource }: Question, { from, to, source }: Asked): Promise<string> {
    const { QueryExecutionId: id } = await this.client.send(
      new StartQueryExecutionCommand({
        QueryString: source === undefined ? sql : sqlOfSource,
        ExecutionParameters: [from, to, ...(source === undefined ? [] : [source])].map(literal),
        QueryExecutionContext: { Database: this.place.database },
        WorkGroup: this.place.workGroup,
        ResultReuseConfiguration: {
          ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: sameForMinutes },
        },
      }),
    );
    if (id === undefined) throw new Error('Athena began a question and gave it no id');
    return id;
  }

  /** Undefined where it takes longer than anybody waits. */
  private async ended(id: string): Promise<QueryExecutionStatus | undefined> {
    const until = this.time.nowMs() + longestMs;
    for (let pauseMs = 100; this.time.nowMs() < until; pauseMs = Math.min(pauseMs * 1.5, 1_000)) {
      const { QueryExecution: execution } = await this.client.send(
        new GetQueryExecutionCommand({ QueryExecutionId: id }),
      );
      const status = execution?.Status;
      if (status?.State !== 'QUEUED' && status?.State !== 'RUNNING') return status ?? {};
      await this.time.waitMs(pauseMs);
    }
    return undefined;
  }

  private async rowsOf(id: string): Promise<Table> {
    const rows: (string | null)[][] = [];
    let next: string | undefined;
    do {
      const page: GetQueryResultsCommandOutput = await this.client.send(
        new GetQueryResultsCommand({ QueryExecutionId: id, NextToken: next }),
      );
      for (const { Data: data = [] } of page.ResultSet?.Rows ?? []) {
        rows.push(data.map(({ VarCharValue: value }) => value ?? null));
      }
      next = page.NextToken;
    } while (next !== undefined && rows.length <= mostRows);
    // The first of them has the names of the columns.
    const [columns = [], ...values] = rows;
    return { columns: columns.map((name) => name ?? ''), rows: values.slice(0, mostRows) };
  }
}

/** A parameter is put in as it is written. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function refused(why: string): InsightAnswer {
  return { is: 'refused', why };
}
