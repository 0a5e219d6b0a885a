import * as z from 'zod/mini';
import type { Failure } from '../../failures/definition/failure';
import { answerWaySchema } from '../port/answer';
import { inboundMessageSchema, replyToSchema } from '../port/inbound-message';

/** The source of complaints that came on a channel. Nobody but the functions that read channels publishes from it. */
export const channelSource = 'amends.channels';

/** The failure type of a complaint. */
export const complaintType = 'ComplaintRaised';

/** A complaint as its failure type takes it: lambdas/failures/complaint-raised has the contract. */
export interface ChannelComplaint extends Failure {
  readonly complaint: {
    readonly channel: string;
    readonly postId: string;
    readonly handle: string;
    readonly text: string;
    readonly url?: string | undefined;
  };
}

/**
 * The detail-type of the event that says what a customer wrote on a channel, from the source `amends`. Like all events
 * it arrives at least once; a repetition has the same `replyTo`.
 */
export const messageReceivedType = 'MessageReceived';

const { place, author, text, attachments, url } = inboundMessageSchema.shape;

/** What such an event carries in its `detail`, version 1. It has what the customer wrote: whoever answers reads it. */
export const messageReceivedSchema = z.object({
  schemaVersion: z.literal(1),
  /** Whoever answers gives it back. */
  replyTo: replyToSchema,
  channel: place,
  author,
  text,
  isPublic: z.boolean(),
  attachments,
  url,
  /** `complaint`: it is a failure too, and a callback is asked for. `for-a-person`: somebody has to read it. */
  judgedAs: z.enum(['complaint', 'for-a-person']),
  why: z.string(),
  /** Missing where nobody knows who wrote. */
  customerId: z.optional(z.string()),
  /** The remedy that a complaint is. */
  remedyId: z.optional(z.string()),
  receivedAt: z.iso.datetime(),
  /** Until when the network takes an answer of a person. Missing where that does not end. */
  answerBy: z.optional(z.iso.datetime()),
  /** How it may be answered: where everybody reads it, or to its author alone. */
  ways: z.optional(z.array(answerWaySchema)),
  /** The phrase of the owner's list that it has, where it is counted who writes about it. */
  cause: z.optional(z.string()),
  /** Of which incident it is, where many people write about one cause. */
  incidentId: z.optional(z.string()),
});

export type MessageReceived = z.infer<typeof messageReceivedSchema>;

/** The detail-type of the event that says that many people write about one cause, from the source `amends`. */
export const complaintsAmplifiedType = 'ComplaintsAmplified';

/** What such an event carries in its `detail`, version 1. It arrives at least once; a repetition names the same. */
export const complaintsAmplifiedSchema = z.object({
  schemaVersion: z.literal(1),
  /** The id of the network's rules, and the account of the company there. */
  network: z.string(),
  account: z.string(),
  /** The phrase that the owner listed. */
  cause: z.string(),
  /** So many different people have written about it, within so many minutes. */
  people: z.int(),
  withinMinutes: z.int(),
  /** Complaints about it bear this from now on. */
  incidentId: z.string(),
  openedAt: z.iso.datetime(),
});

export type ComplaintsAmplified = z.infer<typeof complaintsAmplifiedSchema>;

/**
 * The detail-type of the event that says what became of a message that we sent on a network, from the source `amends`.
 * It arrives at least once.
 */
export const messageReportedType = 'MessageReported';

/** What such an event carries in its `detail`, version 1. It has no handle. */
export const messageReportedSchema = z.object({
  schemaVersion: z.literal(1),
  network: z.string(),
  /** As the message had it. */
  tag: z.string(),
  state: z.enum(['delivered', 'bounced']),
  /** The network's id of the message. */
  reference: z.optional(z.string()),
  /** In terms of the network, or of ours for its numbers. */
  reason: z.optional(z.string()),
  at: z.string(),
});

export type MessageReported = z.infer<typeof messageReportedSchema>;

/** Puts on the bus what became of messages. */
export interface ReportPublisher {
  /** @throws where the bus did not accept the event */
  report(report: MessageReported): Promise<void>;
}

/** Puts on the bus what came on a channel. */
export interface ChannelPublisher {
  /** @throws where the bus did not accept the event */
  complain(complaint: ChannelComplaint): Promise<void>;
  /** @throws where the bus did not accept the event */
  receive(message: MessageReceived): Promise<void>;
  /** @throws where the bus did not accept the event */
  amplify(cause: ComplaintsAmplified): Promise<void>;
}
