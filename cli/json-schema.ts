import { toJSONSchema } from 'zod/v4/core';
import type { FailureDefinition } from '../lambdas/failures/failure-definition';
import { outcomeSchema, outcomeTypes } from '../lambdas/outcomes/outcome';

/** The contract of every event that tells how a remedy stands, for whoever listens to them. */
export function jsonSchemaOfOutcomes(): object {
  const { $schema, ...rest } = toJSONSchema(outcomeSchema, { io: 'input' });
  return { $schema, title: `${Object.values(outcomeTypes).join(', ')} (version 1)`, ...rest };
}

/** The contract of a failure type's `detail` as JSON Schema (draft 2020-12), for publishers in any language. */
export function jsonSchemaOf({ type, schema, sample }: FailureDefinition): object {
  const { $schema, ...rest } = toJSONSchema(schema, { io: 'input' });
  return { $schema, title: `${type} (version 1)`, ...rest, examples: [sample] };
}
