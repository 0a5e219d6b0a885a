import * as z from 'zod/mini';
import { businessIdSchema, instantSchema } from '../../failures/definition/failure';

/**
 * What a player was doing, as CTA-5004-B calls it: starting, playing, seeking, rebuffering, paused, ended, fatal error,
 * quit, preloading.
 */
export const playerStates = ['s', 'p', 'k', 'r', 'a', 'e', 'f', 'q', 'd'] as const;

export type PlayerState = (typeof playerStates)[number];

const ms = z.int().check(z.nonnegative());

/** What is read of one report of a player. */
export const reportSchema = z.object({
  /** When, by the clock of the player. Milliseconds since 1970. */
  atMs: ms,
  state: z.optional(z.enum(playerStates)),
  /** Whether it is a report by the clock, and nothing has changed just then. */
  isBeat: z.optional(z.literal(true)),
  /** Whether nobody sees the player. */
  isHidden: z.optional(z.literal(true)),
  /** How long the stall was that has just ended. */
  stalledMs: z.optional(ms),
  /** How long all stalls of the session were until now. */
  allStalledMs: z.optional(ms),
  errorCode: z.optional(z.string().check(z.maxLength(100))),
});

export type Report = z.infer<typeof reportSchema>;

/** The reports of one session that came with one request. */
export const sessionReportsSchema = z.object({
  sessionId: businessIdSchema,
  /** What is watched, as the player calls it. */
  contentId: z.optional(businessIdSchema),
  receivedAt: instantSchema,
  reports: z.array(reportSchema).check(z.minLength(1), z.maxLength(500)),
});

export type SessionReports = z.infer<typeof sessionReportsSchema>;
