import * as z from 'zod/mini';
import { businessIdSchema, instantSchema } from '../../failures/definition/failure';

/** Who says that a service is down. */
export const healthSources = ['cloudwatch', 'aws-health', 'statuspage', 'pagerduty'] as const;

/** One source says how something is: facts alone, and no word that somebody wrote. */
export const healthSignalSchema = z.object({
  source: z.enum(healthSources),
  /**
   * What it watches, as the team maps it: an alarm, a service of AWS in a region, a component, a service of a pager.
   */
  what: businessIdSchema,
  /** Which of its alarms or incidents it is, to look it up there. */
  sourceId: businessIdSchema,
  is: z.enum(['down', 'degraded', 'up']),
  /** Since when it is so. */
  at: instantSchema,
  /** When it went down, where a source that says that it is up names that, too. */
  downSince: z.optional(instantSchema),
});

export type HealthSignal = z.infer<typeof healthSignalSchema>;
