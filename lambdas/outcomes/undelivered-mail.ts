import * as z from 'zod/mini';
import { noticeTemplates, noticeTroubles, surelyUnread } from '../ledger/notice/notice';

/**
 * The detail-type of the event that tells the owner of a failure type that a customer perhaps does not know what a mail
 * would have told them. Like all events it arrives at least once; a repetition has the same `remedyId`, `template` and
 * `noticeVersion`.
 */
export const undeliveredType = 'MailUndelivered';

/** Where such a mail stands. `unknown`: nobody can say whether it arrived; the mail service's events settle most. */
export const undeliveredStates = ['bounced', 'complained', 'suppressed', 'unknown'] as const;

/** With these it says for certain that nobody has read the mail. */
export const unreadTroubles = surelyUnread;

/** What such an event carries in its `detail`, version 1. It has no name and no address. */
export const undeliveredSchema = z.object({
  schemaVersion: z.literal(1),
  remedyId: z.string(),
  customerId: z.string(),
  failureType: z.string(),
  /** Which system published the failure, where that is known. */
  source: z.optional(z.string()),
  /** Who looks after the failure type, as its alarms call them. Missing where it is not deployed any more. */
  owner: z.optional(z.string()),
  /** Which mail of the remedy. */
  template: z.enum(noticeTemplates),
  state: z.enum(undeliveredStates),
  /** What is known of it, in one word. */
  trouble: z.enum(noticeTroubles),
  /** The same in a sentence. */
  why: z.string(),
  /** What was given, of which the customer perhaps does not know. Empty where nothing was. */
  amounts: z.array(z.object({ amountMinor: z.int().check(z.nonnegative()), currency: z.string() })),
  /** Counts what became of this mail, so that something new is told from a repetition. */
  noticeVersion: z.int(),
  /** When it was known. ISO 8601. */
  at: z.string(),
});

export type UndeliveredMail = z.infer<typeof undeliveredSchema>;

/** Tells the owner of a failure type about mails that perhaps did not reach their customers. */
export interface UndeliveredMails {
  /** @throws where the bus did not accept the event, so that whoever publishes is delivered its own event again */
  publish(mail: Omit<UndeliveredMail, 'schemaVersion' | 'owner'>): Promise<void>;
}
