import type { ControlsStore } from '../../ledger/port/controls-store';
import type { InForce, Switchable } from '../../model/controls';
import type { FlowContext } from '../record/flow-context';

export type ModeContext = Pick<FlowContext, 'controls' | 'clock'> & {
  readonly controlsStore: Pick<ControlsStore, 'readControls'>;
};

/**
 * A switch holds ten seconds after it was answered. The rest of that time is for what was read just before to take
 * effect.
 */
const oldestControlsMs = 8_000;

/** What may happen by itself at this moment, by controls that are read again where they are too old. */
export async function modeNow(failure: Switchable, { controls, controlsStore, clock }: ModeContext): Promise<InForce> {
  if (controls.areStale(clock(), oldestControlsMs)) controls.remember(await controlsStore.readControls(), clock());
  return controls.modeFor(failure);
}
