import { copied } from './copied';
import type { ControlsStore } from '../../lambdas/ledger/port/controls-store';
import type { SaveResult } from '../../lambdas/ledger/port/ledger';
import { initialControls, type Controls } from '../../lambdas/model/controls';

/** Controls in memory, with all their earlier versions. */
export class MemoryControls implements ControlsStore {
  private readonly versions: Controls[] = [];

  get current(): Controls {
    return this.versions.at(-1) ?? initialControls;
  }

  async readControls(): Promise<Controls> {
    return copied(this.current);
  }

  async saveControls(next: Controls, _replaced: Controls): Promise<SaveResult> {
    if (next.version !== this.current.version + 1) return 'stale';
    this.versions.push(copied(next));
    return 'saved';
  }

  async controlsHistory(): Promise<Controls[]> {
    return copied(this.versions);
  }
}
