import * as z from 'zod';
import type { Resource } from '../assembly/assembly';
import { placeOf, type Resolver } from '../assembly/resolver';
import { TemplateError } from '../assembly/template-error';

/** A configuration set whose mails are followed by events on the default bus. */
export interface MailEventDestination {
  readonly configurationSet: string;
  /** In small letters: send, delivery, bounce, complaint, … */
  readonly eventTypes: readonly string[];
}

const noOther = z
  .undefined({
    error: 'the local system publishes events of mails on the default bus only: use EventBridgeDestination',
  })
  .optional();

const destinationSchema = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.boolean().default(false),
    MatchingEventTypes: z.array(z.string()),
    EventBridgeDestination: z.object({ EventBusArn: z.string() }).optional(),
    SnsDestination: noOther,
    KinesisFirehoseDestination: noOther,
    // Counts, and moves no event.
    CloudWatchDestination: z.unknown().optional(),
  }),
});

/** Reads where the events of a configuration set go: none where it is switched off, or only counts. */
export function readMailEventDestination(resource: Resource, resolver: Resolver): MailEventDestination[] {
  const { ConfigurationSetName, EventDestination } = resolver.read(resource, destinationSchema);
  const { Enabled, MatchingEventTypes, EventBridgeDestination } = EventDestination;
  if (!EventBridgeDestination || !Enabled) return [];
  const { EventBusArn } = EventBridgeDestination;
  if (!EventBusArn.endsWith(':event-bus/default')) {
    throw new TemplateError(placeOf(resource), `SES publishes on the default bus only, not on ${EventBusArn}.`);
  }
  const eventTypes = MatchingEventTypes.map((type) => type.toLowerCase().replaceAll('_', ''));
  return [{ configurationSet: ConfigurationSetName, eventTypes }];
}
