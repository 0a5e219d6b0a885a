import * as z from 'zod/mini';
import { businessIdSchema, failureContract, instantSchema } from '../definition/failure';

/** How a service can fail its customer. */
const outageKindSchema = z
  .enum(['downtime', 'repair', 'late-start', 'missed-appointment'])
  .check(
    z.describe(
      'downtime: it was down for everybody or for some; repair: the customer’s own line or device was broken; late-start: it ' +
        'started after the promised day; missed-appointment: nobody came',
    ),
  );

/** A service that is paid by the period was not available. */
export const serviceOutageSchema = failureContract({
  outage: z
    .object({
      serviceId: businessIdSchema.check(z.describe("The customer's own line, contract or subscription")),
      kind: outageKindSchema,
      startedAt: instantSchema.check(
        z.describe(
          'When it went down, when the fault was reported, the promised start, or the start of the appointment',
        ),
      ),
      endedAt: instantSchema.check(z.describe('When it was back, repaired or started, or the end of the appointment')),
    })
    .check(
      z.refine(({ startedAt, endedAt }) => Date.parse(endedAt) >= Date.parse(startedAt), {
        error: 'must not be before startedAt',
        path: ['endedAt'],
      }),
    ),
});

export type OutageFailure = z.infer<typeof serviceOutageSchema>;

export type OutageKind = OutageFailure['outage']['kind'];
