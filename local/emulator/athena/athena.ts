import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { unguarded, type Guard } from '../iam/guard';
import { AwsError, awsJson } from '../server/aws-json';
import { serve, type LoopbackServer } from '../server/loopback-server';
import type { GlueTable } from '../template/file-tables';
import { runInDuckDb, type FileTable, type Rows } from './duckdb';

export interface AthenaSettings {
  readonly tables: readonly GlueTable[];
  /** Buckets are folders below it. */
  readonly folder: string;
}

const startSchema = z.object({
  QueryString: z.string(),
  QueryExecutionContext: z.object({ Database: z.string() }),
  ExecutionParameters: z.array(z.string()).default([]),
});

const idSchema = z.object({ QueryExecutionId: z.string(), NextToken: z.string().optional() });

type Execution =
  | { readonly state: 'RUNNING' }
  | { readonly state: 'SUCCEEDED'; readonly rows: Rows }
  | { readonly state: 'FAILED'; readonly why: string };

/** What one answer holds, with the names of the columns as the first of them. */
const rowsOfAnswer = 1000;

/** Athena with the three operations that ask a question, over files of this machine, in DuckDB. */
export async function startAthena(
  port: number,
  { tables, folder }: AthenaSettings,
  guard: Guard = unguarded,
): Promise<LoopbackServer> {
  const executions = new Map<string, Execution>();
  const found = (id: string): Execution => {
    const execution = executions.get(id);
    if (!execution) throw new AwsError('InvalidRequestException', `QueryExecution ${id} was not found`);
    return execution;
  };
  const operations = {
    'AmazonAthena.StartQueryExecution': (input: unknown) => {
      const { QueryString: sql, QueryExecutionContext, ExecutionParameters } = startSchema.parse(input);
      const ofDatabase = tables.filter(({ databaseName }) => databaseName === QueryExecutionContext.Database);
      const id = randomUUID();
      executions.set(id, { state: 'RUNNING' });
      const files = ofDatabase.map((table) => filesOf(table, folder));
      void runInDuckDb(files, sql, ExecutionParameters).then(
        (rows) => executions.set(id, { state: 'SUCCEEDED', rows }),
        (error: unknown) =>
          executions.set(id, { state: 'FAILED', why: error instanceof Error ? error.message : String(error) }),
      );
      return { QueryExecutionId: id };
    },
    'AmazonAthena.GetQueryExecution': (input: unknown) => {
      const { QueryExecutionId } = idSchema.parse(input);
      const execution = found(QueryExecutionId);
      const StateChangeReason = execution.state === 'FAILED' ? execution.why : undefined;
      return { QueryExecution: { QueryExecutionId, Status: { State: execution.state, StateChangeReason } } };
    },
    'AmazonAthena.GetQueryResults': (input: unknown) => {
      const { QueryExecutionId, NextToken = '0' } = idSchema.parse(input);
      const execution = found(QueryExecutionId);
      if (execution.state !== 'SUCCEEDED') throw new AwsError('InvalidRequestException', 'The query has no results.');
      return resultsFrom(execution.rows, Number(NextToken));
    },
  };
  return serve(port, guard('athena', awsJson(operations)));
}

function resultsFrom({ columns, rows }: Rows, begin: number): object {
  const all = [columns, ...rows];
  const end = begin + rowsOfAnswer;
  return {
    ResultSet: {
      Rows: all.slice(begin, end).map((row) => ({
        Data: row.map((value) => (value === null ? {} : { VarCharValue: value })),
      })),
      ResultSetMetadata: { ColumnInfo: columns.map((Name) => ({ Name, Type: 'varchar' })) },
    },
    ...(end < all.length && { NextToken: String(end) }),
  };
}

function filesOf({ name, columns, partitionColumns, location }: GlueTable, folder: string): FileTable {
  const below = path.join(folder, location.replace(/^s3:\/\//, ''));
  return { name, columns, partitionColumns, folder: below, hasFiles: existsSync(below) };
}
