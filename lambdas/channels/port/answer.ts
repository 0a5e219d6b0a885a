import * as z from 'zod/mini';
import { hasVisibleText, idSchema } from '../../model/business-id';
import type { NetworkRules } from '../rules/network-rules';
import { longestText, replyToSchema, type ReplyTo } from './inbound-message';

/** Who reads an answer: everybody, where the customer wrote in public, or the customer alone. */
export const answeredTo = ['public', 'author'] as const;

export type AnsweredTo = (typeof answeredTo)[number];

/** An answer as whoever wrote it hands it over. */
export const writtenAnswerSchema = z.object({
  schemaVersion: z.literal(1),
  /** One answer has one id, however often it is handed over. */
  answerId: idSchema(),
  /** As `MessageReceived` had it. */
  replyTo: replyToSchema,
  to: z.enum(answeredTo),
  text: z
    .string()
    .check(z.trim(), z.minLength(1), z.maxLength(longestText), z.refine(hasVisibleText, { error: 'shows nothing' })),
  /** Networks have other rules for machines. */
  by: z.enum(['person', 'machine']),
});

export type WrittenAnswer = z.infer<typeof writtenAnswerSchema>;

/** How an answer gets to its reader. */
export interface Way {
  readonly rules: NetworkRules;
  /** What the network takes, in characters. */
  readonly longestText: number;
}

/** A way to answer one message, as whoever answers it is told. */
export const answerWaySchema = z.object({
  to: z.enum(answeredTo),
  /** What people call it. */
  name: z.string(),
  /** What the network takes, in characters. */
  longestText: z.int(),
  /** Until when it takes an answer of a person. Missing where that does not end. */
  until: z.optional(z.iso.datetime()),
});

export type AnswerWay = z.infer<typeof answerWaySchema>;

/** Finds the way of an answer. Undefined where there is none: nothing is said in public to whoever wrote in private. */
export type WayTo = (replyTo: ReplyTo, to: AnsweredTo) => Way | undefined;

/** Why a network takes an answer never. */
export const answerRefusals = [
  /** The time in which it takes answers is over. */
  'window-over',
  /** It would have said something about the customer where everybody reads it. */
  'personal-in-public',
  'too-long',
  /** There is no way to answer like this. */
  'no-way',
  /** The customer does not take messages, has blocked the company, or has said STOP. */
  'not-reachable',
  /** What is answered is not there any more. */
  'gone',
  /** It takes one answer, and has it. */
  'already-answered',
  /** Another answer had this id before. */
  'id-used',
  /** Another reason of the network's own. */
  'rejected',
] as const;

export type AnswerRefusal = (typeof answerRefusals)[number];

/** What became of sending an answer. */
export type AnswerOutcome =
  | { readonly state: 'sent'; readonly reference: string }
  | {
      readonly state: 'refused';
      readonly reason: AnswerRefusal;
      readonly why: string;
      /** The network says that the customer chose to hear nothing more. */
      readonly hasStopped?: true | undefined;
    }
  /** Nothing was sent, for certain, and it may be later. */
  | { readonly state: 'later'; readonly why: string }
  /** It may have been sent. */
  | { readonly state: 'unknown'; readonly why: string };

export interface AnswerToSend {
  /** The same for every attempt at this answer. */
  readonly key: string;
  readonly answer: WrittenAnswer;
  /** Whether the network takes it from people alone by now. */
  readonly isForPeople: boolean;
}

/** Sends answers on a network. */
export interface AnswerSender {
  /** Whether the same key never sends twice there. Otherwise what is in doubt is not sent again. */
  readonly isIdempotent: boolean;
  /** @throws {@link NotAttemptedError} where nothing was sent for certain */
  send(answer: AnswerToSend): Promise<AnswerOutcome>;
}
