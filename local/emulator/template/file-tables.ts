import * as z from 'zod';
import type { Resource } from '../assembly/assembly';
import type { Resolver } from '../assembly/resolver';

/** A table of Glue: files of a bucket, and what is in them. */
export interface GlueTable {
  readonly databaseName: string;
  readonly name: string;
  /** Types by name. */
  readonly columns: Readonly<Record<string, string>>;
  readonly partitionColumns: Readonly<Record<string, string>>;
  /** `s3://bucket/prefix/` */
  readonly location: string;
}

const columnsSchema = z.array(z.object({ Name: z.string(), Type: z.string() }));

const tableSchema = z.object({
  DatabaseName: z.string(),
  TableInput: z.object({
    Name: z.string(),
    PartitionKeys: columnsSchema.default([]),
    StorageDescriptor: z.object({ Columns: columnsSchema, Location: z.string() }),
  }),
});

export function readGlueTable(resource: Resource, resolver: Resolver): GlueTable {
  const { DatabaseName: databaseName, TableInput: input } = resolver.read(resource, tableSchema);
  const { Columns, Location: location } = input.StorageDescriptor;
  const named = (columns: z.infer<typeof columnsSchema>) =>
    Object.fromEntries(columns.map(({ Name, Type }) => [Name, Type]));
  return {
    databaseName,
    name: input.Name,
    columns: named(Columns),
    partitionColumns: named(input.PartitionKeys),
    location,
  };
}
