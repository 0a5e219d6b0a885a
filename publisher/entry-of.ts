import type * as z from 'zod/mini';
import type { FailureDefinition } from '../lambdas/failures/definition/failure-definition';
import { parseFailure } from '../lambdas/failures/definition/parse-failure';

/** What publishing needs of a failure type: its name, its source and its contract. */
export type FailureContract = Pick<FailureDefinition, 'type' | 'defaultSource' | 'schema' | 'formerly'>;

/** A failure of one of these types. The name of the type decides what its detail has to be. */
export type FailureOf<Contract extends FailureContract> = Contract extends FailureContract
  ? { readonly type: Contract['type']; readonly detail: z.output<Contract['schema']> }
  : never;

/** The bus an event goes to, and its source. */
export interface EntryAddress {
  /** @default - the default source of the failure type */
  readonly source?: string | undefined;
  /** The bus's name or ARN. */
  readonly busName: string;
}

/** One entry of a PutEvents request. */
export interface FailureEntry {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

/**
 * The entry that publishes a failure. Its detail has the newest version of the contract, and only the fields that the
 * contract names. Pure.
 *
 * @throws {@link ContractError} where the detail breaks its contract
 */
export function entryOf<Contract extends FailureContract>(
  contract: Contract,
  detail: FailureOf<Contract>['detail'],
  { source = contract.defaultSource, busName }: EntryAddress,
): FailureEntry {
  return {
    EventBusName: busName,
    Source: source,
    DetailType: contract.type,
    Detail: JSON.stringify(parseFailure(contract, detail)),
  };
}
