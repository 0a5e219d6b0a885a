import * as z from 'zod/mini';
import { conversationStates } from '../conversation/conversation';
import { conversationOwners } from '../conversation/owners/owner-rules';

/**
 * The detail-types of events about conversations with customers, from the source `amends`. They arrive at least once; a
 * repetition has the same `remedyId` and `version`.
 */
export const conversationTypes = {
  /** A customer wrote back, and nobody has taken it. */
  opened: 'ConversationOpened',
  taken: 'ConversationTaken',
  /** A person wrote an answer, which leaves with this event. */
  answered: 'ConversationAnswered',
  closed: 'ConversationClosed',
  /** Another owner has it, by a person, or because nobody took it in time. */
  'handed-over': 'ConversationHandedOver',
  /** The network on which a customer wrote takes no answer soon, and nobody has answered. */
  'window-ending': 'ConversationWindowEnding',
} as const;

export type ConversationHappening = keyof typeof conversationTypes;

/** What such an event carries in its `detail`, version 1. It has no name, no address and nothing of what was said. */
export const conversationEventSchema = z.object({
  schemaVersion: z.literal(1),
  /** The remedy that the conversation is about, which has one at most; or its own id. */
  remedyId: z.string(),
  customerId: z.string(),
  failureType: z.string(),
  /** Who looks after it, as alarms call them. Missing where the failure type is not deployed any more. */
  owner: z.optional(z.string()),
  /** The same by what they do. Missing in what was published before there were owners of conversations. */
  ownerRole: z.optional(z.enum(conversationOwners)),
  state: z.enum(conversationStates),
  /** The id of the network that it takes place on. Missing where that is mail. */
  channel: z.optional(z.string()),
  /** The customer whose it is, of a conversation on a network. Missing where nobody knows. */
  linkedCustomerId: z.optional(z.string()),
  /** The remedy that it is about, of a conversation on a network. Missing where it is about none, or nobody knows. */
  linkedRemedyId: z.optional(z.string()),
  /** Until when the network takes an answer. Only of `ConversationWindowEnding`. */
  windowEndsAt: z.optional(z.string()),
  /** How many mails, or messages, it has. */
  mails: z.int(),
  /** How many minutes of its owner's hours the customer has waited. Only of `ConversationAnswered`. */
  waitedMinutes: z.optional(z.int()),
  /** How often the customer has opened it again. */
  reopened: z.int(),
  /** The version of the conversation, so that something new is told from a repetition. */
  version: z.int(),
  /** ISO 8601. */
  at: z.string(),
});

export type ConversationEvent = z.infer<typeof conversationEventSchema>;

/** Tells on the bus what became of a conversation. */
export interface ConversationEvents {
  /** @throws where the bus did not accept the event */
  publish(what: ConversationHappening, event: Omit<ConversationEvent, 'schemaVersion' | 'owner'>): Promise<void>;
}
