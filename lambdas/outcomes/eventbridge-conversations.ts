import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { ConversationOwners } from '../conversation/owners/conversation-owners';
import {
  conversationTypes,
  type ConversationEvent,
  type ConversationEvents,
  type ConversationHappening,
} from './conversation-event';
import { putEvents } from './eventbridge-events';

/** Tells of conversations on the bus, where a rule of their owner takes it to their desk. */
export class EventBridgeConversations implements ConversationEvents {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
    /** The failure types that each owner of alarms looks after. */
    private readonly types: Readonly<Record<string, readonly string[]>>,
    private readonly owners: Pick<ConversationOwners, 'names'>,
  ) {}

  async publish(what: ConversationHappening, event: Omit<ConversationEvent, 'schemaVersion' | 'owner'>): Promise<void> {
    const owner = this.nameOf(event);
    const detail: ConversationEvent = { schemaVersion: 1, ...event, ...(owner !== undefined && { owner }) };
    await putEvents(this.client, this.busName, event.remedyId, [{ type: conversationTypes[what], detail }]);
  }

  /** Where conversations have no owners of their own, whoever the alarms of the failure type name. */
  private nameOf({ ownerRole, failureType }: Pick<ConversationEvent, 'ownerRole' | 'failureType'>): string | undefined {
    const named = ownerRole && this.owners.names[ownerRole];
    if (named !== undefined) return named;
    const [owner] = Object.entries(this.types).find(([, types]) => types.includes(failureType)) ?? [];
    return owner;
  }
}
