import * as z from 'zod';
import type { Resource } from '../assembly/assembly';
import type { Resolver } from '../assembly/resolver';
import { refuseProperties } from '../assembly/resource-types';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const indexSchema = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
});

const tableSchema = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(indexSchema).optional(),
  LocalSecondaryIndexes: z.array(indexSchema).optional(),
});

/** Keys and indexes of a table. Time to live, encryption, backups and replicas have no local counterpart. */
export interface Table extends z.infer<typeof tableSchema> {
  readonly name: string;
}

export function readTable(resource: Resource, resolver: Resolver): Table {
  refuseProperties(resource, {
    StreamSpecification: 'the local system has no streams.',
    KinesisStreamSpecification: 'the local system has no streams.',
  });
  return { name: resolver.nameOf(resource), ...resolver.read(resource, tableSchema) };
}
