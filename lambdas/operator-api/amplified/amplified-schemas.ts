import * as z from 'zod/mini';
import { conversationStates } from '../../conversation/conversation';

const instant = z.string();

/** An incident that many people made known. */
const amplifiedSchema = z.object({
  incidentId: z.string(),
  /** The id of the network, and the account of the company there. */
  network: z.string(),
  account: z.string(),
  /** The phrase that the owner listed. */
  cause: z.string(),
  /** So many different people had written about it when it became one, within so many minutes. */
  people: z.int(),
  withinMinutes: z.int(),
  openedAt: instant,
});

/** What one of them wrote, with the conversation that it is in. */
const postSchema = z.object({
  customerId: z.string(),
  remedyId: z.string(),
  at: instant,
  /** Null where it was erased or has expired. It is text, and never a link. */
  text: z.nullable(z.string()),
  isPublic: z.boolean(),
  state: z.enum(conversationStates),
  /** Whether somebody of the company has answered it since. */
  isAnswered: z.boolean(),
  /** Whose it is, where somebody knows. */
  linkedCustomerId: z.optional(z.string()),
});

export const amplifiedResponses = {
  listAmplified: z.object({
    /** The newest first. */
    incidents: z.array(amplifiedSchema),
  }),
  showAmplified: z.object({
    incident: amplifiedSchema,
    /** What was written about its cause since its window began, the first first. */
    posts: z.array(postSchema),
    /** How many different people wrote it, as far as it was read. */
    writers: z.int(),
    /** When the last of it was written. Missing where nothing is kept of it. */
    lastAt: z.optional(instant),
    /** False where there is more than was read. */
    isComplete: z.boolean(),
  }),
};

export type AmplifiedListView = z.infer<typeof amplifiedResponses.listAmplified>;
export type AmplifiedView = z.infer<typeof amplifiedResponses.showAmplified>;
