import type { ControlsStore } from '../../ledger/port/controls-store';
import { switched, type Controls, type Switch } from '../../model/controls';
import { stamp } from '../record/write-stamp';
import type { Observer } from '../record/observer';

export interface SwitchPorts {
  readonly controlsStore: ControlsStore;
  readonly observer: Observer;
  readonly clock: () => Date;
  readonly newToken: () => string;
}

export type SwitchResult =
  { readonly answer: 'done'; readonly controls: Controls } | { readonly answer: 'refused'; readonly why: string };

/** How often to read the controls again after somebody else switched first. */
const tries = 4;

/** Switches what may happen by itself, for one failure type or for all. Every function goes by it within ten seconds. */
export async function switchMode(change: Omit<Switch, 'at' | 'token'>, ports: SwitchPorts): Promise<SwitchResult> {
  const { at, token: token } = stamp(ports);
  for (let attempt = 0; attempt < tries; attempt++) {
    const before = await ports.controlsStore.readControls();
    // The write before may have been ours, its reply lost.
    if (before.lastSwitch?.token === token) return { answer: 'done', controls: before };
    const next = switched(before, { ...change, at, token });
    if ((await ports.controlsStore.saveControls(next, before)) === 'stale') continue;
    ports.observer.step({ step: 'switched', remedyId: '', failureType: change.target });
    return { answer: 'done', controls: next };
  }
  return { answer: 'refused', why: 'others are switching at the same time; look at what is set now, and try again' };
}
