import * as z from 'zod/mini';
import { idSchema } from '../business-id';
import { failureCauses } from './failure-causes';

/** The detail-type of the event that says that what was behind an incident is mended. */
export const incidentFixedType = 'IncidentFixed';

/** What it carries in its `detail`, version 1. It comes from the source whose failures the incident caused. */
export const incidentFixedSchema = z.object({
  schemaVersion: z.literal(1),
  /** As the failures name it. */
  incidentId: idSchema(),
  /** What was behind it, as customers read it: each has a sentence in every language. */
  cause: z.enum(failureCauses),
  /** Since when it is mended. ISO 8601. */
  fixedAt: z.iso.datetime({ offset: true }),
  /** Who mended it: a team or a role of the company. No customer reads it. */
  by: idSchema(),
});

/** That what was behind an incident is mended. */
export type IncidentFixed = z.infer<typeof incidentFixedSchema>;
