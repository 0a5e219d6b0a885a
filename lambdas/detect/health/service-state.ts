import * as z from 'zod/mini';
import { businessIdSchema, instantSchema } from '../../failures/definition/failure';
import { joinedIds } from '../../failures/definition/joined-ids';
import { dayMs } from '../../model/durations';
import type { HealthSignal } from './health-signal';

/** How long what was said is kept. */
const keptMs = 40 * dayMs;

/** How much is kept of one service: what is older goes first. */
const mostChanges = 500;

const changeSchema = z.object({
  /** The alarm or incident that says so. */
  by: z.string(),
  at: instantSchema,
  is: z.enum(['down', 'degraded', 'up']),
});

export type Change = z.infer<typeof changeSchema>;

const outageSchema = z.object({
  /** The incident of all failures that come of it. */
  outageId: businessIdSchema,
  startedAt: instantSchema,
  endedAt: instantSchema,
  evidence: z.array(z.string()),
  /** It was still open, and what follows is left to a person. */
  isCut: z.optional(z.literal(true)),
  /** Whether its first page was sent. */
  isSent: z.optional(z.literal(true)),
});

/** An outage that is judged: nothing that is heard later changes it. */
export type Outage = z.infer<typeof outageSchema>;

/** What is known of one service of the team. */
export const serviceStateSchema = z.object({
  changes: z.array(changeSchema),
  outages: z.array(outageSchema),
});

export type ServiceState = z.infer<typeof serviceStateSchema>;

export const quietService: ServiceState = { changes: [], outages: [] };

/** What is known after more signals, whichever came first. The same object where they say nothing new. */
export function withSignals(state: ServiceState, signals: readonly HealthSignal[]): ServiceState {
  const changesNow = signals.flatMap(changesIn);
  const known = new Set(state.changes.map(keyOf));
  const fresh = changesNow.filter((change) => !known.has(keyOf(change)));
  if (fresh.length === 0) return state;
  const byKey = new Map([...state.changes, ...fresh].map((change) => [keyOf(change), change]));
  const all = [...byKey.values()].toSorted(inTime);
  const newest = Date.parse(all.at(-1)?.at ?? '');
  const kept = all.filter(({ at }) => Date.parse(at) >= newest - keptMs).slice(-mostChanges);
  return { ...state, changes: kept };
}

function changesIn({ source, what, sourceId, is, at, downSince }: HealthSignal): Change[] {
  const by = joinedIds([source, what, sourceId], '/');
  const change: Change = { by, is, at: iso(at) };
  return downSince === undefined ? [change] : [{ by, is: 'down', at: iso(downSince) }, change];
}

/** Of one moment what says that it is up counts last: nobody is paid for an outage without length. */
const order = { down: 0, degraded: 1, up: 2 } as const;

function inTime(one: Change, other: Change): number {
  return Date.parse(one.at) - Date.parse(other.at) || order[one.is] - order[other.is] || (one.by < other.by ? -1 : 1);
}

function keyOf({ by, at, is }: Change): string {
  return `${by} ${at} ${is}`;
}

function iso(at: string): string {
  return new Date(at).toISOString();
}
