import { createHmac } from 'node:crypto';
import type { InsightFacts, InsightRecord } from './insight-record';

/** What is kept of a customer so that all of their records bear one pseudonym. */
export interface CustomerKey {
  /** 32 random bytes as hexadecimal digits. Missing where it was forgotten, and nothing happened since. */
  readonly key?: string | undefined;
  /** What was detected until then is linked to nobody. ISO 8601. */
  readonly forgottenUntil?: string | undefined;
}

/** Keeps a key for each customer, apart from all records. */
export interface CustomerKeys {
  /** The keys of these customers. Who has none is not among them. */
  find(customerIds: readonly string[]): Promise<ReadonlyMap<string, CustomerKey>>;
  /** Gives a customer this key, unless there is one. @returns what they have then */
  keep(customerId: string, key: string): Promise<CustomerKey>;
}

/** Forgets the key of a customer: nothing leads from their records to them any more, nor from one to another later. */
export interface ForgetfulKeys {
  forget(customerId: string, until: string): Promise<void>;
}

/**
 * Whether a record may not be linked to its customer. Of a mail nobody knows when its failure was detected: it makes no
 * new pseudonym of somebody who was forgotten.
 */
export function isForgotten({ key, forgottenUntil }: CustomerKey, detectedAt: string | undefined): boolean {
  if (forgottenUntil === undefined) return false;
  return detectedAt === undefined ? key === undefined : Date.parse(detectedAt) <= Date.parse(forgottenUntil);
}

/**
 * A line with pseudonyms. The remedy has one too: its id is in the ledger for ever, beside the customer's, and would
 * lead to them.
 *
 * @param key the customer's, or one that nobody keeps
 */
export function withPseudonyms(
  { facts, remedyId, customerId }: InsightFacts,
  key: string,
  isLinked: boolean,
): InsightRecord {
  return {
    ...facts,
    remedy: pseudonymOf(`remedy ${remedyId}`, key),
    ...(isLinked && customerId !== undefined && { customer: pseudonymOf(`customer ${customerId}`, key) }),
  };
}

function pseudonymOf(text: string, key: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(text, 'utf8').digest('hex').slice(0, 24);
}
