import * as z from 'zod/mini';
import { businessIdSchema } from '../../failures/definition/failure';
import { foundShape } from '../definition/found-shape';

/** Which customers are asked for: those who used a service in a time. */
export interface AffectedQuestion {
  readonly service: string;
  /** ISO 8601. */
  readonly from: string;
  readonly until: string;
  /** Where the page begins. Missing for the first. */
  readonly cursor?: string | undefined;
  /** How many customers one page may have. */
  readonly limit: number;
}

/** One customer, with what they pay for the service: as in every event. */
export const affectedSchema = z.object({ ...foundShape, serviceId: businessIdSchema });

export type Affected = z.infer<typeof affectedSchema>;

/** What the team says of who used a service. */
export interface AffectedPage {
  /** Not checked yet: one that is not as it should be keeps none of the others waiting. */
  readonly affected: readonly unknown[];
  /** Where the next page begins. Missing after the last. */
  readonly next?: string | undefined;
}

/** The team, as far as it knows who used a service. */
export interface AffectedCustomers {
  /** @throws {@link AffectedNotReadError} where it gave no answer to this question, and may give one later */
  page(question: AffectedQuestion): Promise<AffectedPage>;
}

/** The team's endpoint gave no answer that can be used. The page is asked for again. */
export class AffectedNotReadError extends Error {
  override readonly name = 'AffectedNotReadError';
  constructor(why: string, options?: ErrorOptions) {
    super(`Nobody said who used the service: ${why}. It is asked for again`, options);
  }
}
