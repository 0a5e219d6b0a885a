import type { FailureDefinition } from '../failures/definition/failure-definition';
import { ContractError, parseFailure } from '../failures/definition/parse-failure';
import { remedyIdOf } from '../model/remedy-id';
import type { ReportedFailure } from './reported-failure';

/**
 * The id of the remedy that the failure may earn, the same as of any detector's. Undefined where the shop's facts break
 * the contract of the failure, which its function would refuse.
 */
export function remedyIdIn(
  { type, detail }: ReportedFailure,
  definition: FailureDefinition,
  customerId: string,
): string | undefined {
  try {
    const failure = parseFailure(definition, detail);
    const [subject, occurrence] = [definition.subject(failure), definition.occurrence(failure)];
    return remedyIdOf({ customerId, type, subject, occurrence });
  } catch (error) {
    if (error instanceof ContractError) return undefined;
    throw error;
  }
}
