import * as z from 'zod/mini';
import { idSchema } from '../../model/business-id';
import { longestAnswer, longestComment } from '../../reports/intake-contract';
import { mishaps } from '../../reports/mishaps';

const id = idSchema();

/** What somebody reports in the name of a customer. */
export const reportBodySchema = z.strictObject({
  customerId: id,
  orderId: id,
  lineId: id,
  /** What happened to that line: one of those that the line allows. */
  what: z.enum(mishaps),
  /** To the question about it, where there is one. */
  answer: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(longestAnswer))),
  /** What the customer said. It is kept with their address, and goes with it. */
  comment: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(longestComment))),
  /** References to photos that the shop has of this line. */
  photos: z.optional(z.array(id).check(z.maxLength(5))),
  /** When it is reported: now. A copy that is sent later is refused. */
  seenAt: z.iso.datetime({ offset: true }),
});

const text = z.string();

const questionSchema = z.object({
  asks: z.enum(['needed-by', 'received-as', 'cause', 'seen', 'worked', 'which']),
  /** As it was described, where it is asked what arrived instead. */
  described: z.optional(text),
  /** What may be answered, where that is a choice. */
  choices: z.optional(z.array(text)),
  /** The same, where it is asked which time is meant. */
  startedAt: z.optional(z.array(text)),
});

export const reportResponseSchemas = {
  showOrders: z.object({
    orders: z.array(
      z.object({
        orderId: text,
        purchasedAt: text,
        lines: z.array(z.object({ lineId: text, title: text, quantity: z.int() })),
      }),
    ),
  }),
  showLine: z.object({
    title: text,
    choices: z.array(z.object({ what: z.enum(mishaps), question: z.optional(questionSchema) })),
  }),
  /** The remedy that the failure may earn. There may be none, and then it is not found. */
  makeReport: z.object({ remedyId: text }),
};
