import { createRequire } from 'node:module';
import type * as DuckDb from '@duckdb/node-api';

/** A table whose lines lie in files as JSON, one line each, below a folder for each partition. */
export interface FileTable {
  readonly name: string;
  /** By name, as Glue calls their types. */
  readonly columns: Readonly<Record<string, string>>;
  /** By name. The folders of the files are called after them: `day=2026-11-29`. */
  readonly partitionColumns: Readonly<Record<string, string>>;
  /** The folder above those of the partitions. */
  readonly folder: string;
  /** Whether there is any file yet. */
  readonly hasFiles: boolean;
}

/** What a statement gave: every value as text, as Athena gives it. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** DuckDB is a development dependency: without it everything else runs. */
export class DuckDbMissingError extends Error {
  override readonly name = 'DuckDbMissingError';
  constructor() {
    super('DuckDB is not installed here, which reads the files of insight: npm install --no-save @duckdb/node-api');
  }
}

/** How DuckDB calls the types of Glue that are used. */
const types: Readonly<Record<string, string>> = { string: 'VARCHAR', bigint: 'BIGINT', int: 'INTEGER', date: 'DATE' };

/**
 * Runs a statement of Trino's SQL in DuckDB, over files.
 *
 * @param parameters in place of the question marks, as literals of SQL, which is how Athena takes them
 * @throws DuckDbMissingError
 * @throws Error where DuckDB does not take the statement
 */
export async function runInDuckDb(
  tables: readonly FileTable[],
  sql: string,
  parameters: readonly string[] = [],
): Promise<Rows> {
  const { DuckDBInstance } = loaded();
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    // A whole number divided by another one is a whole number in Trino.
    await connection.run('SET integer_division = true');
    for (const table of tables) await connection.run(viewOf(table));
    return await rowsOf(connection, withLiterals(sql, parameters));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Where it is not installed, nobody is in its way who does not ask for it. */
const requireHere = createRequire(__filename);

function loaded(): typeof DuckDb {
  try {
    return requireHere('@duckdb/node-api') as typeof DuckDb;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') throw new DuckDbMissingError();
    throw error;
  }
}

async function rowsOf(connection: DuckDb.DuckDBConnection, sql: string): Promise<Rows> {
  const reader = await connection.runAndReadAll(sql);
  const rows = reader.getRows().map((row) => row.map((value) => (value === null ? null : String(value))));
  return { columns: reader.columnNames(), rows };
}

function viewOf({ name, columns, partitionColumns, folder, hasFiles }: FileTable): string {
  const all = Object.entries({ ...columns, ...partitionColumns }).map(
    ([column, type]) => [column, typeOf(type)] as const,
  );
  if (!hasFiles) {
    const empty = all.map(([column, type]) => `CAST(NULL AS ${type}) AS ${quoted(column)}`).join(', ');
    return `CREATE VIEW ${quoted(name)} AS SELECT ${empty} WHERE false`;
  }
  const ofFiles = Object.entries(columns).map(([column, type]) => `${literal(column)}: ${literal(typeOf(type))}`);
  const ofFolders = Object.entries(partitionColumns).map(([column, type]) => `${literal(column)}: ${typeOf(type)}`);
  const source =
    `read_json(${literal(`${folder}/**/*.json`)}, format = 'newline_delimited', columns = {${ofFiles.join(', ')}}, ` +
    `hive_partitioning = true, hive_types = {${ofFolders.join(', ')}})`;
  return `CREATE VIEW ${quoted(name)} AS SELECT * FROM ${source}`;
}

function typeOf(glueType: string): string {
  const type = types[glueType];
  if (type === undefined) throw new Error(`the local system reads no column of the type ${glueType}`);
  return type;
}

/** Athena puts them into the text, too. No question has a question mark elsewhere. */
function withLiterals(sql: string, parameters: readonly string[]): string {
  const parts = sql.split('?');
  if (parts.length - 1 !== parameters.length) {
    throw new Error(`the statement has ${parts.length - 1} parameters, and ${parameters.length} were given`);
  }
  return parts.map((part, index) => `${part}${parameters[index] ?? ''}`).join('');
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
