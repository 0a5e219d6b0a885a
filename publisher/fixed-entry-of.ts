import { parseContract } from '../lambdas/failures/definition/parse-failure';
import { incidentFixedSchema, incidentFixedType, type IncidentFixed } from '../lambdas/model/judging/incident-fixed';
import type { EntryAddress, FailureEntry } from './entry-of';

export type { IncidentFixed };

/**
 * The entry that says that what was behind an incident is mended, from the source whose failures it caused. Whoever may
 * publish those may publish this. Pure.
 *
 * @throws {@link ContractError} where it breaks its contract
 */
export function fixedEntryOf(
  fixed: IncidentFixed,
  { source, busName }: EntryAddress & { readonly source: string },
): FailureEntry {
  const detail = parseContract(incidentFixedSchema, incidentFixedType, fixed);
  return { EventBusName: busName, Source: source, DetailType: incidentFixedType, Detail: JSON.stringify(detail) };
}
