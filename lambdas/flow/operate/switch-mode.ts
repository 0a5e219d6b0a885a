import { switched, type Controls, type Switch } from '../../model/controls';
import type { FlowContext } from '../record/flow-context';
import { refused, refusedAsChanged, type Refused } from './refused';

export type SwitchContext = Pick<FlowContext, 'controlsStore' | 'observer' | 'clock' | 'newToken'>;

export type SwitchResult = { readonly answer: 'done'; readonly controls: Controls } | Refused;

/** How often to read the controls again after somebody else switched first. */
const tries = 4;

/**
 * Switches what may happen by itself, for one failure type or for all. Every function goes by it within ten seconds.
 *
 * @param expectedVersion of the controls that the person has seen: others are not overwritten. @default any
 */
export async function switchMode(
  change: Omit<Switch, 'at' | 'token'>,
  context: SwitchContext,
  expectedVersion?: number,
): Promise<SwitchResult> {
  const at = context.clock().toISOString();
  const token = context.newToken();
  for (let attempt = 0; attempt < tries; attempt++) {
    const before = await context.controlsStore.readControls();
    // The write before may have been ours, its reply lost.
    if (before.lastSwitch?.token === token) return { answer: 'done', controls: before };
    const changed = refusedAsChanged(before, expectedVersion);
    if (changed) return changed;
    const next = switched(before, { ...change, at, token });
    if ((await context.controlsStore.saveControls(next, before)) === 'stale') continue;
    context.observer.step({ step: 'switched', target: change.target });
    return { answer: 'done', controls: next };
  }
  return refused('others are switching at the same time; look at what is set now, and try again');
}
