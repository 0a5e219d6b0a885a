import { toJSONSchema, type $ZodType, type JSONSchema } from 'zod/v4/core';
import type { EventContract } from './event-contract';

/** The contract of a `detail`, and the events that carry it. */
export interface DetailContract extends Pick<EventContract, 'schema' | 'examples'> {
  /** The detail-types that carry it. */
  readonly types: readonly string[];
}

type Draft = 'draft-2020-12' | 'draft-07' | 'draft-04';

/**
 * What a publisher may write. zod calls every numeric literal a number; where it is whole, as versions are, it is an
 * integer to those who generate code from a schema.
 */
export function writtenSchemaOf(schema: $ZodType, target: Draft = 'draft-2020-12'): JSONSchema.BaseSchema {
  return toJSONSchema(schema, {
    io: 'input',
    target,
    override: ({ jsonSchema }) => {
      const values: unknown[] = jsonSchema.enum ?? ('const' in jsonSchema ? [jsonSchema.const] : []);
      if (jsonSchema.type === 'number' && values.length > 0 && values.every(Number.isInteger)) {
        jsonSchema.type = 'integer';
      }
    },
  });
}

/** A contract as JSON Schema (draft 2020-12), for publishers and listeners in any language. */
export function jsonSchemaOf({ types, schema, examples }: DetailContract): object {
  const { $schema, ...rest } = writtenSchemaOf(schema);
  const title = `${types.join(', ')} (version ${schemaVersionOf(schema)})`;
  return { $schema, title, ...rest, ...(examples.length > 0 && { examples: examples.map(({ detail }) => detail) }) };
}

/** The name of an event's contract, which several events may share. */
export function schemaNameOf({ type, schemaName = type }: Pick<EventContract, 'type' | 'schemaName'>): string {
  return schemaName;
}

/** A contract names no version. */
export class NoSchemaVersionError extends Error {
  override readonly name = 'NoSchemaVersionError';
  constructor() {
    super('The contract needs a schemaVersion that is one number, such as z.literal(1): its file is named after it.');
  }
}

/**
 * The version a contract names in its `schemaVersion`.
 *
 * @throws {@link NoSchemaVersionError}
 */
export function schemaVersionOf(schema: $ZodType): number {
  const version = writtenSchemaOf(schema).properties?.['schemaVersion'];
  if (typeof version !== 'object' || typeof version.const !== 'number') throw new NoSchemaVersionError();
  return version.const;
}

/**
 * The whole event for the EventBridge Schema Registry, in the shape in which the registry itself exports its
 * JSONSchemaDraft4 schemas: the envelope, with the detail among the definitions.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/schemas/export-schema.html
 */
export function registrySchemaOf({ type, source, schema }: EventContract): object {
  const { $schema, ...detail } = writtenSchemaOf(schema, 'draft-04');
  return {
    $schema,
    title: type,
    definitions: { [type]: detail },
    type: 'object',
    properties: {
      version: { type: 'string' },
      id: { type: 'string' },
      'detail-type': { type: 'string', enum: [type] },
      // A deployment may name another source.
      source: { type: 'string' },
      account: { type: 'string' },
      time: { type: 'string', format: 'date-time' },
      region: { type: 'string' },
      resources: { type: 'array', items: { type: 'string' } },
      detail: { $ref: `#/definitions/${type}` },
    },
    required: ['version', 'id', 'detail-type', 'source', 'account', 'time', 'region', 'resources', 'detail'],
    'x-amazon-events-source': source,
    'x-amazon-events-detail-type': type,
  };
}
