import { serviceOutage } from '../../failures/service-outage/service-outage';
import type { DetectorDefinition } from '../definition/detector';
import { healthDefaults, healthOptionsSchema, type HealthOptions } from './options';

/** What the app has to know of it: the rest is of outages, each of which is many failures. */
export const healthDetector: Pick<
  DetectorDefinition<never, never, HealthOptions>,
  'name' | 'types' | 'optionsSchema' | 'defaults'
> = {
  name: 'health',
  types: [serviceOutage],
  optionsSchema: healthOptionsSchema,
  defaults: healthDefaults,
};

/** Which events of the default bus say something of a service that is watched, as EventBridge's patterns write it. */
export interface HeardEvents {
  readonly source: readonly string[];
  readonly detailType: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** No event of an alarm that nobody has mapped costs a request. */
export function heardEvents({ services = [] }: Partial<HealthOptions>): readonly HeardEvents[] {
  const alarms = services.flatMap(({ cloudwatch = [] }) => cloudwatch);
  const ofAws = services.flatMap((watched) => watched['aws-health'] ?? []);
  const events: HeardEvents[] = [];
  if (alarms.length > 0) {
    const alarmName = [...new Set(alarms)].map((name) => (name.endsWith('*') ? { prefix: name.slice(0, -1) } : name));
    events.push({ source: ['aws.cloudwatch'], detailType: ['CloudWatch Alarm State Change'], detail: { alarmName } });
  }
  if (ofAws.length > 0) {
    const service = [...new Set(ofAws.map((name) => name.split('/')[0] ?? name))];
    const detail = { eventTypeCategory: ['issue'], ...(!service.some((name) => name.endsWith('*')) && { service }) };
    events.push({ source: ['aws.health'], detailType: ['AWS Health Event'], detail });
  }
  return events;
}
