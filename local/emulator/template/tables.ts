import * as z from 'zod';
import type { Resource } from '../assembly/assembly';
import type { Resolver } from '../assembly/resolver';
import { refuseProperties } from '../assembly/resource-types';
import type { PolicyStatementJson } from '../iam/policy-evaluator';
import { resourcePolicySchema } from './roles';

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

/** What the policy of a table says of that table. */
export interface TablePolicy {
  readonly tableName: string;
  readonly statements: readonly PolicyStatementJson[];
}

const policiesSchema = z.object({
  ResourcePolicy: resourcePolicySchema.optional(),
  /** A global table has one in each region. */
  Replicas: z.array(z.object({ Region: z.string(), ResourcePolicy: resourcePolicySchema.optional() })).default([]),
});

export function readTablePolicy(resource: Resource, resolver: Resolver, region: string): TablePolicy {
  const { ResourcePolicy: own, Replicas: replicas } = resolver.read(resource, policiesSchema);
  const policy = own ?? replicas.find((replica) => replica.Region === region)?.ResourcePolicy;
  return { tableName: resolver.nameOf(resource), statements: policy?.PolicyDocument.Statement ?? [] };
}
