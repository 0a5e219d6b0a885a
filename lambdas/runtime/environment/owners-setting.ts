import * as z from 'zod/mini';
import { conversationOwnersSchema } from '../../conversation/owners/conversation-owners';
import { readJson } from '../settings/read-json';

/** The failure types that each owner looks after, as JSON. */
export const ownersText = z.pipe(z.string(), z.pipe(z.transform(readJson), z.record(z.string(), z.array(z.string()))));

/** Who looks after conversations, as JSON. Without it each is the contact center's, and somebody is always there. */
export const conversationOwnersText = z.prefault(
  z.pipe(z.string(), z.pipe(z.transform(readJson), conversationOwnersSchema)),
  '{"rules":{},"types":{},"names":{}}',
);
