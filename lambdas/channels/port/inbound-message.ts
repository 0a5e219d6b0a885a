import * as z from 'zod/mini';
import { failureContract, type Failure } from '../../failures/definition/failure';
import { idSchema } from '../../model/business-id';

/** What is kept of a text. A complaint takes no more. */
export const longestText = 10_000;

const { customer, purchase } = failureContract({}).shape;

/** Who wrote, as the company's own systems know them, and which purchase they wrote about. Nobody here guesses it. */
export const customerLinkSchema = z.object({ customer, purchase });

export type CustomerLink = Pick<Failure, 'customer' | 'purchase'>;

/** Which message an answer is given to: whoever answers gives it back as it was. */
export const replyToSchema = z.strictObject({
  /** The id of the network's rules. */
  network: idSchema(),
  /** The account of the company that was written to. */
  account: idSchema(),
  /** The network's id of the message: the same in every delivery. */
  messageId: idSchema(),
  /** Where the answer goes: the comment, or the person. */
  threadId: idSchema(),
  writtenAt: z.iso.datetime(),
});

export type ReplyTo = z.infer<typeof replyToSchema>;

const authorSchema = z.strictObject({
  /** The network's id of whoever wrote. Missing where it does not show it. */
  handle: z.optional(idSchema()),
  /** What the network shows. It names nobody for certain. */
  name: z.optional(z.string().check(z.maxLength(200))),
});

/** A message, comment or mention, as a network delivered it and its signature proves. */
export const inboundMessageSchema = z.strictObject({
  replyTo: replyToSchema,
  /** Where the customer wrote, as people call it. */
  place: idSchema(),
  author: authorSchema,
  /** Empty where there are only pictures. */
  text: z.string().check(z.maxLength(longestText)),
  /** Whether everybody reads it. */
  isPublic: z.boolean(),
  /** How many pictures and the like are with it. They are not fetched. */
  attachments: z.int().check(z.nonnegative()),
  url: z.optional(z.url({ protocol: /^https?$/ }).check(z.maxLength(2_000))),
  /** Only where whoever signed it is a system of the company's own, which knows. */
  link: z.optional(customerLinkSchema),
});

export type InboundMessage = z.infer<typeof inboundMessageSchema>;
