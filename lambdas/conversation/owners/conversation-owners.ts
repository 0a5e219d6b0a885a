import * as z from 'zod/mini';
import type { Conversation } from '../conversation';
import { conversationOwners, ownerRulesSchema, type ConversationOwner, type OwnerRules } from './owner-rules';
import { windowOf } from '../threads/window';
import { answerDue } from './owner-of';

/** Who looks after conversations in one deployment, as its functions are told. */
export interface ConversationOwners {
  readonly rules: OwnerRules;
  /** The failure types of each owner. Those that are nobody's are the contact center's. */
  readonly types: Readonly<Partial<Record<ConversationOwner, readonly string[]>>>;
  /** How their alarms call them. */
  readonly names: Readonly<Partial<Record<ConversationOwner, string>>>;
}

const typesSchema = z.optional(z.array(z.string()));
const nameSchema = z.optional(z.string());

/** The same in the environment. */
export const conversationOwnersSchema = z.strictObject({
  rules: ownerRulesSchema,
  types: z.strictObject({ marketing: typesSchema, 'contact-center': typesSchema, both: typesSchema }),
  names: z.strictObject({ marketing: nameSchema, 'contact-center': nameSchema, both: nameSchema }),
});

export function ownerOfType({ types }: Pick<ConversationOwners, 'types'>, failureType: string): ConversationOwner {
  return conversationOwners.find((owner) => types[owner]?.includes(failureType)) ?? 'contact-center';
}

/** Who looks after a conversation, and by when its customer hears from somebody. */
export interface Care {
  readonly owner: ConversationOwner;
  readonly answerBy: Date;
}

/**
 * By today's hours and targets, and in time for the network that it takes place on. A conversation that was begun
 * before there were owners has that of its type.
 */
export function careOf(
  { owner, type, since, ...conversation }: Pick<Conversation, 'owner' | 'type' | 'since' | 'state' | 'lines'>,
  owners: ConversationOwners,
): Care {
  const now = owner ?? ownerOfType(owners, type);
  const due = answerDue(new Date(since), now, owners.rules);
  const warnAt = windowOf(conversation)?.warnAt;
  return { owner: now, answerBy: warnAt && warnAt < due ? warnAt : due };
}
