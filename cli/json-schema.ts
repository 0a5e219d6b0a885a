import { toJSONSchema } from 'zod/v4/core';
import type { FailureDefinition } from '../lambdas/failures/failure-definition';

/** The contract of a failure type's `detail` as JSON Schema (draft 2020-12), for publishers in any language. */
export function jsonSchemaOf({ type, schema, sample }: FailureDefinition): object {
  const { $schema, ...rest } = toJSONSchema(schema, { io: 'input' });
  return { $schema, title: `${type} (version 1)`, ...rest, examples: [sample] };
}
