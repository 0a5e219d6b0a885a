import { newFix, withFixed, type IncidentFix, type IncidentFixes } from '../../ledger/follow/incident-fix';
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
  | { readonly result: 'known' };

interface HearContext {
  readonly fixes: IncidentFixes;
  readonly clock: () => Date;
}

const tries = 4;

/**
 * Notes that what was behind an incident is mended, as the system says whose failures it caused. Nothing leaves by
 * that: a person looks at who was hurt, and lets the mails go.
 *
 * @throws {@link FixOutpacedError}
 */
export async function hearFix(event: IncidentFixed, source: string, { fixes, clock }: HearContext): Promise<FixResult> {
  const { incidentId, cause, fixedAt, by } = event;
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

/**
 * Puts an incident on the list of what is paid for and not mended, once for each process. Where that fails, the next
 * mail of the incident does it.
 */
export class KnownIncidents {
  private readonly known = new Set<string>();

  constructor(private readonly fixes: IncidentFixes) {}

  async note(incidentId: string, at: string): Promise<void> {
    if (this.known.has(incidentId)) return;
    const fix: IncidentFix = newFix(incidentId, at);
    await this.fixes.saveFix(fix);
    if (this.known.size >= mostRemembered) this.known.clear();
    this.known.add(incidentId);
  }
}
