import * as z from 'zod/mini';

/** ISO 8601, in UTC. */
const instant = z.iso.datetime();

/**
 * One line of the audit trail. Of a request that changes something there are two: what was asked, before anything is
 * done, and the answer. Of every other request there is the answer alone. It holds no name, address or text for a
 * customer.
 */
export const auditEventSchema = z.object({
  /** The id that AWS gave the request. Both lines of one request have it. */
  requestId: z.string(),
  at: instant,
  /** The identity that signed, as AWS verified it. */
  actor: z.optional(z.string()),
  /** The person behind it, where the session's name is bound to one. */
  person: z.optional(z.string()),
  /** What was asked for, as the operator API names it. */
  operation: z.string(),
  /** About what: ids, modes, versions and filters. */
  about: z.record(z.string(), z.unknown()),
  /** Names of what was given beside it and is not kept here, because it may be personal. */
  withheld: z.optional(z.array(z.string())),
  why: z.optional(z.string()),
  from: z.object({
    ip: z.optional(z.string()),
    userAgent: z.optional(z.string()),
    vpcEndpointId: z.optional(z.string()),
  }),
  /** `asked` without a later line of the same request: nobody can say whether it was done. */
  answer: z.enum(['asked', 'done', 'refused']),
  /** The status of the response. */
  status: z.optional(z.int()),
  /** Why it was refused, as whoever asked has read it. */
  refusal: z.optional(z.string()),
});

export type AuditEvent = z.infer<typeof auditEventSchema>;

/** From where a request came, as AWS says; the user agent is what the program says of itself. */
export type RequestSource = AuditEvent['from'];
