/** What happens to a contact, as its events call it. */
export type ContactEventType =
  'INITIATED' | 'QUEUED' | 'CONNECTED_TO_SYSTEM' | 'CONNECTED_TO_AGENT' | 'DISCONNECTED' | 'COMPLETED';

/** One contact of an emulated instance. */
export interface Contact {
  readonly contactId: string;
  readonly channel: 'TASK' | 'VOICE';
  readonly name: string;
  readonly description: string;
  readonly references: Readonly<Record<string, { readonly Type: string; readonly Value?: string | undefined }>>;
  readonly attributes: Record<string, string>;
  readonly flowId: string;
  readonly relatedContactId?: string | undefined;
  /** Whom it dials. */
  readonly to?: string | undefined;
  readonly begunAt: Date;
  /** When it is queued, if that is later. */
  readonly scheduledAt?: Date | undefined;
  /** When it ends by itself, if nothing has happened to it. */
  readonly endsAt: Date;
  state: 'scheduled' | 'queued' | 'dialling' | 'answered' | 'connected' | 'ended';
  /** Who may take it. Undefined: anybody of the queue. */
  forAgent?: string | undefined;
  agentArn?: string | undefined;
  answeredAt?: Date | undefined;
  joinedAt?: Date | undefined;
  endedAt?: Date | undefined;
}

/** Where contacts are. */
export interface InstancePlace {
  readonly instanceArn: string;
  readonly queueId: string;
}

/** The detail of an event about a contact: https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html. */
export function contactEventOf(
  contact: Contact,
  eventType: ContactEventType,
  { instanceArn, queueId }: InstancePlace,
): Record<string, unknown> {
  const { contactId, channel, relatedContactId, begunAt, scheduledAt, answeredAt, joinedAt, endedAt } = contact;
  return withoutMissing({
    eventType,
    contactId,
    relatedContactId,
    channel,
    instanceArn,
    initiationMethod: 'API',
    initiationTimestamp: begunAt.toISOString(),
    scheduledTimestamp: scheduledAt?.toISOString(),
    connectedToSystemTimestamp: answeredAt?.toISOString(),
    disconnectTimestamp: endedAt?.toISOString(),
    queueInfo: { queueArn: `${instanceArn}/queue/${queueId}`, queueType: 'STANDARD' },
    agentInfo:
      joinedAt && withoutMissing({ agentArn: contact.agentArn, connectedToAgentTimestamp: joinedAt.toISOString() }),
    tags: { 'aws:connect:instanceId': instanceArn.split('/').at(-1) ?? '' },
  });
}

function withoutMissing(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
