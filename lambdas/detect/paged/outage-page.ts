import * as z from 'zod/mini';
import { businessIdSchema, instantSchema } from '../../failures/definition/failure';

/** What messages are called that ask for one more page of the customers of an outage. */
export const outagePageType = 'OutagePageWanted';

/** One page of an outage: it carries all that it takes to go on, whoever died before. */
export const outagePageSchema = z.object({
  service: z.string(),
  outageId: businessIdSchema,
  startedAt: instantSchema,
  endedAt: instantSchema,
  evidence: z.array(z.string()),
  /** 1 for the first. */
  page: z.int().check(z.positive()),
  cursor: z.optional(z.string()),
});

export type OutagePage = z.infer<typeof outagePageSchema>;

/** Where pages wait for their time. */
export interface OutageQueue {
  /** @throws where it is not certain that it is kept */
  keep(page: OutagePage, delaySeconds: number): Promise<void>;
}
