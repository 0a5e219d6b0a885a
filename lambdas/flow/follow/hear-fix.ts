import { newFix, relapsed, withFixed, type IncidentFixes } from '../../ledger/follow/incident-fix';
import { minuteMs } from '../../model/durations';
import type { IncidentFixed } from '../../model/judging/incident-fixed';
import { RetryableError } from '../record/retryable-error';

/** The incident is being written by others. Deliver the event again. */
export class FixOutpacedError extends RetryableError {
  override readonly name = 'FixOutpacedError';
}

export type FixResult =
  /** A person decides now whether customers are told. */
  | { readonly result: 'noted' }
  /** Something newer is known, or a person has decided. */
  | { readonly result: 'known' }
  /** It is not mended yet, as it says itself: customers would be told what is not so. */
  | { readonly result: 'refused'; readonly why: string };

interface HearContext {
  readonly fixes: IncidentFixes;
  readonly clock: () => Date;
}

const tries = 4;

/** So far the clock of whoever says it may be ahead of ours. */
const clockOffMs = 60_000;

/**
 * Notes that what was behind an incident is mended, as the system says whose failures it caused. Nothing leaves by
 * that: a person looks at who was hurt, and lets the mails go.
 *
 * @throws {@link FixOutpacedError}
 */
export async function hearFix(event: IncidentFixed, source: string, { fixes, clock }: HearContext): Promise<FixResult> {
  const { incidentId, cause, fixedAt, by } = event;
  if (Date.parse(fixedAt) > clock().getTime() + clockOffMs) {
    return { result: 'refused', why: `${incidentId} is mended only from ${fixedAt} on, as ${source} says` };
  }
  for (let attempt = 0; attempt < tries; attempt++) {
    const heardAt = clock().toISOString();
    const stored = await fixes.readFix(incidentId);
    const fixed = { cause, fixedAt: new Date(fixedAt).toISOString(), by, source, heardAt };
    const next = stored ? withFixed(stored, fixed) : { ...newFix(incidentId, heardAt), fixed };
    if (!next) return { result: 'known' };
    if ((await fixes.saveFix(next)) === 'saved') return { result: 'noted' };
  }
  throw new FixOutpacedError(`the end of ${incidentId} is being written by others; this event has to come again`);
}

/** So many incidents are remembered, of which it is known that they are on the list of what is not mended. */
const mostRemembered = 1_000;

/** For so long: what was mended may hurt again. */
const rememberedMs = 10 * minuteMs;

/**
 * Puts an incident on the list of what is paid for and not mended, every few minutes for each process. Where somebody
 * else writes at that moment, the next mail of the incident does it.
 */
export class KnownIncidents {
  private readonly known = new Map<string, number>();

  constructor(private readonly fixes: Pick<IncidentFixes, 'readFix' | 'saveFix'>) {}

  /** @param occurredAt when a customer was hurt by it, who was written of that just now */
  async note(incidentId: string, occurredAt: string, at: string): Promise<void> {
    const nowMs = Date.parse(at);
    if (nowMs - (this.known.get(incidentId) ?? -Infinity) < rememberedMs) return;
    const stored = await this.fixes.readFix(incidentId);
    const next = stored ? relapsed(stored, occurredAt, at) : newFix(incidentId, at);
    if (next) await this.fixes.saveFix(next);
    if (this.known.size >= mostRemembered) this.known.clear();
    this.known.set(incidentId, nowMs);
  }
}
