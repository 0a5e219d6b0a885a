import type { IResolvable } from 'aws-cdk-lib';

/**
 * Only events of these sources and types, however many a request carries: to IAM the keys of PutEvents have several
 * values, and a request without any must not pass.
 */
export function onlyEvents(
  sources: readonly string[] | IResolvable,
  types: readonly string[] | IResolvable,
): Record<string, Record<string, unknown>> {
  return {
    'ForAllValues:StringEquals': { 'events:source': sources, 'events:detail-type': types },
    Null: { 'events:source': 'false', 'events:detail-type': 'false' },
  };
}
