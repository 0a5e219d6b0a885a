import * as z from 'zod/mini';
import { businessIdSchema } from '../../failures/definition/failure';
import { healthSources } from './health-signal';

const namesSchema = z.optional(z.array(businessIdSchema).check(z.maxLength(100)));

/** What says that one service of the team is down. At the end of a name, `*` stands for anything. */
const watchedServiceSchema = z
  .strictObject({
    /** What the team calls it, and your endpoint is asked by: in kebab-case. */
    service: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,59}$/u, { error: 'has to be in kebab-case' })),
    /** CloudWatch alarms by their names. */
    cloudwatch: namesSchema,
    /** Services of AWS in a region, such as `EC2/eu-west-1`, by AWS Health. */
    'aws-health': namesSchema,
    /** Components of a Statuspage by their ids. */
    statuspage: namesSchema,
    /** Services of PagerDuty by their ids. */
    pagerduty: namesSchema,
  })
  .check(
    z.refine((watched) => healthSources.some((source) => (watched[source] ?? []).length > 0), {
      error: 'has nothing that says that it is down',
    }),
  );

const minutes = z.number().check(z.nonnegative(), z.lte(24 * 60));

export const healthOptionsSchema = z.object({
  /**
   * Which alarms, components and incidents mean which service. What none of these names says nothing to us.
   *
   * @default []: none
   */
  services: z.array(watchedServiceSchema).check(
    z.maxLength(100),
    z.refine((services) => new Set(services.map(({ service }) => service)).size === services.length, {
      error: 'names a service twice',
    }),
  ),
  /**
   * For how many minutes a service has to be up before its outage counts as over. Alarms go to and fro, and a status
   * page says a while later what an alarm has said: all of it until then is one outage.
   *
   * @default 30
   */
  togetherMinutes: minutes,
  /**
   * A shorter outage is nobody's failure: people try again.
   *
   * @default 15
   */
  leastMinutes: minutes,
  /**
   * After how many hours an outage that is still open is published, up to then: customers do not wait for a mail until
   * somebody closes an incident. What follows is listed for a person, because a forgotten incident looks the same.
   *
   * @default 24
   */
  openHours: z.number().check(z.positive(), z.lte(24 * 31)),
  /**
   * Whether "degraded performance" on a status page counts as down.
   *
   * @default 'up'
   */
  degraded: z.enum(['up', 'down']),
  /**
   * How many failures are published in a second, of all outages together.
   *
   * @default 5: a hundred thousand customers in half a working day
   */
  eventsPerSecond: z.number().check(z.gte(0.1), z.lte(100)),
});

export type HealthOptions = z.infer<typeof healthOptionsSchema>;

export const healthDefaults: HealthOptions = {
  services: [],
  togetherMinutes: 30,
  leastMinutes: 15,
  openHours: 24,
  degraded: 'up',
  eventsPerSecond: 5,
};

/** The services that a source means by something. */
export function servicesOf(
  { source, what }: { readonly source: (typeof healthSources)[number]; readonly what: string },
  { services }: Pick<HealthOptions, 'services'>,
): readonly string[] {
  return services
    .filter((watched) => watched[source]?.some((name) => isNamed(what, name)))
    .map(({ service }) => service);
}

function isNamed(what: string, name: string): boolean {
  return name.endsWith('*') ? what.startsWith(name.slice(0, -1)) : what === name;
}
