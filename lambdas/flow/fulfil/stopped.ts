import { verdictStands } from '../../ledger/incident/incident';
import type { IncidentStore } from '../../ledger/port/waiting-list';
import type { RemedyRecord } from '../../ledger/remedy-record';
import type { Switchable } from '../../model/controls';
import type { HoldCause } from '../../model/guards/hold-cause';
import { unreachable } from '../../model/unreachable';
import { modeNow, type ModeContext } from '../decide/mode-now';

export type StopContext = ModeContext;

/** Says which verdicts on an incident still stand. */
export interface VerdictContext {
  readonly incidents: Pick<IncidentStore, 'readIncident'>;
}

/** What stops an effect at this moment, and why, as a sentence that stays true. */
export interface Stopped {
  readonly cause: HoldCause;
  readonly why: string;
  /** The account whose breaker is open, where that stops it. */
  readonly account?: string | undefined;
}

/**
 * Asked right before every single effect: nothing is given any more of what is switched off, whenever it was decided.
 * A run, a batch or a remedy of several parts takes longer than what was read at its beginning may be old.
 */
export async function stoppedNow(failure: Switchable, context: StopContext): Promise<Stopped | undefined> {
  const { mode, what } = await modeNow(failure, context);
  const at = `${context.clock().toISOString().slice(0, 16)}Z`;
  switch (mode) {
    case 'auto':
    case 'approve':
      return undefined;
    case 'off':
      return { cause: 'switched-off', why: `stopped at ${at}, when ${what} was switched off` };
    case 'shadow':
      return { cause: 'switched-off', why: `stopped at ${at}, when ${what} was in shadow mode` };
    default:
      return unreachable(mode);
  }
}

/** The same for what no person has approved: in the mode `approve` it waits for one. */
export async function stoppedWithoutPerson(failure: Switchable, context: StopContext): Promise<Stopped | undefined> {
  const stopped = await stoppedNow(failure, context);
  if (stopped) return stopped;
  const { mode, what } = await modeNow(failure, context);
  if (mode !== 'approve') return undefined;
  const at = `${context.clock().toISOString().slice(0, 16)}Z`;
  return { cause: 'approve-mode', why: `kept back at ${at}, when every remedy for ${what} waited for a person` };
}

/** What a verdict on an incident had approved is not given any more once the verdict is withdrawn. */
export async function withdrawnNow(
  { hold, incidentId }: Pick<RemedyRecord, 'hold' | 'incidentId'>,
  { incidents }: VerdictContext,
): Promise<Stopped | undefined> {
  const verdict = hold?.approvals.at(-1)?.verdict;
  if (verdict === undefined || incidentId === undefined) return undefined;
  if (verdictStands(await incidents.readIncident(incidentId), verdict)) return undefined;
  return { cause: 'withdrawn', why: 'the verdict on its incident was withdrawn before it was given' };
}
