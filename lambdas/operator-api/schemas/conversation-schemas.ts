import * as z from 'zod/mini';
import { conversationOwners } from '../../conversation/owners/owner-rules';
import { feedbackSaid } from '../../conversation/feedback-said';
import { answeredTo } from '../../channels/port/answer';
import { answerStates, conversationStates, speakers } from '../../conversation/conversation';

const instant = z.string();

/** A conversation as lists show it. */
export const conversationSummarySchema = z.object({
  customerId: z.string(),
  remedyId: z.string(),
  /** What its customer read to quote: `R7K4-M2QX`. */
  reference: z.string(),
  failureType: z.string(),
  state: z.enum(conversationStates),
  /** Since when the customer waits, or since when it is in its state. */
  since: instant,
  /** Who looks after it. */
  owner: z.enum(conversationOwners),
  /** By when its customer hears from a person, by its owner's hours and target. Missing where nobody is awaited. */
  answerBy: z.optional(instant),
  /** When nobody had taken it in time, and this owner got it. */
  escalatedAt: z.optional(instant),
  /** How many minutes of its owner's hours the customer waited for the last answer. */
  waitedMinutes: z.optional(z.int()),
  /** Who has it: the verified identity. */
  holder: z.optional(z.string()),
  /** Where it takes place. Missing where it is by mail. */
  channel: z.optional(
    z.object({
      /** The id of the network. */
      network: z.string(),
      name: z.string(),
      /** Whether everybody reads what the customer wrote last. */
      isPublic: z.boolean(),
    }),
  ),
  /** Until when the network takes an answer. Missing where that does not end, or nobody is awaited. */
  windowEndsAt: z.optional(instant),
  /** From when on its owner is told that the window ends. */
  windowWarnsAt: z.optional(instant),
  /** Whose it is, of a conversation on a network. Missing where nobody knows. */
  linked: z.optional(
    z.object({
      customerId: z.string(),
      /** The remedy that it is about, where one is known. */
      remedyId: z.optional(z.string()),
      at: instant,
      /** Their handle was known, or a person has asked them. */
      by: z.enum(['handle', 'person']),
    }),
  ),
  mails: z.int(),
  reopened: z.int(),
  version: z.int(),
});

/** One mail of a conversation, with what it says as far as that is kept. */
const lineSchema = z.object({
  id: z.string(),
  by: z.enum(speakers),
  at: instant,
  /** Why it is not believed to be the customer's. What it says is in the monitored mailbox alone. */
  why: z.optional(z.string()),
  /** Null where nothing was kept, it was erased or has expired. It is text, and never a link. */
  text: z.nullable(z.string()),
  signedBy: z.optional(z.string()),
  subject: z.optional(z.string()),
  /** The names of what was attached. It was not opened. */
  attached: z.optional(z.readonly(z.array(z.string()))),
  /** What it answers to the question whether it was made right. */
  feedback: z.optional(z.enum(feedbackSaid)),
  answer: z.optional(
    z.object({
      state: z.enum(answerStates),
      actor: z.string(),
      /** Why a network did not take it, or nobody knows whether it did. */
      why: z.optional(z.string()),
    }),
  ),
  /** Only of what stands on a network. */
  there: z.optional(
    z.object({
      isPublic: z.boolean(),
      /** What the network shows of whoever wrote. It names nobody for certain, and is text. */
      name: z.optional(z.string()),
      /** Where it stands. It comes from outside. */
      url: z.optional(z.string()),
      /** How many pictures and the like are with it. They are not fetched. */
      attachments: z.int(),
    }),
  ),
});

/** How whoever answers may do so on the network, at this moment. */
const waySchema = z.object({
  to: z.enum(answeredTo),
  name: z.string(),
  /** With the name of whoever answers. */
  longestText: z.int(),
  until: z.optional(instant),
});

export const conversationSchema = z.extend(conversationSummarySchema, {
  lines: z.array(lineSchema),
  /** Of a conversation on a network: how the customer may be answered there now. */
  ways: z.optional(z.array(waySchema)),
  /** Why the customer cannot be answered there. */
  closedBecause: z.optional(z.string()),
  history: z.array(z.object({ at: instant, state: z.enum(conversationStates), why: z.string() })),
});

export type ConversationView = z.infer<typeof conversationSchema>;
export type ConversationSummaryView = z.infer<typeof conversationSummarySchema>;

export const conversationResponses = {
  listConversations: z.object({
    /** The longest waiting first. */
    conversations: z.array(conversationSummarySchema),
    /** False where more wait than were read. */
    isComplete: z.boolean(),
  }),
  showConversation: z.object({ conversation: conversationSchema }),
  changeConversation: z.object({ conversation: conversationSummarySchema }),
};
