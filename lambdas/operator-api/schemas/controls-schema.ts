import * as z from 'zod/mini';
import { modes } from '../../model/controls';

/** ISO 8601, in UTC. */
const instant = z.iso.datetime();

export const modeSettingSchema = z.object({ mode: z.enum(modes), autoShare: z.optional(z.number()) });

const breakerFacts = {
  /** What the account answered about itself. */
  why: z.string(),
  /** The permission that its key lacks, as the provider names it. */
  permission: z.optional(z.string()),
  /** When it opened. */
  since: instant,
  /** How many tries found the trouble again. */
  tries: z.int(),
};

/** An account at a provider or partner that is in trouble, or was. */
export const breakerSchema = z.discriminatedUnion('state', [
  z.object({
    ...breakerFacts,
    state: z.literal('open'),
    /** When one remedy is tried again. */
    nextTryAt: instant,
  }),
  z.object({
    ...breakerFacts,
    state: z.literal('closed'),
    closedAt: instant,
    closing: z.discriminatedUnion('by', [
      z.object({ by: z.literal('remedy'), remedyId: z.string() }),
      z.object({ by: z.literal('person'), actor: z.string(), why: z.string() }),
      z.object({ by: z.literal('sweep') }),
    ]),
  }),
]);

/** What may happen by itself, and which accounts are in trouble. */
export const controlsSchema = z.object({
  version: z.int(),
  all: modeSettingSchema,
  types: z.record(z.string(), modeSettingSchema),
  lastSwitch: z.optional(
    z.object({
      target: z.string(),
      setting: modeSettingSchema,
      actor: z.string(),
      why: z.string(),
      at: instant,
      token: z.string(),
    }),
  ),
  /** By the name of the account. */
  breakers: z.optional(z.record(z.string(), breakerSchema)),
});
