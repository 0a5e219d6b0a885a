import type { ConversationOwners } from '../../../lambdas/conversation/owners/conversation-owners';

/** Everything is the contact center's, and somebody is always there. */
export const plainOwners: ConversationOwners = { rules: {}, types: {}, names: {} };
