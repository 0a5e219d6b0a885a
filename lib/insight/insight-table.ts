import { Names, Stack } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { insightColumns, insightPartition, insightTable } from '../../lambdas/insight/insight-record';
import { linesPrefix } from './insight-bucket';

/** How Glue calls the types of columns. */
const types = { text: 'string', whole: 'bigint' } as const;

/**
 * What Athena and Firehose know of the files: their columns, and that there is a folder for each day. Athena reckons
 * the days out, so that no new one has to be told.
 */
export class InsightTable extends Construct {
  readonly databaseName: string;
  readonly table: CfnTable;
  /** The catalog, the database and the table, for rights. */
  readonly arns: readonly string[];

  constructor(scope: Construct, id: string, bucket: IBucket) {
    super(scope, id);
    const stack = Stack.of(this);
    // Athena takes lower-case letters, digits and underscores.
    this.databaseName = Names.uniqueResourceName(this, { separator: '_', maxLength: 100 }).toLowerCase();
    const database = new CfnDatabase(this, 'Database', {
      catalogId: stack.account,
      databaseInput: { name: this.databaseName, description: 'Amends: what fails, whom it hurts, and what it costs.' },
    });
    const location = `s3://${bucket.bucketName}/${linesPrefix}`;
    this.table = new CfnTable(this, 'Lines', {
      catalogId: stack.account,
      databaseName: this.databaseName,
      tableInput: {
        name: insightTable,
        description: 'One line for each event: how a remedy stands, what became of a mail. No names, no addresses.',
        tableType: 'EXTERNAL_TABLE',
        partitionKeys: [{ name: insightPartition, type: types.text }],
        parameters: {
          classification: 'parquet',
          'projection.enabled': 'true',
          [`projection.${insightPartition}.type`]: 'date',
          [`projection.${insightPartition}.format`]: 'yyyy-MM-dd',
          [`projection.${insightPartition}.range`]: '2026-01-01,NOW',
          'storage.location.template': `${location}${insightPartition}=\${${insightPartition}}/`,
        },
        storageDescriptor: {
          columns: Object.entries(insightColumns).map(([name, type]) => ({ name, type: types[type] })),
          location,
          inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
          outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
          serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
        },
      },
    });
    this.table.addResourceDependency(database);
    const arnOf = (resource: string, resourceName?: string): string =>
      stack.formatArn({ service: 'glue', resource, resourceName });
    this.arns = [
      arnOf('catalog'),
      arnOf('database', this.databaseName),
      arnOf('table', `${this.databaseName}/${insightTable}`),
    ];
  }
}
