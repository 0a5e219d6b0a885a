import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
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
    /** The failure types that each owner looks after. */
    private readonly owners: Readonly<Record<string, readonly string[]>>,
  ) {}

  async publish(what: ConversationHappening, event: Omit<ConversationEvent, 'schemaVersion' | 'owner'>): Promise<void> {
    const [owner] = Object.entries(this.owners).find(([, types]) => types.includes(event.failureType)) ?? [];
    const detail: ConversationEvent = { schemaVersion: 1, ...event, ...(owner !== undefined && { owner }) };
    await putEvents(this.client, this.busName, event.remedyId, [{ type: conversationTypes[what], detail }]);
  }
}
